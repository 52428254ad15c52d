import { holes, type Templates } from '../../../kernel/template';
import { shell, shellQuoted, shellWords } from '../../../kernel/text/shell';
import { toldBy, type ToldByKong } from '../../alarms/told-certificates';
import { RUNNABLE, type FileMaker, type MachineFile } from '../../nodes/machine-files';
import type { DatacenterPlan, Plan } from '../../plan';
import type { PoolPlan } from '../pool';
import { CERTIFICATE_FILE } from './certificate-files';
import { CLUSTER_CERTIFICATE_FILE } from './cluster-conf';
import { snippet } from './snippet';

export const DAYS_TIMER = 'topogen-days-left.timer';

const FILES: Readonly<Record<ToldByKong, string>> = {
  certificate: CERTIFICATE_FILE,
  'cluster-certificate': CLUSTER_CERTIFICATE_FILE,
};

/** Makes the files by which nodes tell their cloud how many days their certificates have left, and of when the newest export is; none where no alarm hears of them. */
export function daysFiles(
  plan: Plan,
  datacenter: DatacenterPlan,
  pool: PoolPlan,
  file: FileMaker,
  templates: Templates,
): MachineFile[] {
  const told = toldBy(plan.kong, datacenter, pool);
  if (told.length === 0) return [];
  return [
    file('topogen-days-left', '/usr/local/sbin/topogen-days-left', {
      ...RUNNABLE,
      holes: holes('shell', {
        certificates: shellWords(told.flatMap((it) => (it === 'export' ? [] : [`${it}:${FILES[it]}`]))),
        exports: told.includes('export') ? snippet(templates, 'kong/tell-exports.sh') : shell``,
        tell: snippet(templates, `clouds/${datacenter.cloud}/tell-days.sh`, {
          topology: shellQuoted(plan.topology),
          datacenter: shellQuoted(datacenter.name),
        }),
      }),
    }),
    file('topogen-days-left.service', '/etc/systemd/system/topogen-days-left.service'),
    file('topogen-days-left.timer', `/etc/systemd/system/${DAYS_TIMER}`),
  ];
}
