import { z } from 'zod';

/** The schema of the section `gateway`: what clients meet in front of Kong. */
export const gatewaySchema = z.strictObject({
  plainHttp: z.enum(['redirect', 'serve']).optional().meta({
    description:
      'What clients meet on port 80. redirect: they are sent to the same address with https. serve: Kong answers, as on 443. Default: the port is closed, and served where kong.tls is false.',
  }),
});
