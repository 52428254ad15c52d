import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version';
import { Fn } from 'cdktf';
import { secretName } from '../../plan/naming';
import type { GatewaySecret, GatewayTunnel } from '../../plan/nodes/gateway/secret';
import { gatewayTunnel, tunnelsOn } from '../../plan/nodes/gateway/tunnels';
import type { DatacenterPlan, GatewayNodePlan } from '../../plan/plan';
import type { DialledLink, StackScope } from '../contract';
import { gatewayFile, gatewayId, type GatewayInterfaces } from './gateway-machine';
import { NETWORK_OUTPUTS, networkOutputs } from './outputs';
import { linkTags } from './tags';

/** What a gateway's secret is made of. */
export interface GatewaySecretParts {
  readonly key: KmsKey;
  readonly interfaces: GatewayInterfaces;
  readonly links: readonly DialledLink[];
}

/** All that a gateway needs to know of its links: keys, and addresses that only the apply brings to light. */
export function buildGatewaySecret(
  scope: StackScope,
  datacenter: DatacenterPlan,
  gateway: GatewayNodePlan,
  parts: GatewaySecretParts,
): SecretsmanagerSecret {
  const part = scope.part(gatewayFile(datacenter));
  const id = gatewayId(datacenter, gateway);
  const { region } = datacenter;
  const secret = new SecretsmanagerSecret(part, id, {
    region,
    name: secretName(scope.plan.topology, datacenter.name, gateway.name),
    description: `Tunnels of VPN gateway ${gateway.name} of ${datacenter.name}, with their keys`,
    kmsKeyId: parts.key.arn,
    recoveryWindowInDays: 0,
    tags: linkTags(scope.plan, datacenter, 'vpn', gateway.name),
  });
  scope.comment(
    secret,
    'No recovery window: everything in it comes from this stack, and a name that waits for its deletion cannot be made again.',
  );
  new SecretsmanagerSecretVersion(part, id, {
    region,
    secretId: secret.id,
    secretString: Fn.jsonencode(content(scope, datacenter, gateway, parts)),
  });
  return secret;
}

function content(
  scope: StackScope,
  datacenter: DatacenterPlan,
  gateway: GatewayNodePlan,
  { interfaces, links }: GatewaySecretParts,
): GatewaySecret {
  const network = networkOutputs(scope, datacenter);
  return {
    gateway: gateway.name,
    publicAddress: network.entry(NETWORK_OUTPUTS.vpnAddresses, gateway.name),
    routeTableIds: datacenter.zones.map(({ letter }) => network.entry(NETWORK_OUTPUTS.privateRouteTableIds, letter)),
    interfaceId: interfaces.own.networkInterface.id,
    otherInterfaceId: interfaces.other.networkInterface.id,
    tunnels: links.flatMap((dialled) => tunnelsOf(scope, datacenter, gateway, dialled)),
  };
}

function tunnelsOf(
  scope: StackScope,
  datacenter: DatacenterPlan,
  gateway: GatewayNodePlan,
  { link, tunnels, keys }: DialledLink,
): GatewayTunnel[] {
  return tunnelsOn(datacenter, gateway, link).map((tunnel) => {
    const made = tunnels[tunnel.number];
    const key = keys[tunnel.number];
    if (!made || key === undefined) throw new Error(`link ${link.id} lacks tunnel ${tunnel.number}, or its key`);
    return gatewayTunnel(scope.plan, datacenter, link, tunnel, { outsideAddress: made.outsideAddress, key });
  });
}
