import type { CloudFactsTable } from '../../../kernel/cloud/facts';
import type { Plan } from '../../../plan/plan';
import { inTree, topogenCommand } from '../../runbook/runbook';
import { bucketsLeft, lostForgotten, movedInSpec, type Copied } from '../lost-region';
import type { Standing } from '../recovery';
import { diskOf } from './disk-of';

function copiedOf({ datacenters }: Plan): Copied[] {
  return datacenters.filter((it): it is Copied => it.backupCopies !== undefined);
}

/** Renders where the snapshots of a second region are, and how to see those that are copies; empty if there are none. */
export function renderSecondRegion(standing: Standing, facts: CloudFactsTable): string {
  return copiedOf(standing.plan)
    .map((datacenter) => {
      const { name, cloud, region, backupCopies } = datacenter;
      const there = backupCopies.region;
      if (!backupCopies.ownKey)
        return `Those of ${name} are stored in ${there} and nowhere else: they are there when ${region} is lost, and the disks when ${there} is.\n\n`;
      const { at, node } = diskOf(standing, datacenter);
      return `Those of ${name} are copied to ${there} after they were taken, with a key of their own there, and kept as long. Of ${node}:\n\n\`\`\`sh\n${facts[cloud].snapshots.list({ ...at, region: there })}\n\`\`\`\n\n`;
    })
    .join('');
}

/**
 * Renders the way back when the region of a datacenter is lost and no other has the rows; empty if no backups have a second region.
 * The datacenter is built in that region with name, index and addresses as they were, since its disks are of a ring that knows them.
 */
export function renderLostRegion({ plan }: Standing, facts: CloudFactsTable): string {
  const copied = copiedOf(plan);
  if (copied.length === 0) return '';
  // One of each cloud stands for the others of it.
  const firsts = copied.filter(({ cloud }, i) => copied.findIndex((other) => other.cloud === cloud) === i);
  return `### A region is lost

While another datacenter is well, its rows are newer than any snapshot: \`${topogenCommand(plan, 'runbook', '--lost datacenter:<name>')}\`. Where none is left, one is built anew in the second region of its backups, with its name, index and addresses, as the ring on its disks knows it. Terraform's states are needed: keep them in another region. Commands are run in ${inTree(plan.topology)}.

${firsts.map((it) => `Of ${it.name}:\n\n${it.backupCopies.ownKey ? byRegion(plan, it, facts) : byProject(plan, it, facts)}`).join('\n')}
Datacenters that are gone for good are forgotten by the ring when it is back: the part "is given up" of their runbook.

`;
}

/** Renders the steps where copies have a key of their own, and identities alone are in no region. */
function byRegion(plan: Plan, copied: Copied, facts: CloudFactsTable): string {
  const { name, cloud, region, backupCopies } = copied;
  const there = backupCopies.region;
  return `1. ${movedInSpec(plan, facts, copied, [])}
2. Let Terraform forget what was in the lost region, which no apply can reach, and the key of the copies, which the apply would end. Roles, which are in no region, stay:

\`\`\`sh
${lostForgotten(plan, copied)}
\`\`\`

3. Apply as at the first start. The ring begins empty.${bucketsLeft(plan, copied)}
4. Bring it back as in the section above: the lists of the new tree show the copies.
5. The key of the copies is nobody's now. End it when you need them no more:

\`\`\`sh
${facts[cloud].snapshots.endKey(there, `${plan.topology}-${name}-backups`)}
\`\`\`

6. Delete what ${region} still has when it answers again: nothing leads to it any more.
`;
}

/** Renders the steps where the snapshots are in the second region alone, of a project in which much is in no region. */
function byProject(plan: Plan, copied: Copied, facts: CloudFactsTable): string {
  const { project = '' } = copied;
  return `1. ${movedInSpec(plan, facts, copied, [])}
2. Let Terraform forget what was in the former project, which no apply can reach:

\`\`\`sh
${lostForgotten(plan, copied)}
\`\`\`

3. Apply as at the first start. The ring begins empty.
4. Bring it back as in the section above: list with \`--project ${project}\`, and say \`SNAPSHOT=projects/${project}/global/snapshots/<one of the list>\`.
5. Delete what the former project still has when its region is back; the snapshots when you need them no more.
`;
}
