import type { Templates } from '../../../kernel/template';
import { GATEWAY_STATUS_PORT } from '../../gateway-flows';
import { secretName } from '../../naming';
import type { DatacenterPlan, GatewayNodePlan, Plan } from '../../plan';
import { fileMaker, nodeFiles, RUNNABLE } from '../machine-files';
import type { NodeFiles } from '../node-files';

/**
 * Payload of a tunnel with AES-256, SHA2-256 and UDP around it: an inner packet of this size becomes one of 1500, and a
 * segment of TCP fits into it with its headers. Source: AWS Site-to-Site VPN user guide, best practices for a customer
 * gateway device, MTU and MSS by algorithm with NAT traversal.
 */
const TUNNEL_MTU = 1422;
const TUNNEL_MSS = 1382;

/**
 * The user data of one of a datacenter's two gateway instances. It depends on its own datacenter alone: links come by the
 * gateway's secret, so that a new one changes no machine.
 */
export function renderVpnGateway(
  plan: Plan,
  datacenter: DatacenterPlan,
  gateway: GatewayNodePlan,
  templates: Templates,
): NodeFiles {
  const own = `${datacenter.name}-${gateway.name}`;
  const file = fileMaker(templates);
  const files = [
    file('common/common.sh', '/usr/local/lib/topogen/common.sh'),
    file(`clouds/${datacenter.cloud}/platform.sh`, '/usr/local/lib/topogen/platform.sh'),
    file('gateway/gateway.env', '/etc/topogen/gateway.env', {
      source: `${own}/gateway.env`,
      values: gatewayValues(plan, datacenter, gateway),
    }),
    file('gateway/vpn.nft', '/etc/topogen/vpn.nft', {
      source: `${datacenter.name}-vpn/vpn.nft`,
      values: {
        range: datacenter.cidr,
        supernet: plan.supernet,
        gateways: datacenter.tiers.vpn,
        mtu: TUNNEL_MTU,
        mss: TUNNEL_MSS,
      },
    }),
    file('gateway/upgrade-hour.conf', '/etc/systemd/system/apt-daily-upgrade.timer.d/topogen.conf', {
      source: `${own}/upgrade-hour.conf`,
      values: { upgradeHour: isFirst(datacenter, gateway) ? '06' : '18' },
    }),
    file('gateway/networkd.conf', '/etc/systemd/networkd.conf.d/60-topogen.conf'),
    file('gateway/sysctl.conf', '/etc/sysctl.d/60-topogen-vpn.conf'),
    file('gateway/strongswan.conf', '/etc/strongswan.d/topogen.conf'),
    file('gateway/frr-daemons', '/etc/topogen/frr-daemons'),
    file('gateway/topogen-vpn-prepare', '/usr/local/sbin/topogen-vpn-prepare', RUNNABLE),
    file('gateway/topogen-vpn-apply', '/usr/local/sbin/topogen-vpn-apply', {
      ...RUNNABLE,
      values: { mtu: TUNNEL_MTU },
    }),
    file('gateway/topogen-vpn-render', '/usr/local/sbin/topogen-vpn-render', RUNNABLE),
    file('gateway/topogen-vpn-failover', '/usr/local/sbin/topogen-vpn-failover', RUNNABLE),
    ...UNITS.map((unit) => file(`gateway/${unit}`, `/etc/systemd/system/${unit}`)),
  ];
  return nodeFiles(own, files, FIRST_BOOT);
}

const UNITS = [
  'topogen-vpn.service',
  'topogen-vpn-refresh.service',
  'topogen-vpn-refresh.timer',
  'topogen-vpn-failover.service',
] as const;

const FIRST_BOOT = [
  ['systemctl', 'daemon-reload'],
  // Without waiting: what the first of them waits for can take longer than cloud-init should.
  ['systemctl', 'enable', '--now', '--no-block', 'topogen-vpn.service', 'topogen-vpn-failover.service'],
  ['systemctl', 'enable', '--now', 'topogen-vpn-refresh.timer'],
];

function gatewayValues(
  plan: Plan,
  datacenter: DatacenterPlan,
  gateway: GatewayNodePlan,
): Record<string, string | number> {
  const nodes = datacenter.gateways?.nodes ?? [];
  const other = nodes.find((it) => it.name !== gateway.name);
  if (!other) throw new Error(`gateway ${gateway.name} of ${datacenter.name} stands alone`);
  return {
    gateway: gateway.name,
    secret: secretName(plan.topology, datacenter.name, gateway.name),
    region: datacenter.region,
    address: gateway.address,
    otherAddress: other.address,
    statusPort: GATEWAY_STATUS_PORT,
    asn: datacenter.asn,
    range: datacenter.cidr,
    preferred: isFirst(datacenter, gateway) ? 'yes' : 'no',
  };
}

function isFirst(datacenter: DatacenterPlan, gateway: GatewayNodePlan): boolean {
  return datacenter.gateways?.nodes[0].name === gateway.name;
}
