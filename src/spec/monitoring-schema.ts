import * as z from 'zod';
import { cidr } from './schema-values';

/** A cloud makes a firewall rule of each, for every kind of machine. */
const MOST_RANGES = 5;

/** The schema of `monitoring`: alarms of the clouds and whom they tell, and who may read metrics. */
export const monitoringSchema = z.strictObject({
  notify: z.record(z.string(), z.string()).optional().meta({
    description:
      'What alarms tell, for each datacenter by its name: the ARN of an SNS topic in its region, or a notification channel of its project, such as projects/acme-edge/notificationChannels/1234567890123456789. You make both, and decide who reads them. Default: nobody, and no alarm is made.',
  }),
  scrapeCidrs: z.array(cidr).min(1).max(MOST_RANGES).optional().meta({
    description:
      'Private ranges from which your Prometheus reads metrics of machines and of what runs on them: docs/monitoring.md. The plugin prometheus is then counted among kong.plugins. Default: none, and machines have no exporters.',
  }),
});
