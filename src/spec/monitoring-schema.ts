import * as z from 'zod';

/** The schema of `monitoring`: alarms of the clouds, and whom they tell. */
export const monitoringSchema = z.strictObject({
  notify: z.record(z.string(), z.string()).meta({
    description:
      'What alarms tell, for each datacenter by its name: the ARN of an SNS topic in its region, or a notification channel of its project, such as projects/acme-edge/notificationChannels/1234567890123456789. You make both, and decide who reads them.',
  }),
});
