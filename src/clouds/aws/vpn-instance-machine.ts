import { DataAwsSsmParameter } from '@cdktf/provider-aws/lib/data-aws-ssm-parameter';
import { EipAssociation } from '@cdktf/provider-aws/lib/eip-association';
import type { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import { Instance } from '@cdktf/provider-aws/lib/instance';
import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { NetworkInterface } from '@cdktf/provider-aws/lib/network-interface';
import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { resourceName, terraformName } from '../../plan/naming';
import type { NodeFiles } from '../../plan/nodes/node-files';
import type { DatacenterPlan, VpnInstancePlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { METADATA_OPTIONS, ubuntuParameter, userData } from './machine';
import { NETWORK_OUTPUTS, networkOutputs, subnetKey } from './outputs';
import { placeOf } from './provider';
import { linkTags } from './tags';

/** The target of routes and tunnels, which stays when the machine behind it is replaced. */
export interface InstanceInterface {
  readonly networkInterface: NetworkInterface;
  readonly address: EipAssociation;
}

/** The interface of an instance, and that of the other one of the pair. */
export interface InstanceInterfaces {
  readonly own: InstanceInterface;
  readonly other: InstanceInterface;
}

/** Returns the `.tf` file of a datacenter's VPN instances in the links stack. */
export function instanceFile(datacenter: DatacenterPlan): string {
  return `vpn-gateways-${datacenter.name}`;
}

/** Returns the Terraform name of resources of one instance, e.g. `us_west_vpn_a`. */
export function instanceId(datacenter: DatacenterPlan, instance: VpnInstancePlan, ...parts: readonly string[]): string {
  return terraformName(datacenter.name, instance.name, ...parts);
}

/** Builds the interface with its fixed private address and its address on the internet. */
export function buildInstanceInterface(
  scope: StackScope,
  datacenter: DatacenterPlan,
  instance: VpnInstancePlan,
  group: SecurityGroup,
): InstanceInterface {
  const part = scope.part(instanceFile(datacenter));
  const id = instanceId(datacenter, instance);
  const place = placeOf(scope, datacenter);
  const network = networkOutputs(scope, datacenter);
  const networkInterface = new NetworkInterface(part, id, {
    ...place,
    description: `VPN gateway ${resourceName(scope.plan.topology, datacenter.name, instance.name)}`,
    subnetId: network.entry(NETWORK_OUTPUTS.subnetIds, subnetKey('vpn', instance.zone.letter)),
    privateIps: [instance.address],
    securityGroups: [group.id],
    sourceDestCheck: false,
    tags: linkTags(scope.plan, datacenter, 'vpn', instance.name),
  });
  scope.comment(
    networkInterface,
    'No check of source and destination: packets pass through that are from and for others.',
  );
  const address = new EipAssociation(part, id, {
    ...place,
    allocationId: network.entry(NETWORK_OUTPUTS.vpnAllocationIds, instance.name),
    networkInterfaceId: networkInterface.id,
  });
  return { networkInterface, address };
}

/** Builds the machine behind the interface. */
export function buildInstanceMachine(
  scope: StackScope,
  datacenter: DatacenterPlan,
  instance: VpnInstancePlan,
  parts: {
    readonly interfaces: InstanceInterfaces;
    readonly profile: IamInstanceProfile;
    readonly key: KmsKey;
    readonly files: NodeFiles;
  },
): void {
  const { vpnInstances } = datacenter;
  if (!vpnInstances) throw new Error(`the plan has no instances for ${datacenter.name}`);
  const id = instanceId(datacenter, instance);
  const machine = new Instance(scope.part(instanceFile(datacenter)), id, {
    ...placeOf(scope, datacenter),
    ami: ubuntuImage(scope, datacenter),
    instanceType: vpnInstances.machineType,
    iamInstanceProfile: parts.profile.name,
    primaryNetworkInterface: { networkInterfaceId: parts.interfaces.own.networkInterface.id },
    metadataOptions: METADATA_OPTIONS,
    rootBlockDevice: {
      volumeType: 'gp3',
      volumeSize: vpnInstances.diskGib,
      encrypted: true,
      kmsKeyId: parts.key.arn,
      tags: linkTags(scope.plan, datacenter, 'vpn', instance.name, 'root'),
    },
    monitoring: true,
    ebsOptimized: true,
    disableApiTermination: true,
    forceDestroy: true,
    userDataBase64: userData(scope, parts.files),
    tags: linkTags(scope.plan, datacenter, 'vpn', instance.name),
    // The provider would enable the check of source and destination again, on the interface that is not its own:
    // #44768. Another key for the disk would replace both gateways at once.
    lifecycle: { ignoreChanges: ['ami', 'user_data_base64', 'source_dest_check', 'root_block_device[0].kms_key_id'] },
    // The instance installs its packages through that address.
    dependsOn: [parts.interfaces.own.address],
  });
  scope.comment(
    machine,
    `Keeps the image and the configuration of its first boot; links come by its secret. To renew it: terraform apply -replace=aws_instance.${id}, one gateway at a time; address and interface stay, the other gateway takes the routes.`,
  );
}

/** Returns the image of Canonical's own parameter, in the datacenter's region. */
function ubuntuImage(scope: StackScope, datacenter: DatacenterPlan): string {
  const part = scope.part(instanceFile(datacenter));
  const known = part.node.children.find((child) => child instanceof DataAwsSsmParameter);
  if (known) return known.insecureValue;
  const id = terraformName(datacenter.name, 'ubuntu');
  return new DataAwsSsmParameter(part, id, { ...placeOf(scope, datacenter), name: ubuntuParameter(datacenter) })
    .insecureValue;
}
