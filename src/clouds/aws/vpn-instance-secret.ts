import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version';
import { Fn } from 'cdktf';
import { secretName } from '../../plan/naming';
import type { VpnInstanceSecret, InstanceTunnel } from '../../plan/nodes/vpn-instance/secret';
import { instanceTunnel, tunnelsOn } from '../../plan/nodes/vpn-instance/tunnels';
import type { DatacenterPlan, VpnInstancePlan } from '../../plan/plan';
import type { DialledLink, StackScope } from '../contract';
import { instanceFile, instanceId, type InstanceInterfaces } from './vpn-instance-machine';
import { NETWORK_OUTPUTS, networkOutputs } from './outputs';
import { placeOf } from './provider';
import { linkTags } from './tags';

/** The inputs of an instance's secret. */
export interface InstanceSecretParts {
  readonly key: KmsKey;
  readonly interfaces: InstanceInterfaces;
  readonly links: readonly DialledLink[];
}

/** Builds the secret with an instance's links: keys, and addresses that exist only after the apply. */
export function buildInstanceSecret(
  scope: StackScope,
  datacenter: DatacenterPlan,
  instance: VpnInstancePlan,
  parts: InstanceSecretParts,
): SecretsmanagerSecret {
  const part = scope.part(instanceFile(datacenter));
  const id = instanceId(datacenter, instance);
  const place = placeOf(scope, datacenter);
  const secret = new SecretsmanagerSecret(part, id, {
    ...place,
    name: secretName(scope.plan.topology, datacenter.name, instance.name),
    description: `Tunnels of VPN gateway ${instance.name} of ${datacenter.name}, with their keys`,
    kmsKeyId: parts.key.arn,
    recoveryWindowInDays: 0,
    tags: linkTags(scope.plan, datacenter, 'vpn', instance.name),
  });
  scope.comment(
    secret,
    'No recovery window: everything in it comes from this stack, and a name that waits for its deletion cannot be made again.',
  );
  scope.accept(secret, {
    CKV2_AWS_57:
      'This stack makes the keys in it, for both ends of a tunnel at once: one that changed here alone would take the tunnel down.',
  });
  new SecretsmanagerSecretVersion(part, id, {
    ...place,
    secretId: secret.id,
    secretString: Fn.jsonencode(content(scope, datacenter, instance, parts)),
  });
  return secret;
}

function content(
  scope: StackScope,
  datacenter: DatacenterPlan,
  instance: VpnInstancePlan,
  { interfaces, links }: InstanceSecretParts,
): VpnInstanceSecret {
  const network = networkOutputs(scope, datacenter);
  return {
    gateway: instance.name,
    publicAddress: network.entry(NETWORK_OUTPUTS.vpnAddresses, instance.name),
    routeTableIds: datacenter.zones.map(({ letter }) => network.entry(NETWORK_OUTPUTS.privateRouteTableIds, letter)),
    interfaceId: interfaces.own.networkInterface.id,
    otherInterfaceId: interfaces.other.networkInterface.id,
    tunnels: links.flatMap((dialled) => tunnelsOf(scope, datacenter, instance, dialled)),
  };
}

function tunnelsOf(
  scope: StackScope,
  datacenter: DatacenterPlan,
  instance: VpnInstancePlan,
  { link, tunnels, keys }: DialledLink,
): InstanceTunnel[] {
  return tunnelsOn(datacenter, instance, link).map((tunnel) => {
    const made = tunnels[tunnel.number];
    const key = keys[tunnel.number];
    if (!made || key === undefined) throw new Error(`link ${link.id} lacks tunnel ${tunnel.number}, or its key`);
    return instanceTunnel(scope.plan, datacenter, link, tunnel, { outsideAddress: made.outsideAddress, key });
  });
}
