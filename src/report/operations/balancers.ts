import type { Standing } from '../datastores/recovery';
import type { RunbookStep } from '../runbook/runbook';
import { inTree, NO_WAY_BACK_NEEDED, replaced } from '../runbook/runbook';
import { renderSteps } from './steps';

/** Renders the part of the page on operations about machines that lead clients to Kong; empty where the clouds' own balancers do. */
export function renderBalancerOperations(standing: Standing): string {
  const datacenters = standing.plan.datacenters.flatMap(({ name, balancers }) =>
    balancers ? [{ name, balancers }] : [],
  );
  const [first] = datacenters;
  if (!first) return '';
  const { program, nodes } = first.balancers;
  const names = nodes.map(({ name }) => `\`${name}\``).join(' and ');
  return `
# The balancers in operation

Two machines with ${program} in each datacenter, ${names}, lead clients to Kong. Each asks its cloud every 15 seconds which machines the pool has, and each of those every five seconds whether it serves; it writes the nodes into its ${program === 'nginx' ? '`/etc/nginx/nginx.conf`' : '`/etc/haproxy/haproxy.cfg`'} and reloads, which ends no connection for an hour. What it does and what fails is in its journal: \`journalctl --unit topogen-balancer --unit ${program}\`.

- **The cloud's list cannot be had:** the last one stays, and the journal says so. Nodes that are replaced meanwhile are not found: look at the identity of the machine and at its way out.
- **Clients** have to know both addresses: the output \`balancer_addresses\` of the stack \`cluster-<datacenter>\`. While one machine is away, those that have only its address get no answer.
- **Another pool takes clients** when the tag, or the attribute, \`topogen-pool\` of both machines names it, some 30 seconds after the apply.

## A changed or lost balancer

Image, machine type and files reach a machine when it is replaced: also those of another \`plainHttp\`. One at a time; of ${first.name}:

${renderSteps(nodes.map((node) => balancerMade(standing, first.name, node.name)))}`;
}

/** Makes the step that replaces a machine that leads clients to Kong. */
export function balancerMade({ plan, addresses }: Standing, datacenter: string, name: string): RunbookStep {
  return {
    title: `Make ${name} of ${datacenter} anew`,
    where: inTree(plan.topology),
    commands: [replaced(`cluster-${datacenter}`, addresses.machine(datacenter, name))],
    see: 'the plan replaces this machine, and keeps its addresses; then clients are served by its address',
    back: NO_WAY_BACK_NEEDED,
    risk: 'the other machine carries all clients: leave it alone until then',
    lasts: 'some five minutes',
  };
}
