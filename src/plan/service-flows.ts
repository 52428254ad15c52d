import { range, softwareFlows, tcp } from './flow';
import { KONG } from './naming';
import type { EndpointsPlan } from './egress-plan';
import type { DatacenterPlan, Endpoint, Flow, RoleEnd } from './plan';

const PURPOSE = 'Secrets and cloud services by private endpoints';

/** Makes the flows of a machine's own software to what is outside of its network: the internet, or services of the cloud alone. */
export function outsideFlows(machine: RoleEnd, at: DatacenterPlan): Flow[] {
  const { endpoints } = at;
  if (!endpoints) return softwareFlows(machine);
  if (hasOwnAddress(machine, at))
    return [...softwareFlows(machine), ...(endpoints.isOwn ? [called(machine, at, endpoints)] : [])];
  // Kong's nodes alone have business with what routes lead to.
  const routed = machine.role === KONG ? endpoints.byRoute : [];
  return [
    called(machine, at, endpoints),
    ...routed.map((service) =>
      tcp(
        machine,
        { kind: 'service', datacenter: at.name, service, what: `${service} in ${at.region}` },
        443,
        'services',
        'Objects by a private endpoint in the route tables',
      ),
    ),
  ];
}

/** True for machines that have addresses on the internet, and so a way of their own. */
function hasOwnAddress({ role }: RoleEnd, { exposure }: DatacenterPlan): boolean {
  return role === 'vpn' || (role === 'balancer' && exposure === 'public');
}

/** Makes the flow to the endpoints: names of services resolve to them for every machine of the network. */
function called(machine: RoleEnd, { name }: DatacenterPlan, { range: cidr, isOwn }: EndpointsPlan): Flow {
  const end: Endpoint = isOwn
    ? { kind: 'role', datacenter: name, role: 'endpoint', name: 'endpoint', cidr }
    : range(cidr, 'services of the cloud');
  return tcp(machine, end, 443, 'services', PURPOSE);
}
