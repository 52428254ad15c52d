import { fillTemplate, type Templates } from '../../../kernel/template';
import { INSTANCE_STATUS_PORT } from '../../vpn-instance-flows';
import { PROPOSAL, TUNNEL_IN_UDP } from '../../ipsec';
import { secretName } from '../../naming';
import type { DatacenterPlan, VpnInstancePlan, Plan } from '../../plan';
import { cloudInitDocument, type PlacedFile } from '../cloud-init';
import type { NodeFiles } from '../node-files';

/** The proposal as strongSwan writes it. */
const SWAN_PROPOSAL = `aes${PROPOSAL.cipherBits}-sha${PROPOSAL.hashBits}-modp${PROPOSAL.group.modpBits}`;

/** A file of the stack with its text and its place on the machine. */
interface MachineFile extends PlacedFile {
  readonly text: string;
}

/**
 * The user data of one of a datacenter's two VPN instances. It depends on its own datacenter alone: links come by the
 * instance's secret, so that a new one changes no machine.
 */
export function renderVpnInstance(
  plan: Plan,
  datacenter: DatacenterPlan,
  instance: VpnInstancePlan,
  templates: Templates,
): NodeFiles {
  const own = `${datacenter.name}-${instance.name}`;
  const file = fileMaker(templates);
  const files = [
    file('common/common.sh', '/usr/local/lib/topogen/common.sh'),
    {
      source: `clouds/${datacenter.cloud}/platform.sh`,
      path: '/usr/local/lib/topogen/platform.sh',
      text: fillTemplate(templates, `clouds/${datacenter.cloud}/platform.sh`, {}),
    },
    {
      source: `${own}/gateway.env`,
      path: '/etc/topogen/gateway.env',
      text: fillTemplate(templates, 'gateway/gateway.env', gatewayValues(plan, datacenter, instance)),
    },
    {
      source: `${datacenter.name}-vpn/vpn.nft`,
      path: '/etc/topogen/vpn.nft',
      text: fillTemplate(templates, 'gateway/vpn.nft', {
        range: datacenter.cidr,
        supernet: plan.supernet,
        gateways: datacenter.tiers.vpn,
        ...TUNNEL_IN_UDP,
      }),
    },
    {
      source: `${own}/upgrade-hour.conf`,
      path: '/etc/systemd/system/apt-daily-upgrade.timer.d/topogen.conf',
      text: fillTemplate(templates, 'gateway/upgrade-hour.conf', {
        upgradeHour: isFirst(datacenter, instance) ? '06' : '18',
      }),
    },
    file('gateway/networkd.conf', '/etc/systemd/networkd.conf.d/60-topogen.conf'),
    file('gateway/sysctl.conf', '/etc/sysctl.d/60-topogen-vpn.conf'),
    file('gateway/strongswan.conf', '/etc/strongswan.d/topogen.conf'),
    file('gateway/frr-daemons', '/etc/topogen/frr-daemons'),
    file('gateway/topogen-vpn-prepare', '/usr/local/sbin/topogen-vpn-prepare', '0755'),
    file('gateway/topogen-vpn-apply', '/usr/local/sbin/topogen-vpn-apply', '0755', { mtu: TUNNEL_IN_UDP.mtu }),
    file('gateway/topogen-vpn-render', '/usr/local/sbin/topogen-vpn-render', '0755', {
      proposal: SWAN_PROPOSAL,
    }),
    file('gateway/topogen-vpn-failover', '/usr/local/sbin/topogen-vpn-failover', '0755'),
    ...UNITS.map((unit) => file(`gateway/${unit}`, `/etc/systemd/system/${unit}`)),
  ];
  return machine(own, files);
}

const UNITS = [
  'topogen-vpn.service',
  'topogen-vpn-refresh.service',
  'topogen-vpn-refresh.timer',
  'topogen-vpn-failover.service',
] as const;

function gatewayValues(
  plan: Plan,
  datacenter: DatacenterPlan,
  instance: VpnInstancePlan,
): Record<string, string | number> {
  const nodes = datacenter.vpnInstances?.nodes ?? [];
  const other = nodes.find((it) => it.name !== instance.name);
  if (!other) throw new Error(`instance ${instance.name} of ${datacenter.name} stands alone`);
  return {
    gateway: instance.name,
    secret: secretName(plan.topology, datacenter.name, instance.name),
    region: datacenter.region,
    address: instance.address,
    otherAddress: other.address,
    statusPort: INSTANCE_STATUS_PORT,
    asn: datacenter.asn,
    range: datacenter.cidr,
    preferred: isFirst(datacenter, instance) ? 'yes' : 'no',
  };
}

function isFirst(datacenter: DatacenterPlan, instance: VpnInstancePlan): boolean {
  return datacenter.vpnInstances?.nodes[0].name === instance.name;
}

/** A file made of the template of the same path. */
function fileMaker(templates: Templates) {
  return (
    source: string,
    path: string,
    permissions = '0644',
    holes: Readonly<Record<string, string | number>> = {},
  ): MachineFile => ({ source, path, permissions, text: fillTemplate(templates, source, holes) });
}

function machine(folder: string, files: readonly MachineFile[]): NodeFiles {
  const userData = `${folder}/cloud-init.yaml.tftpl`;
  const commands = [
    ['systemctl', 'daemon-reload'],
    // Without waiting: what the first of them waits for can take longer than cloud-init should.
    ['systemctl', 'enable', '--now', '--no-block', 'topogen-vpn.service', 'topogen-vpn-failover.service'],
    ['systemctl', 'enable', '--now', 'topogen-vpn-refresh.timer'],
  ];
  return {
    userData,
    artifacts: [
      ...files.map(({ source, text, permissions }) => ({
        path: source,
        text,
        ...(permissions === '0755' ? { executable: true } : {}),
      })),
      { path: userData, text: cloudInitDocument({ files: files.map(({ text: _, ...file }) => file), commands }) },
    ],
  };
}
