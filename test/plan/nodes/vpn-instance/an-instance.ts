import { spawnSync } from 'node:child_process';
import type { NodeFiles } from '../../../../src/plan/nodes/node-files';
import { renderVpnInstance } from '../../../../src/plan/nodes/vpn-instance/render';
import type { VpnInstanceSecret } from '../../../../src/plan/nodes/vpn-instance/secret';
import { instanceTunnel, tunnelsOn } from '../../../../src/plan/nodes/vpn-instance/tunnels';
import { linksInto } from '../../../../src/plan/vpn-instances';
import type { DatacenterPlan, VpnInstancePlan, Plan } from '../../../../src/plan/plan';
import { aPlan, type ADatacenter } from '../../../support/a-spec';
import { readTemplates } from '../../../support/templates';

export const TWO: readonly ADatacenter[] = [
  { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
  { name: 'us-west', cloud: 'aws', region: 'us-west-2' },
];
export const THREE: readonly ADatacenter[] = [...TWO, { name: 'ireland', cloud: 'aws', region: 'eu-west-1' }];

/** A plan whose AWS datacenters are joined by IPsec. */
export function ipsecPlan(datacenters: readonly ADatacenter[]): Plan {
  return aPlan(datacenters, { links: { awsToAws: 'ipsec' } });
}

export function datacenterOf(plan: Plan, name: string): DatacenterPlan {
  const found = plan.datacenters.find((it) => it.name === name);
  if (!found) throw new Error(`no datacenter ${name}`);
  return found;
}

export function gatewayOf(datacenter: DatacenterPlan, name: string): VpnInstancePlan {
  const found = datacenter.vpnInstances?.nodes.find((it) => it.name === name);
  if (!found) throw new Error(`no gateway ${name}`);
  return found;
}

export function filesOf(plan: Plan, datacenter: string, gateway: string): NodeFiles {
  const own = datacenterOf(plan, datacenter);
  return renderVpnInstance(plan, own, gatewayOf(own, gateway), readTemplates());
}

/** The secret of a gateway, with made-up addresses and keys. */
export function sampleSecret(plan: Plan, datacenter: string, gateway: string): VpnInstanceSecret {
  const own = datacenterOf(plan, datacenter);
  const node = gatewayOf(own, gateway);
  return {
    gateway,
    publicAddress: '203.0.113.10',
    routeTableIds: ['rtb-a', 'rtb-b', 'rtb-c'],
    interfaceId: `eni-${gateway}`,
    otherInterfaceId: gateway === 'vpn-a' ? 'eni-vpn-b' : 'eni-vpn-a',
    tunnels: linksInto(own, plan.links).flatMap((link, i) =>
      tunnelsOn(own, node, link).map((tunnel) =>
        instanceTunnel(plan, own, link, tunnel, {
          outsideAddress: `198.51.100.${10 * i + tunnel.number + 1}`,
          key: `k${i}${tunnel.number}Quite.a_long9Key`,
        }),
      ),
    ),
  };
}

/** As `describe`, but where there is no Python the tests are skipped, and a line says so. */
export function describeWithPython(name: string, define: () => void): void {
  if (spawnSync('python3', ['--version']).status === 0) {
    describe(name, define);
    return;
  }
  process.stderr.write(`skipped, no python3: ${name}\n`);
  describe.skip(name, define);
}
