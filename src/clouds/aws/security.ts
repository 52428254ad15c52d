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

/**
 * Checks that AWS resources are safe. Scanners have no rules for VPN, and none can tell which port is meant to be
 * public.
 */
export const AWS_SECURITY: SecurityChecks = {
  faults: (resources) => [
    ...vpnFaults(resources),
    ...ingressFaults(resources),
    ...publicAddressFaults(resources),
    ...databaseFaults(resources),
  ],
  tunnelEnds,
};

const TUNNELS = [1, 2] as const;

/** Towards VPN instances a phase has the group of older ones beside its own, and stays well within a packet. */
const MOST_GROUPS = 2;

/**
 * Each phase must propose exactly one of these, or two groups. If an argument is left out, AWS proposes all of its values, down to
 * AES-128, SHA-1 and group 2. AWS also offers groups 22, 23 and 24, whose primes have small subgroups: RFC 8247 forbids
 * the first and advises against the others.
 */
const PROPOSALS: Readonly<Record<string, readonly unknown[]>> = {
  encryption_algorithms: ['AES256', 'AES256-GCM-16'],
  integrity_algorithms: ['SHA2-256', 'SHA2-384', 'SHA2-512'],
  dh_group_numbers: [14, 15, 16, 17, 18, 19, 20, 21],
};

function vpnFaults(resources: Resources): SecurityFault[] {
  return ofType(resources, 'aws_vpn_connection').flatMap(({ address, attributes }) =>
    TUNNELS.flatMap((tunnel) => {
      const faults: string[] = [];
      const versions = attributes[`tunnel${tunnel}_ike_versions`];
      if (JSON.stringify(versions) !== '["ikev2"]') faults.push('speaks another IKE than version 2 alone');
      for (const phase of [1, 2]) {
        for (const [what, strong] of Object.entries(PROPOSALS)) {
          const proposed = attributes[`tunnel${tunnel}_phase${phase}_${what}`];
          const some = Array.isArray(proposed) ? (proposed as unknown[]) : [];
          const most = what === 'dh_group_numbers' ? MOST_GROUPS : 1;
          const isShort = some.length > 0 && some.length <= most;
          if (!isShort || !some.every((it) => strong.includes(it)))
            faults.push(`has not one strong proposal of phase ${phase} ${what}`);
        }
      }
      if (!isExpression(attributes[`tunnel${tunnel}_preshared_key`])) faults.push('has no generated key');
      return faults.map((fault) => ({ address, fault: `tunnel ${tunnel} ${fault}` }));
    }),
  );
}

/** Checks that only the balancer's public ports are open to the internet. */
function ingressFaults(resources: Resources): SecurityFault[] {
  const rules = ofType(resources, 'aws_vpc_security_group_ingress_rule').flatMap(({ address, attributes }) => {
    const { cidr_ipv4: ipv4, cidr_ipv6: ipv6 } = attributes;
    const open = (ipv4 !== undefined && isWide(ipv4)) || (ipv6 !== undefined && isWide(ipv6));
    return open && !isPublicProxy(attributes) ? [{ address, fault: 'lets the internet in' }] : [];
  });
  const inline = ['aws_security_group', 'aws_default_security_group'].flatMap((type) =>
    ofType(resources, type)
      .filter(({ attributes }) => blocks(attributes['ingress']).length > 0)
      .map(({ address }) => ({ address, fault: 'has rules of its own, which no flow of the plan stands for' })),
  );
  const old = ofType(resources, 'aws_security_group_rule').map(({ address }) => ({
    address,
    fault: 'is a rule of a kind that the checks do not know',
  }));
  return [...rules, ...inline, ...old];
}

function isPublicProxy(rule: Attributes): boolean {
  const ports: readonly unknown[] = Object.values(PUBLIC_PORTS);
  return (
    rule['ip_protocol'] === 'tcp' &&
    rule['from_port'] === rule['to_port'] &&
    ports.includes(rule['from_port']) &&
    rule['security_group_id'] === '${aws_security_group.balancer.id}'
  );
}

/** Checks that databases have no addresses on the internet, and that their disks and connections are encrypted. */
function databaseFaults(resources: Resources): SecurityFault[] {
  const instances = ofType(resources, 'aws_db_instance').flatMap(({ address, attributes: it }) => [
    ...(it['publicly_accessible'] === false ? [] : [{ address, fault: 'gives a database an address on the internet' }]),
    // A replica has the encryption of its source.
    ...(it['storage_encrypted'] === true || it['replicate_source_db'] !== undefined
      ? []
      : [{ address, fault: 'keeps a database on a disk in plain text' }]),
  ]);
  const groups = ofType(resources, 'aws_db_parameter_group')
    .filter(
      ({ attributes }) =>
        !blocks(attributes['parameter']).some(({ name, value }) => name === 'rds.force_ssl' && value === '1'),
    )
    .map(({ address }) => ({ address, fault: 'lets clients of a database do without TLS' }));
  return [...instances, ...groups];
}

/** Checks that machines have no addresses on the internet, except those that end a VPN or lead clients to Kong. */
function publicAddressFaults(resources: Resources): SecurityFault[] {
  const fault = 'gives a machine an address on the internet';
  const isOn = (value: unknown): boolean => value !== undefined && value !== false && value !== 'false';
  const subnets = ofType(resources, 'aws_subnet').filter((it) => isOn(it.attributes['map_public_ip_on_launch']));
  const instances = ofType(resources, 'aws_instance').filter((it) =>
    isOn(it.attributes['associate_public_ip_address']),
  );
  // Without the argument the subnet decides.
  const templates = ofType(resources, 'aws_launch_template').filter(({ attributes }) =>
    blocks(attributes['network_interfaces']).some((it) => isOn(it['associate_public_ip_address'] ?? true)),
  );
  const addresses = ofType(resources, 'aws_eip').filter(
    ({ attributes }) =>
      (attributes['instance'] ?? attributes['network_interface']) !== undefined && !mayBePublic(attributes),
  );
  const associations = ofType(resources, 'aws_eip_association').filter(
    ({ attributes }) => !mayBePublic(targetOf(resources, attributes)),
  );
  return [subnets, instances, templates, addresses, associations]
    .flat()
    .map(({ address }): SecurityFault => ({ address, fault }));
}

function mayBePublic(attributes: Attributes | undefined): boolean {
  const tags = attributes?.['tags'] as Attributes | undefined;
  return tags?.['role'] === 'vpn' || tags?.['role'] === 'balancer';
}

/** Returns the machine or interface that an association refers to, if it is in the same stack. */
function targetOf(resources: Resources, association: Attributes): Attributes | undefined {
  const reference = String(association['network_interface_id'] ?? association['instance_id'] ?? '');
  const [, type, name] = /^\$\{(aws_(?:instance|network_interface))\.(\w+)\./.exec(reference) ?? [];
  return type === undefined || name === undefined ? undefined : resources[type]?.[name];
}

function tunnelEnds(resources: Resources): TunnelEnd[] {
  return ofType(resources, 'aws_vpn_connection').flatMap(({ address, attributes }) =>
    TUNNELS.map((tunnel) => ({
      address: `${address}, tunnel ${tunnel}`,
      key: attributes[`tunnel${tunnel}_preshared_key`],
      here: `\${${address}.tunnel${tunnel}_address}`,
      there: String(attributes['customer_gateway_id']),
    })),
  );
}
