import { ComputeNetwork } from '@cdktf/provider-google/lib/compute-network';
import { ComputeSubnetwork } from '@cdktf/provider-google/lib/compute-subnetwork';
import { ProjectService } from '@cdktf/provider-google/lib/project-service';
import { datastoreOf } from '../../plan/datastores/registry';
import { KONG, terraformName } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import type { Tier } from '../../kernel/ids';
import type { SubnetPlan } from '../../plan/place';
import type { StackScope } from '../contract';
import { memberOf } from '../members';
import { lendsSeed } from '../seed';
import { KEPT_WORDING } from '../wording';
import { buildEndpoints } from './endpoints';
import { refuseTheRest } from './firewall';
import { buildVpnGateway } from './vpn-gateway';
import { buildJournalStore } from './journals';
import { buildFlowLogs } from './logs';
import { buildNat } from './nat';
import { readGateway } from './existing-gateway';
import { buildExistingNetwork, type NetworkParts, type NetworkSubnet } from './existing-network';
import { datastoreBuilder } from './datastores';
import { NETWORK_OUTPUTS, subnetIdOutput } from './outputs';
import { computeName } from './tags';
import { buildFarAccounts } from './seed-accounts';
import { requireKey } from './users-key';

/** The stacks of a datacenter need these APIs, beside Service Usage itself, which enables them. */
const SERVICES = ['iam', 'iap', 'oslogin', 'secretmanager'] as const;

/**
 * Builds the whole network of a datacenter: VPC, subnets, NAT, flow logs and, if there are other datacenters, the
 * gateway. Of these an existing network gets the last three, and NAT where the spec says so.
 */
export function buildNetwork(scope: StackScope, datacenter: DatacenterPlan): void {
  const compute = enableService(scope, 'compute');
  const logging = enableService(scope, 'logging');
  const services = [
    ...SERVICES,
    ...(datacenter.redis ? ['dns', 'redis'] : []),
    ...(datacenter.endpoints ? ['dns'] : []),
    ...(datacenter.notify === undefined ? [] : ['monitoring']),
    ...(scope.plan.logs ? ['cloudresourcemanager', 'osconfig'] : []),
    ...(scope.plan.kong.hybrid ? ['dns', 'storage'] : []),
    ...(datacenter.exports ? ['storage'] : []),
    ...(lendsSeed(scope.plan, datacenter) ? ['sts'] : []),
    // The machines that lead clients to Kong have a role in the project.
    ...(datacenter.balancers ? ['cloudresourcemanager'] : []),
    ...datastoreBuilder(scope.plan).services(scope.plan, datacenter),
  ];
  const enabled = new Map([...new Set(services)].map((name) => [name, enableService(scope, name)]));
  buildFarAccounts(scope, datacenter, memberOf(enabled, 'iam'));
  const { existing, existingGateway } = datacenter;
  const { network, subnets } = existing
    ? buildExistingNetwork(scope, datacenter, existing)
    : makeNetwork(scope, datacenter, compute);
  const { endpoints } = datacenter;
  if (endpoints) buildEndpoints(scope, datacenter, endpoints, { network, dns: memberOf(enabled, 'dns') });
  else if (existing?.egress !== 'existing')
    buildNat(scope, datacenter, { network, subnetworks: [...subnets.values()], compute });
  // In a network of the user's the rules are for machines of the topology alone, whose accounts come later.
  if (!existing) refuseTheRest(scope, datacenter, { network: network.id });
  requireKey(scope, datacenter, ["Cloud Logging's"]);
  buildFlowLogs(scope, datacenter, [...subnets.values()], logging);
  buildJournalStore(scope, datacenter, logging);

  scope.output(NETWORK_OUTPUTS.networkId, network.id, 'VPC network');
  showSubnets(scope, datacenter, subnets);
  if (!datacenter.hasGateway) return;
  if (existing && existingGateway) readGateway(scope, datacenter, existing, existingGateway);
  else buildVpnGateway(scope, datacenter, network);
}

/** Adds the subnets that other stacks build in. */
function showSubnets(scope: StackScope, datacenter: DatacenterPlan, subnets: ReadonlyMap<Tier, NetworkSubnet>): void {
  const show = (tier: Tier, description: string): void => {
    const subnet = subnets.get(tier);
    if (!subnet) throw new Error(`the plan has no subnet of tier ${tier}`);
    scope.output(subnetIdOutput(tier), subnet.id, description, subnet.asStated);
  };
  const { machineRoles, words } = datastoreOf(scope.plan);
  show(KONG, 'Subnet of the Kong nodes');
  for (const role of machineRoles) show(role, `Subnet of the ${words.title} nodes`);
  if (datacenter.balancers) show('balancer', 'Subnet of the balancers');
  const { engine } = scope.plan.datastore;
  if (machineRoles.length === 0 && subnets.has(engine)) show(engine, `Subnet of the addresses of ${words.title}`);
}

/** Builds network and subnets of a datacenter that has none of the user's. */
function makeNetwork(scope: StackScope, datacenter: DatacenterPlan, compute: ProjectService): NetworkParts {
  const network = addNetwork(scope, datacenter, compute);
  const subnets = datacenter.subnets.map((subnet): [Tier, NetworkSubnet] => {
    const made = addSubnet(scope, datacenter, network, subnet);
    return [subnet.tier, { id: made.id, name: computeName(scope.plan, datacenter, subnet.tier) }];
  });
  return { network, subnets: new Map(subnets) };
}

/**
 * Enables an API. This happens here, in the first stack of a datacenter, so that a fresh project works; an API that is
 * enabled already is left alone. They stay enabled when the topology is destroyed, since others in the project may use
 * them.
 */
function enableService(scope: StackScope, name: string): ProjectService {
  return new ProjectService(scope.part('network'), name, {
    service: `${name}.googleapis.com`,
    disableOnDestroy: false,
  });
}

function addNetwork(scope: StackScope, datacenter: DatacenterPlan, compute: ProjectService): ComputeNetwork {
  const { plan } = scope;
  const network = new ComputeNetwork(scope.part('network'), 'main', {
    name: computeName(plan, datacenter, 'network'),
    description: `Network of datacenter ${datacenter.name} of topology ${plan.topology}`,
    autoCreateSubnetworks: false,
    // Everything of a datacenter is in one region: no other region needs the routes that its router learns.
    routingMode: 'REGIONAL',
    // Cloud VPN carries packets of this size; larger ones would be fragmented between datacenters.
    mtu: 1460,
    lifecycle: KEPT_WORDING,
    dependsOn: [compute],
  });
  scope.comment(
    network,
    datacenter.endpoints
      ? 'The default route stays: by it machines without public addresses reach Google, and nothing else.'
      : 'The default route stays: by it machines without public addresses reach Cloud NAT and Google.',
  );
  return network;
}

function addSubnet(
  scope: StackScope,
  datacenter: DatacenterPlan,
  network: ComputeNetwork,
  { tier, cidr }: SubnetPlan,
): ComputeSubnetwork {
  return new ComputeSubnetwork(scope.part('network'), terraformName(tier), {
    name: computeName(scope.plan, datacenter, tier),
    region: datacenter.region,
    description: `Tier ${tier} of datacenter ${datacenter.name}, in all of its zones`,
    network: network.id,
    ipCidrRange: cidr,
    privateIpGoogleAccess: true,
    logConfig: { aggregationInterval: 'INTERVAL_5_SEC', flowSampling: 0.5, metadata: 'INCLUDE_ALL_METADATA' },
    lifecycle: KEPT_WORDING,
  });
}
