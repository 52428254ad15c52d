import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { Eip } from '@cdktf/provider-aws/lib/eip';
import { EipAssociation } from '@cdktf/provider-aws/lib/eip-association';
import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Instance } from '@cdktf/provider-aws/lib/instance';
import { NetworkInterface } from '@cdktf/provider-aws/lib/network-interface';
import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { POOL_TAG } from '../../plan/balancers';
import { poolGroupName, resourceName, terraformName } from '../../plan/naming';
import type { NodeFiles } from '../../plan/nodes/node-files';
import type { BalancerPlan, BalancersPlan, DatacenterPlan } from '../../plan/plan';
import { clientPool } from '../../plan/pools/client-pools';
import { balancerFiles } from '../balancer-files';
import type { ClusterInputs, StackOutputs, StackScope } from '../contract';
import { MACHINE_TRUST, SESSION_MANAGER, SESSION_MANAGER_FINDINGS } from './identity';
import { grantJournals } from './journals';
import { imageOf, METADATA_OPTIONS, userData } from './machine';
import { CLUSTER_OUTPUTS, NETWORK_OUTPUTS, subnetKey } from './outputs';
import { tags } from './tags';

/** The machines, and everything of theirs, are in this `.tf` file. */
const FILE = 'balancer';

/** The inputs of the machines. */
export interface BalancerMachineParts {
  readonly network: StackOutputs;
  readonly group: SecurityGroup;
  readonly inputs: ClusterInputs;
}

/**
 * Builds the two machines that lead clients to Kong. What clients know of each, its interface and its address on the internet, is
 * a resource of its own that outlives the machine.
 */
export function buildBalancerMachines(
  scope: StackScope,
  datacenter: DatacenterPlan,
  balancers: BalancersPlan,
  parts: BalancerMachineParts,
): void {
  const profile = buildIdentity(scope, datacenter);
  const addresses = balancers.nodes.map((node): [string, string] => {
    const networkInterface = buildInterface(scope, datacenter, node, parts);
    buildMachine(scope, datacenter, balancers, node, {
      networkInterface,
      profile,
      files: balancerFiles(parts.inputs, node),
    });
    return [node.name, addAddress(scope, datacenter, node, networkInterface)];
  });
  const whose = datacenter.exposure === 'public' ? 'Public' : 'Private';
  scope.output(
    CLUSTER_OUTPUTS.balancerAddresses,
    Object.fromEntries(addresses),
    `${whose} addresses of Kong in ${datacenter.name}: give clients both`,
  );
}

/** Builds the role of the machines: it may list the machines of the account, use Session Manager, and nothing else. */
function buildIdentity(scope: StackScope, datacenter: DatacenterPlan): IamInstanceProfile {
  const { plan } = scope;
  const part = scope.part(FILE);
  const name = resourceName(plan.topology, datacenter.name, 'balancer');
  const named = tags(plan, datacenter, 'balancer', 'balancer');
  const trust = new DataAwsIamPolicyDocument(part, 'balancer_trust', { statement: [MACHINE_TRUST] });
  const role = new IamRole(part, 'balancer', {
    name,
    description: `Machines that lead clients to Kong in ${datacenter.name}`,
    assumeRolePolicy: trust.json,
    tags: named,
  });
  const policy = new DataAwsIamPolicyDocument(part, 'balancer', {
    statement: [
      {
        sid: 'ListNodes',
        actions: ['ec2:DescribeInstances'],
        resources: ['*'],
        condition: [{ test: 'StringEquals', variable: 'aws:RequestedRegion', values: [datacenter.region] }],
      },
      SESSION_MANAGER,
    ],
  });
  scope.accept(policy, {
    ...SESSION_MANAGER_FINDINGS,
    CKV_AWS_356: `DescribeInstances knows no resources. ${SESSION_MANAGER_FINDINGS.CKV_AWS_356}`,
  });
  new IamRolePolicy(part, 'balancer', { name: 'list-nodes', role: role.name, policy: policy.json });
  grantJournals(scope, datacenter, 'balancer', role.name);
  return new IamInstanceProfile(part, 'balancer', { name, role: role.name, tags: named });
}

function buildInterface(
  scope: StackScope,
  datacenter: DatacenterPlan,
  node: BalancerPlan,
  { network, group }: BalancerMachineParts,
): NetworkInterface {
  return new NetworkInterface(scope.part(FILE), terraformName(node.name), {
    description: `Balancer ${resourceName(scope.plan.topology, datacenter.name, node.name)}`,
    subnetId: network.entry(NETWORK_OUTPUTS.subnetIds, subnetKey('balancer', node.zone.letter)),
    privateIps: [node.address],
    securityGroups: [group.id],
    tags: tags(scope.plan, datacenter, 'balancer', node.name),
  });
}

/** Returns the address by which clients know a machine: on the internet one that is given to its interface. */
function addAddress(
  scope: StackScope,
  datacenter: DatacenterPlan,
  node: BalancerPlan,
  networkInterface: NetworkInterface,
): string {
  if (datacenter.exposure === 'internal') return node.address;
  const part = scope.part(FILE);
  const id = terraformName(node.name);
  const address = new Eip(part, id, {
    domain: 'vpc',
    tags: tags(scope.plan, datacenter, 'balancer', node.name),
  });
  scope.comment(address, 'Clients know the gateway by it. It stays when the machine is replaced.');
  scope.accept(address, { CKV2_AWS_19: 'It is given to the interface of the machine, which outlives that.' });
  new EipAssociation(part, id, { allocationId: address.allocationId, networkInterfaceId: networkInterface.id });
  return address.publicIp;
}

function buildMachine(
  scope: StackScope,
  datacenter: DatacenterPlan,
  { machineType, diskGib, program }: BalancersPlan,
  node: BalancerPlan,
  parts: {
    readonly networkInterface: NetworkInterface;
    readonly profile: IamInstanceProfile;
    readonly files: NodeFiles;
  },
): void {
  const { plan } = scope;
  const id = terraformName(node.name);
  const named = tags(plan, datacenter, 'balancer', node.name);
  const machine = new Instance(scope.part(FILE), id, {
    ami: imageOf(scope, datacenter, undefined),
    instanceType: machineType,
    iamInstanceProfile: parts.profile.name,
    primaryNetworkInterface: { networkInterfaceId: parts.networkInterface.id },
    metadataOptions: { ...METADATA_OPTIONS, instanceMetadataTags: 'enabled' },
    rootBlockDevice: {
      volumeType: 'gp3',
      volumeSize: diskGib,
      encrypted: true,
      tags: tags(plan, datacenter, 'balancer', node.name, 'root'),
    },
    monitoring: true,
    ebsOptimized: true,
    // This prevents deletion by hand and by scripts. Terraform may delete: its plans are read before they are applied.
    disableApiTermination: true,
    forceDestroy: true,
    userDataBase64: userData(scope, parts.files),
    // The machine reads the tag by itself: a switch to another pool changes the tag alone.
    tags: { ...named, [POOL_TAG]: poolGroupName(plan.topology, datacenter.name, clientPool(datacenter)) },
    // A change of any of these would stop or replace both machines at once.
    lifecycle: { ignoreChanges: ['ami', 'instance_type', 'user_data_base64'] },
  });
  scope.comment(
    machine,
    `Runs ${program}. Keeps image, machine type and files of its first boot. To renew it: terraform apply -replace=aws_instance.${id}, one at a time; its addresses stay.`,
  );
}
