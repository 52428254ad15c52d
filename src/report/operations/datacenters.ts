import type { Plan } from '../../plan/plan';
import { datastoreReport } from '../datastores/registry';
import type { Standing } from '../datastores/recovery';
import { addedParts, removedParts, sharedParts } from '../runbook/datacenters';
import { renderParts } from './steps';

/**
 * Renders the part of the page on operations about datacenters that come and go, in Markdown: by the parts of runbooks, for
 * the last datacenter of those that may go.
 */
export function renderDatacenterOperations({ plan, addresses }: Standing): string {
  const { transitions } = datastoreReport(plan);
  const last = plan.datacenters.filter(({ name }) => transitions.isPlain(plan, name)).at(-1)?.name;
  const heading = '\n# Datacenters come and go\n\n`topogen runbook <old spec> <new spec>` has the steps of each change';
  if (last === undefined) return `${heading}: of another datacenter, and of one that leaves again.\n`;
  const others = without(plan, last);
  const comes = { before: others, after: plan, addresses };
  const goes = { before: plan, after: others, addresses };
  return `${heading}, with the names and times of yours. These are those of ${last}.

## A datacenter is added

${renderParts([...addedParts(comes, transitions), ...sharedParts(comes)])}
## A datacenter is removed

The order matters: a gateway with tunnels or attachments cannot be deleted, and generating takes away the folders of stacks that the spec no longer has.

${renderParts(removedParts(goes, transitions))}`;
}

/** Returns as much of the plan without a datacenter as parts of runbooks read of it. */
function without(plan: Plan, name: string): Plan {
  const links = plan.links.filter(({ left, right }) => left.datacenter !== name && right.datacenter !== name);
  return {
    ...plan,
    datacenters: plan.datacenters.filter((it) => it.name !== name),
    links,
    stacks: plan.stacks.filter(
      ({ layer, datacenter }) => datacenter !== name && (layer !== 'links' || links.length > 0),
    ),
  };
}
