import type { Standing } from '../datastores/recovery';
import { vpnInstanceMade } from '../runbook/lost-parts';
import type { RunbookStep } from '../runbook/runbook';
import { renderSteps } from './steps';

/**
 * Renders the VPN instances' part of the page on operations; empty if the plan has none.
 *
 * @param standing the topology, for steps that name its stacks
 */
export function renderVpnInstanceOperations(standing: Standing): string {
  const datacenters = standing.plan.datacenters.filter(({ vpnInstances }) => vpnInstances !== undefined);
  if (datacenters.length === 0) return '';
  const pairs = datacenters.map(({ name }) => name);
  const [first] = datacenters;
  return `
# The VPN instances in operation

${pairs.join(', ')} ${pairs.length === 1 ? 'has' : 'have'} two VPN instances, \`vpn-a\` and \`vpn-b\`. The routes towards the other datacenters lead to one of them; when it can no longer use its tunnels, the other takes them over within a minute. Each writes what it does to its journal: \`journalctl --unit topogen-vpn --unit topogen-vpn-failover\`.

## A changed or lost VPN instance

Replace one at a time. \`topogen runbook <spec> --lost node:${first?.name}/vpn-b\` has the steps of each by themselves; of ${first?.name}, which begins with \`vpn-b\`:

${renderSteps(replacedInTurn(standing, first))}
\`vpn-a\` takes the routes back some five minutes after it is well again; its journal says so.

A gateway keeps the IKE proposal that it was made with until it is replaced. The managed end takes Diffie-Hellman group 14, which older ones propose, beside group 20, so that \`links\` can be applied first: with \`-parallelism=1\`, since the managed end makes each tunnel anew.

## New keys

One tunnel at a time, so that each link keeps three: \`terraform apply -replace=random_password.<link>_<number>\` in the stack \`links\`, then \`systemctl start topogen-vpn-refresh\` on the instance, which otherwise looks within five minutes. Go on when the session of the tunnel is up again.

## A datacenter at the other end is removed

Apply \`links\` first. When it was the last one that dialled a pair, the pair's subnets and addresses go too, from the stack \`network-<datacenter>\`: apply that after \`links\`.
`;
}

/** Returns the steps that replace both instances of a pair, the one that carries the routes last. */
function replacedInTurn(standing: Standing, pair: Standing['plan']['datacenters'][number] | undefined): RunbookStep[] {
  const { name = '', vpnInstances } = pair ?? {};
  return [...(vpnInstances?.nodes ?? [])]
    .reverse()
    .map((node) => vpnInstanceMade(standing, { datacenter: name, name: node.name }));
}
