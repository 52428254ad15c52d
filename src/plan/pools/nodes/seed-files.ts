import { datacenterOf } from '../../../kernel/datacenter-of';
import { holes, type Templates } from '../../../kernel/template';
import { shellQuoted } from '../../../kernel/text/shell';
import { secretName } from '../../naming';
import { fileMaker, RUNNABLE, type FileMaker, type MachineFile } from '../../nodes/machine-files';
import type { DatacenterPlan, Plan } from '../../plan';
import type { HybridPlan, PoolPlan } from '../pool';
import { programsCalled } from './called-programs';

/** True if nodes of a pool put the seed into its bucket. */
export function exportsSeed({ role }: Pick<PoolPlan, 'role'>): boolean {
  return role === 'control-plane';
}

/** True if nodes of a pool take their first configuration from the seed. */
export function fetchesSeed({ role }: Pick<PoolPlan, 'role'>): boolean {
  return role === 'data-plane';
}

/** Makes the files by which a pool's nodes put the seed into its bucket, or take it from there. */
export function seedFiles(
  plan: Plan,
  datacenter: DatacenterPlan,
  pool: PoolPlan,
  file: FileMaker,
  templates: Templates,
): MachineFile[] {
  const { hybrid } = plan.kong;
  if (!hybrid) return [];
  const { seed } = hybrid;
  const place = { secret: shellQuoted(secretName(plan.topology, datacenter.name, seed.place)) };
  const program = (name: string): MachineFile =>
    file(name, `/usr/local/sbin/${name}`, { ...RUNNABLE, holes: holes('shell', place) });
  if (fetchesSeed(pool))
    return [...bucketFiles(plan, datacenter, pool, hybrid, templates), program('topogen-seed-fetch')];
  if (!exportsSeed(pool)) return [];
  return [
    ...bucketFiles(plan, datacenter, pool, hybrid, templates),
    program('topogen-seed-export'),
    file('topogen-seed.service', '/etc/systemd/system/topogen-seed.service'),
    file('topogen-seed.timer', '/etc/systemd/system/topogen-seed.timer', {
      holes: holes('systemd', { minutes: seed.intervalMinutes, spread: (seed.intervalMinutes - 1) * 60 }),
    }),
  ];
}

/** Makes the files that speak to a bucket: that of a machine's own cloud, or of the one that the control planes are on. */
function bucketFiles(
  plan: Plan,
  { cloud }: DatacenterPlan,
  { name }: PoolPlan,
  { datacenter: home, seed }: HybridPlan,
  templates: Templates,
): MachineFile[] {
  const file = fileMaker(templates);
  const owner = datacenterOf(plan, home).cloud;
  const library = (template: string, path: string, object?: string): MachineFile =>
    file(template, `/usr/local/lib/topogen/${path}`, {
      source: `${name}/${path}`,
      ...(object === undefined ? {} : { holes: holes('shell', { object: shellQuoted(object) }) }),
    });
  const script = `clouds/${cloud}/seed-of-${owner}.sh`;
  return [
    library(script, 'seed.sh', seed.object),
    ...programsCalled(script, cloud, templates).map((program) => library(program.template, program.name)),
  ];
}
