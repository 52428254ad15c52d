import {
  KONG_METRICS_SINCE,
  kongCountsByFamily,
  kongHasMetrics,
  METRICS_FAMILIES,
  METRICS_PLUGIN_ID,
} from '../../../kernel/kong-metrics';
import type { Templates } from '../../../kernel/template';
import { shell, shellQuoted, withoutLastLineEnd } from '../../../kernel/text/shell';
import type { Text } from '../../../kernel/text/text';
import { datastoreOf } from '../../datastores/registry';
import { RUNNABLE, type FileMaker, type MachineFile } from '../../nodes/machine-files';
import type { DatacenterPlan, Plan } from '../../plan';
import { CLUSTER_PORT } from '../ports';
import { snippet } from './snippet';

const ADMIN_API = '127.0.0.1:8001';

/** True if the migrations job switches on the plugin by which nodes count requests. */
export function makesMetricsPlugin({ scrape, kong }: Plan): boolean {
  return scrape !== undefined && kongHasMetrics(kong.migrations.release);
}

/** Makes the part of the migrations job that switches the plugin on; empty if it does not. */
export function metricsPluginPart(plan: Plan, datacenter: DatacenterPlan, templates: Templates): Text<'shell'> {
  if (!makesMetricsPlugin(plan)) return shell``;
  const { hybrid, migrations } = plan.kong;
  const byFamily = kongCountsByFamily(migrations.release);
  return snippet(templates, 'kong/metrics-plugin.sh', {
    admin: shellQuoted(ADMIN_API),
    since: shellQuoted(byFamily ? '3.0' : KONG_METRICS_SINCE),
    families: shellQuoted(byFamily ? METRICS_FAMILIES.join(' ') : ''),
    id: shellQuoted(METRICS_PLUGIN_ID),
    metricsNote: datastoreOf(plan).kong.scripts(plan, datacenter).notes.metrics,
    pair: hybrid ? snippet(templates, 'kong/metrics-pair.sh') : shell``,
    role: hybrid ? withoutLastLineEnd(snippet(templates, 'kong/metrics-role.sh', { port: CLUSTER_PORT })) : shell``,
  });
}

/** Makes the program of that part. */
export function metricsPluginFiles(plan: Plan, file: FileMaker): MachineFile[] {
  if (!makesMetricsPlugin(plan)) return [];
  return [file('topogen-metrics-plugin', '/usr/local/lib/topogen/topogen-metrics-plugin', RUNNABLE)];
}
