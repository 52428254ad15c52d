/** The managed end of a link, as a cloud gives it: its parameters, nothing of how topogen sees it. */
export interface ManagedEnd {
  readonly asn: number;
  /** What it announces. */
  readonly ranges: readonly string[];
  readonly peerAsn: number;
  readonly tunnels: readonly ManagedTunnel[];
}

export interface ManagedTunnel {
  readonly outsideAddress: string;
  /** The address that the customer gateway was made with. */
  readonly customerAddress: string;
  readonly key: string;
  /** A /30; the managed end has its first host. */
  readonly insideAddress: string;
  readonly customerInsideAddress: string;
}

/** Files of a machine that plays it: IKEv2, AES256, SHA2-256 and the groups 14 and 20, since it faces VPN instances; it starts, and restarts when the other end is dead. */
export function managedEndFiles(end: ManagedEnd): Record<string, string> {
  return {
    'etc/swanctl/conf.d/peer.conf': swanctlConf(end),
    'etc/strongswan.d/peer.conf':
      'charon {\n  install_routes = no\n  retransmit_timeout = 2.0\n  retransmit_tries = 4\n}\n',
    'etc/frr/daemons': 'bgpd=yes\nzebra_options=" -A 127.0.0.1"\nbgpd_options=" -A 127.0.0.1"\n',
    'etc/frr/frr.conf': frrConf(end),
    'etc/peer-up': `set -e\n${end.tunnels.map(interfaceCommands).join('')}`,
  };
}

function interfaceCommands(tunnel: ManagedTunnel, i: number): string {
  const name = `tunnel${i}`;
  return [
    `ip link add ${name} type xfrm dev internet if_id ${100 + i}`,
    `ip address add ${tunnel.insideAddress}/30 dev ${name}`,
    `ip link set ${name} mtu 1422 up`,
    '',
  ].join('\n');
}

function swanctlConf({ tunnels }: ManagedEnd): string {
  const connections = tunnels.map(
    (tunnel, i) => `  tunnel${i} {
    version = 2
    local_addrs = ${tunnel.outsideAddress}
    remote_addrs = ${tunnel.customerAddress}
    proposals = aes256-sha256-modp2048-ecp384
    dpd_delay = 10s
    keyingtries = 0
    if_id_in = ${100 + i}
    if_id_out = ${100 + i}
    local {
      auth = psk
      id = ${tunnel.outsideAddress}
    }
    remote {
      auth = psk
      id = ${tunnel.customerAddress}
    }
    children {
      tunnel${i} {
        local_ts = 0.0.0.0/0
        remote_ts = 0.0.0.0/0
        esp_proposals = aes256-sha256-modp2048-ecp384
        start_action = start
        dpd_action = restart
      }
    }
  }
`,
  );
  const secrets = tunnels.map(
    (tunnel, i) => `  ike-${i} {
    id-own = ${tunnel.outsideAddress}
    id-far = ${tunnel.customerAddress}
    secret = "${tunnel.key}"
  }
`,
  );
  return `connections {\n${connections.join('')}}\nsecrets {\n${secrets.join('')}}\n`;
}

function frrConf(end: ManagedEnd): string {
  const neighbours = end.tunnels.flatMap(({ customerInsideAddress }) => [
    ` neighbor ${customerInsideAddress} remote-as ${end.peerAsn}`,
    ` neighbor ${customerInsideAddress} timers connect 10`,
  ]);
  const active = end.tunnels.map(({ customerInsideAddress }) => `  neighbor ${customerInsideAddress} activate`);
  return [
    `router bgp ${end.asn}`,
    ' no bgp ebgp-requires-policy',
    ' no bgp network import-check',
    ' timers bgp 10 30',
    // A far end that asks for its routes to be kept for two minutes over a restart, as managed ends may. It does not wait
    // with its own choice of routes until the gateways say that they have sent all theirs.
    ' bgp graceful-restart',
    ' bgp graceful-restart restart-time 120',
    ' bgp graceful-restart preserve-fw-state',
    ' bgp graceful-restart select-defer-time 0',
    ...neighbours,
    ' address-family ipv4 unicast',
    ...end.ranges.map((range) => `  network ${range}`),
    ...active,
    '  maximum-paths 4',
    ' exit-address-family',
    '',
  ].join('\n');
}
