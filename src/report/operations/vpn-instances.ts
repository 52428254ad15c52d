import type { CloudFactsTable } from '../../kernel/cloud/facts';
import type { Plan } from '../../plan/plan';

/** Renders the VPN instances' part of the page on operations; empty if the plan has none. */
export function renderVpnInstanceOperations(plan: Plan, facts: CloudFactsTable): string {
  const datacenters = plan.datacenters.filter(({ vpnInstances }) => vpnInstances !== undefined);
  if (datacenters.length === 0) return '';
  const pairs = datacenters.map(({ name }) => name);
  const types = [...new Set(datacenters.map(({ cloud }) => facts[cloud].machineResource))];
  return `
# The VPN instances in operation

${pairs.join(', ')} ${pairs.length === 1 ? 'has' : 'have'} two VPN instances, \`vpn-a\` and \`vpn-b\`. The routes towards the other datacenters lead to one of them; when it can no longer use its tunnels, the other takes them over within a minute. Each writes what it does to its journal: \`journalctl --unit topogen-vpn --unit topogen-vpn-failover\`.

## A changed or lost VPN instance

Replace one at a time, from the stack \`links\`: \`terraform apply -replace=\` with the address of its ${types.map((type) => `\`${type}\``).join(' or ')}. Its address, its tunnels and its keys stay. Begin with \`vpn-b\` and go on with \`vpn-a\` when \`vtysh -c 'show bgp summary'\` on \`vpn-b\` shows every session up. \`vpn-a\` takes the routes back some five minutes after it is well again; its journal says so. Until then leave \`vpn-b\` alone.

A gateway keeps the IKE proposal that it was made with until it is replaced. The managed end takes Diffie-Hellman group 14, which older ones propose, beside group 20, so that \`links\` can be applied first: with \`-parallelism=1\`, since the managed end makes each tunnel anew.

## New keys

One tunnel at a time, so that each link keeps three: \`terraform apply -replace=random_password.<link>_<number>\` in the stack \`links\`, then \`systemctl start topogen-vpn-refresh\` on the instance, which otherwise looks within five minutes. Go on when the session of the tunnel is up again.

## A datacenter at the other end is removed

Apply \`links\` first. When it was the last one that dialled a pair, the pair's subnets and addresses go too, from the stack \`network-<datacenter>\`: apply that after \`links\`.
`;
}
