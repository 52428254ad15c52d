import * as z from 'zod';
import { ACCESS_LOGS } from '../kernel/access-log';
import { cidr } from './schema-values';

/** A cloud makes a firewall rule of each, for every kind of machine. */
const MOST_RANGES = 5;

/** The schema of `monitoring.logs`, whose presence ships what units say to the clouds' log services. */
const logsSchema = z.strictObject({
  retentionDays: z.int().min(1).max(3_653).default(30).meta({
    description: 'How long the log service keeps what it was sent; then it deletes that for good.',
  }),
  access: z.enum(ACCESS_LOGS).optional().meta({
    description:
      'Which requests of clients Kong logs, without their queries and headers: failed (answers of 500 and more, and clients that did not wait for one) or all, which costs some 250 USD a month for each 1,000 of requestsPerSecond. Default: none.',
  }),
});

export type LogsDocument = z.output<typeof logsSchema>;

/** The schema of `monitoring`: alarms of the clouds and whom they tell, who may read metrics, and where logs go. */
export const monitoringSchema = z.strictObject({
  notify: z.record(z.string(), z.string()).optional().meta({
    description:
      'What alarms tell, for each datacenter by its name: the ARN of an SNS topic in its region, or a notification channel of its project, such as projects/acme-edge/notificationChannels/1234567890123456789. You make both, and decide who reads them. Default: nobody, and no alarm is made.',
  }),
  dashboards: z.boolean().optional().meta({
    description:
      'Whether the cluster stack of each datacenter has a dashboard in the console of its cloud: what every alarm watches, with its limit as a line, and the load of balancer and pools. It needs notify. Default: false.',
  }),
  scrapeCidrs: z.array(cidr).min(1).max(MOST_RANGES).optional().meta({
    description:
      'Private ranges from which your Prometheus reads metrics of machines and of what runs on them: docs/monitoring.md. The plugin prometheus is then counted among kong.plugins. Default: none, and machines have no exporters.',
  }),
  hostMetrics: z.boolean().optional().meta({
    description:
      'Whether the agents that ship logs also tell the clouds how much memory and how much of their disks machines use: docs/monitoring.md. It needs logs, and costs by the machine. Default: false.',
  }),
  logs: logsSchema.optional().meta({
    description:
      "What the datastore, Kong and topogen's programs say on machines goes to the log service of their cloud: docs/monitoring.md. Requests of clients do if access says so. With notify, alarms also hear how nodes of a datastore on machines say that they are. Default: it stays on the machines, and goes with them.",
  }),
});
