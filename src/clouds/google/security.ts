import { terraformName } from '../../plan/naming';
import { clientPoolNames } from '../../plan/pools/client-pools';
import { PUBLIC_PORTS } from '../../plan/pools/ports';
import {
  blocks,
  isExpression,
  isWide,
  ofType,
  type Attributes,
  type Resources,
  type SecurityChecks,
  type SecurityFault,
  type TunnelEnd,
} from '../resources';
import { accountOutput } from '../seed';

/** Checks that Google Cloud resources are safe. The other end fixes the proposals of IKE: this provider cannot. */
export const GOOGLE_SECURITY: SecurityChecks = {
  faults: (resources) => [
    ...vpnFaults(resources),
    ...ingressFaults(resources),
    ...publicAddressFaults(resources),
    ...databaseFaults(resources),
  ],
  tunnelEnds,
};

function vpnFaults(resources: Resources): SecurityFault[] {
  return ofType(resources, 'google_compute_vpn_tunnel').flatMap(({ address, attributes }) => [
    ...(attributes['ike_version'] === 2 ? [] : [{ address, fault: 'speaks another IKE than version 2' }]),
    ...(isExpression(attributes['shared_secret']) ? [] : [{ address, fault: 'has no generated key' }]),
  ]);
}

/** Checks that only Kong's public ports are open to the internet: the balancer forwards packets unchanged. */
function ingressFaults(resources: Resources): SecurityFault[] {
  return ofType(resources, 'google_compute_firewall').flatMap(({ address, attributes }) => {
    if (attributes['direction'] === 'EGRESS' || blocks(attributes['allow']).length === 0) return [];
    return isOpen(attributes) && !isPublicProxy(attributes) ? [{ address, fault: 'lets the internet in' }] : [];
  });
}

/** True if a rule admits the internet. Without any source a rule holds for every address. */
function isOpen(rule: Attributes): boolean {
  const ranges = (rule['source_ranges'] ?? []) as readonly unknown[];
  const members = [rule['source_service_accounts'], rule['source_tags']].some((it) => it !== undefined);
  return ranges.some(isWide) || (ranges.length === 0 && !members);
}

/** The account of machines that lead clients to Kong. */
const BALANCER_ACCOUNT = '${google_service_account.balancer.email}';

function isPublicProxy(rule: Attributes): boolean {
  const open = Object.values(PUBLIC_PORTS).map(String);
  const allowed = blocks(rule['allow']).every(({ protocol, ports }) => {
    const named = (ports ?? []) as readonly string[];
    return protocol === 'tcp' && named.length > 0 && named.every((port) => open.includes(port));
  });
  const targets = (rule['target_service_accounts'] ?? []) as readonly unknown[];
  return allowed && targets.length > 0 && targets.every((it) => isClientPool(it) || it === BALANCER_ACCOUNT);
}

/** True for the account of a pool that serves clients, whether this stack makes it or the network's does. */
function isClientPool(account: unknown): boolean {
  return clientPoolNames().some((name) => {
    const output = new RegExp(
      `^\\$\\{data\\.terraform_remote_state\\.network_\\w+\\.outputs\\.${accountOutput({ name })}\\}$`,
    );
    return account === `\${google_service_account.${terraformName(name)}.email}` || output.test(String(account));
  });
}

/** Checks that databases have no addresses on the internet, and that their connections are encrypted. */
function databaseFaults(resources: Resources): SecurityFault[] {
  return ofType(resources, 'google_sql_database_instance').flatMap(({ address, attributes }) => {
    const [network = {}] = blocks(attributes['settings']).flatMap((settings) => blocks(settings['ip_configuration']));
    const isPrivate = network['ipv4_enabled'] === false && blocks(network['authorized_networks']).length === 0;
    return [
      ...(isPrivate ? [] : [{ address, fault: 'gives a database an address on the internet' }]),
      ...(network['ssl_mode'] === 'ENCRYPTED_ONLY'
        ? []
        : [{ address, fault: 'lets clients of a database do without TLS' }]),
    ];
  });
}

/** Checks that machines have no addresses on the internet, except those that lead clients to Kong. */
function publicAddressFaults(resources: Resources): SecurityFault[] {
  const types = [
    'google_compute_instance',
    'google_compute_instance_template',
    'google_compute_region_instance_template',
  ];
  return types
    .flatMap((type) => ofType(resources, type))
    .filter(({ attributes }) => (attributes['labels'] as Attributes | undefined)?.['role'] !== 'balancer')
    .filter(({ attributes }) =>
      blocks(attributes['network_interface']).some((it) =>
        [it['access_config'], it['ipv6_access_config']].some((config) => blocks(config).length > 0),
      ),
    )
    .map(({ address }) => ({ address, fault: 'gives a machine an address on the internet' }));
}

/**
 * Returns the ends of tunnels. An end is its gateway with the interface; the far one is a gateway of Google's with the
 * same interface, or an address of another cloud.
 */
function tunnelEnds(resources: Resources): TunnelEnd[] {
  return ofType(resources, 'google_compute_vpn_tunnel').map(({ address, attributes }) => {
    const { vpn_gateway: gateway, vpn_gateway_interface: number, peer_gcp_gateway: peer } = attributes;
    return {
      address,
      key: attributes['shared_secret'],
      here: `${String(gateway)} ${String(number)}`,
      there: peer === undefined ? externalAddress(resources, attributes) : `${String(peer)} ${String(number)}`,
    };
  });
}

function externalAddress(resources: Resources, tunnel: Attributes): string {
  const reference = String(tunnel['peer_external_gateway']);
  const [, name = ''] = /^\$\{google_compute_external_vpn_gateway\.(\w+)\.id\}$/.exec(reference) ?? [];
  const gateway = resources['google_compute_external_vpn_gateway']?.[name];
  const far = blocks(gateway?.['interface']).find(({ id }) => id === tunnel['peer_external_gateway_interface']);
  return String(far?.['ip_address']);
}
