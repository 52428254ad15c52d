import { holes, type Holes, type Templates } from '../../../kernel/template';
import { nftRange } from '../../../kernel/text/nftables';
import { python } from '../../../kernel/text/python';
import { shell, shellWord } from '../../../kernel/text/shell';
import { systemd } from '../../../kernel/text/systemd';
import { INSTANCE_STATUS_PORT } from '../../vpn-instance-flows';
import { PROPOSAL, TUNNEL_IN_UDP } from '../../ipsec';
import { secretName } from '../../naming';
import type { DatacenterPlan, VpnInstancePlan, Plan } from '../../plan';
import { rangeOfTier } from '../../ranges';
import { fileMaker, nodeFiles, RUNNABLE } from '../machine-files';
import type { NodeFiles } from '../node-files';

/** The proposal in strongSwan's notation. */
const SWAN_PROPOSAL = python`aes${PROPOSAL.cipherBits}-sha${PROPOSAL.hashBits}-ecp${PROPOSAL.group.curveBits}`;

/**
 * Renders the user data of one of a datacenter's two VPN instances. It depends on its own datacenter alone: the
 * instance reads its links from its secret, so that a new link changes no machine.
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
    file(`clouds/${datacenter.cloud}/platform.sh`, '/usr/local/lib/topogen/platform.sh'),
    file('gateway/gateway.env', '/etc/topogen/gateway.env', {
      source: `${own}/gateway.env`,
      holes: instanceHoles(plan, datacenter, instance),
    }),
    file('gateway/vpn.nft', '/etc/topogen/vpn.nft', {
      source: `${datacenter.name}-vpn/vpn.nft`,
      holes: holes('nftables', {
        range: nftRange(datacenter.cidr),
        supernet: nftRange(plan.supernet),
        gateways: nftRange(rangeOfTier(datacenter, 'vpn')),
        ...TUNNEL_IN_UDP,
      }),
    }),
    file('gateway/upgrade-hour.conf', '/etc/systemd/system/apt-daily-upgrade.timer.d/topogen.conf', {
      source: `${own}/upgrade-hour.conf`,
      holes: holes('systemd', { upgradeHour: isFirst(datacenter, instance) ? systemd`06` : systemd`18` }),
    }),
    file('gateway/networkd.conf', '/etc/systemd/networkd.conf.d/60-topogen.conf'),
    file('gateway/sysctl.conf', '/etc/sysctl.d/60-topogen-vpn.conf'),
    file('gateway/strongswan.conf', '/etc/strongswan.d/topogen.conf'),
    file('gateway/frr-daemons', '/etc/topogen/frr-daemons'),
    file('gateway/topogen-vpn-prepare', '/usr/local/sbin/topogen-vpn-prepare', RUNNABLE),
    file('gateway/topogen-vpn-apply', '/usr/local/sbin/topogen-vpn-apply', {
      ...RUNNABLE,
      holes: holes('shell', { mtu: TUNNEL_IN_UDP.mtu }),
    }),
    file('gateway/topogen-vpn-render', '/usr/local/sbin/topogen-vpn-render', {
      ...RUNNABLE,
      holes: holes('python', { proposal: SWAN_PROPOSAL }),
    }),
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
  // `--no-block`: the first of the units may wait longer than cloud-init should.
  ['systemctl', 'enable', '--now', '--no-block', 'topogen-vpn.service', 'topogen-vpn-failover.service'],
  ['systemctl', 'enable', '--now', 'topogen-vpn-refresh.timer'],
];

function instanceHoles(plan: Plan, datacenter: DatacenterPlan, instance: VpnInstancePlan): Holes<'shell'> {
  const nodes = datacenter.vpnInstances?.nodes ?? [];
  const other = nodes.find((it) => it.name !== instance.name);
  if (!other) throw new Error(`instance ${instance.name} of ${datacenter.name} stands alone`);
  return holes('shell', {
    gateway: shellWord(instance.name),
    secret: shellWord(secretName(plan.topology, datacenter.name, instance.name)),
    region: shellWord(datacenter.region),
    address: shellWord(instance.address),
    otherAddress: shellWord(other.address),
    statusPort: INSTANCE_STATUS_PORT,
    asn: datacenter.asn,
    range: shellWord(datacenter.cidr),
    preferred: isFirst(datacenter, instance) ? shell`yes` : shell`no`,
  });
}

function isFirst(datacenter: DatacenterPlan, instance: VpnInstancePlan): boolean {
  return datacenter.vpnInstances?.nodes[0].name === instance.name;
}
