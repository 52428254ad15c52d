import { holes, type Templates } from '../../../kernel/template';
import { shellQuoted } from '../../../kernel/text/shell';
import { exportBucket } from '../../naming';
import { fileMaker, RUNNABLE, type FileMaker, type MachineFile } from '../../nodes/machine-files';
import type { DatacenterPlan, Plan } from '../../plan';
import { readsDatastore } from '../client-pools';
import type { PoolPlan } from '../pool';
import { programsCalled } from './called-programs';

const EXPORT = 'topogen-configuration';

/** This unit exports Kong's configuration once a day. */
export const EXPORT_TIMER = `${EXPORT}.timer`;

/** True if nodes of a pool put exports of Kong's configuration into the bucket of their datacenter. */
export function exportsConfiguration(
  { exports }: Pick<DatacenterPlan, 'exports'>,
  { role }: Pick<PoolPlan, 'role'>,
): boolean {
  return exports !== undefined && readsDatastore(role);
}

/** Makes the files by which a pool's nodes export Kong's configuration, with those of their cloud's own. */
export function exportFiles(
  { topology }: Plan,
  datacenter: DatacenterPlan,
  pool: PoolPlan,
  file: FileMaker,
  templates: Templates,
): MachineFile[] {
  const { name, cloud, exports } = datacenter;
  if (!exports || !exportsConfiguration(datacenter, pool)) return [];
  const own = fileMaker(templates);
  const library = (template: string, path: string, values = holes('shell', {})): MachineFile =>
    own(template, `/usr/local/lib/topogen/${path}`, { source: `${pool.name}/${path}`, holes: values });
  const script = `clouds/${cloud}/configuration.sh`;
  const bucket = shellQuoted(exportBucket(topology, name));
  return [
    library(script, 'configuration.sh', holes('shell', { bucket })),
    ...programsCalled(script, cloud, templates).map((program) => library(program.template, program.name)),
    file(`${EXPORT}-export`, `/usr/local/sbin/${EXPORT}-export`, RUNNABLE),
    file(`${EXPORT}.service`, `/etc/systemd/system/${EXPORT}.service`),
    file(EXPORT_TIMER, `/etc/systemd/system/${EXPORT_TIMER}`, { holes: holes('systemd', { hour: exports.hour }) }),
  ];
}
