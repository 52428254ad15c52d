import { ComputeAddress } from '@cdktf/provider-google/lib/compute-address';
import { ComputeInstance } from '@cdktf/provider-google/lib/compute-instance';
import { ProjectIamCustomRole } from '@cdktf/provider-google/lib/project-iam-custom-role';
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import { POOL_TAG } from '../../plan/balancers';
import { poolGroupName, resourceName, terraformName } from '../../plan/naming';
import type { BalancerPlan, BalancersPlan, DatacenterPlan } from '../../plan/plan';
import { clientPool } from '../../plan/pools/client-pools';
import { balancerFiles } from '../balancer-files';
import type { ClusterInputs, StackScope } from '../contract';
import { KEPT_WORDING, WORDING } from '../wording';
import type { Identity } from './identity';
import { accountOf, BOOT_DISK_TYPE, imageOf, metadataOf, SHIELDED } from './machine';
import { CLUSTER_OUTPUTS, networkOutputs, subnetIdOutput } from './outputs';
import { projectOf } from './provider';
import { addFixedAddress } from './fixed-address';
import { bootDiskTags, computeName, tags } from './tags';
import { BOOT_KEY_PATH, bootKey, machineFindings } from './users-key';

/** The machines, and everything of theirs, are in this `.tf` file. */
const FILE = 'balancer';

/** A machine gets changes of these only when it is replaced: otherwise one apply would stop or replace both. */
const WAITS_FOR_REPLACEMENT = [
  'boot_disk[0].initialize_params[0].image',
  BOOT_KEY_PATH,
  ...WORDING,
  'machine_type',
  'metadata["user-data"]',
];

/** Rights of the machines: to see which machines a group has, and their addresses. */
const PERMISSIONS = ['compute.instanceGroupManagers.get', 'compute.instances.list'];

/** Builds the service account of the machines, which may list the machines of the project, and nothing else. */
export function buildBalancerIdentity(scope: StackScope, datacenter: DatacenterPlan): Identity {
  const { topology } = scope.plan;
  const part = scope.part(FILE);
  const account = new ServiceAccount(part, 'balancer', {
    accountId: resourceName(topology, datacenter.name, 'bal'),
    displayName: `${topology} ${datacenter.name} balancer`,
    description: `Machines that lead clients to Kong in ${datacenter.name}`,
  });
  const role = new ProjectIamCustomRole(part, 'balancer', {
    roleId: terraformName(resourceName(topology, datacenter.name, 'balancer')),
    title: `${topology} ${datacenter.name} balancer`,
    description: `Lists the Kong nodes of ${datacenter.name} for what leads clients to them`,
    permissions: PERMISSIONS,
  });
  const grant = new ProjectIamMember(part, 'balancer', {
    project: projectOf(datacenter),
    role: role.name,
    member: account.member,
  });
  return { account, grants: [grant] };
}

/**
 * Builds the two machines that lead clients to Kong. What clients know of each, its address, is a resource of its own that
 * outlives the machine.
 */
export function buildBalancerMachines(
  scope: StackScope,
  datacenter: DatacenterPlan,
  balancers: BalancersPlan,
  parts: { readonly identity: Identity; readonly inputs: ClusterInputs },
): void {
  const addresses = balancers.nodes.map((node): [string, string] => [
    node.name,
    buildMachine(scope, datacenter, balancers, node, parts),
  ]);
  const whose = datacenter.exposure === 'public' ? 'Public' : 'Private';
  scope.output(
    CLUSTER_OUTPUTS.balancerAddresses,
    Object.fromEntries(addresses),
    `${whose} addresses of Kong in ${datacenter.name}: give clients both`,
  );
}

/** Builds a machine, and returns the address by which clients know it. */
function buildMachine(
  scope: StackScope,
  datacenter: DatacenterPlan,
  { machineType, diskGib, program }: BalancersPlan,
  node: BalancerPlan,
  { identity, inputs }: { readonly identity: Identity; readonly inputs: ClusterInputs },
): string {
  const { plan } = scope;
  const subnetwork = networkOutputs(scope, datacenter).string(subnetIdOutput('balancer'));
  const fixed = addFixedAddress(
    scope,
    datacenter,
    { ...node, role: 'balancer', words: `Fixed private address of ${node.name}` },
    { part: scope.part(FILE), subnetwork },
  );
  const outside = datacenter.exposure === 'public' ? addPublicAddress(scope, datacenter, node) : undefined;
  const machine = new ComputeInstance(scope.part(FILE), terraformName(node.name), {
    name: computeName(plan, datacenter, node.name),
    description: `Leads clients to Kong in ${datacenter.name}`,
    zone: node.zone.name,
    machineType,
    bootDisk: {
      ...bootKey(datacenter),
      initializeParams: {
        image: imageOf(scope, datacenter, undefined),
        size: diskGib,
        type: BOOT_DISK_TYPE,
        labels: bootDiskTags(plan, datacenter, 'balancer'),
      },
    },
    networkInterface: [
      {
        subnetwork,
        networkIp: fixed.address,
        ...(outside ? { accessConfig: [{ natIp: outside.address, networkTier: 'PREMIUM' }] } : {}),
      },
    ],
    // The machine reads the attribute by itself: a switch to another pool changes the attribute alone.
    metadata: {
      ...metadataOf(scope, balancerFiles(inputs, node)),
      [POOL_TAG]: poolGroupName(plan.topology, datacenter.name, clientPool(datacenter)),
    },
    serviceAccount: accountOf(identity),
    shieldedInstanceConfig: SHIELDED,
    labels: tags('balancer'),
    lifecycle: { ignoreChanges: WAITS_FOR_REPLACEMENT },
    dependsOn: identity.grants,
  });
  scope.comment(
    machine,
    `Runs ${program}. To bring a new image, machine type or user data to it, replace it, one at a time: its addresses stay.`,
  );
  scope.accept(machine, {
    ...machineFindings(datacenter),
    ...(outside ? { CKV_GCP_40: PUBLIC_REASON, 'GCP-0031': PUBLIC_REASON } : {}),
  });
  return (outside ?? fixed).address;
}

const PUBLIC_REASON = 'The entrance of the gateway for its clients; firewall rules let in the proxyCidrs of the spec.';

function addPublicAddress(scope: StackScope, datacenter: DatacenterPlan, node: BalancerPlan): ComputeAddress {
  const address = new ComputeAddress(scope.part(FILE), terraformName(node.name, 'public'), {
    name: computeName(scope.plan, datacenter, node.name, 'public'),
    region: datacenter.region,
    description: `Where clients reach Kong in ${datacenter.name} by ${node.name}`,
    addressType: 'EXTERNAL',
    networkTier: 'PREMIUM',
    labels: tags('balancer'),
    lifecycle: KEPT_WORDING,
  });
  scope.comment(address, 'Clients know the gateway by it. It stays when the machine is replaced.');
  return address;
}
