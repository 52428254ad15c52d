import { createHash } from 'node:crypto';
import type { ProviderSettings } from './behaviour';
import { isObject, unknown } from './dynamic-value';
import type { ObjectValue, Value } from './dynamic-value';
import type { Attribute, AttributeType, Block } from './schema';

/**
 * The values that a cloud would have made up, repeatable from run to run: each derives from the resource's type and
 * configuration. Where several resources have one configuration, they are counted, so that no two share an id or address.
 */
export class ValueMaker {
  private readonly seen = new Map<string, number>();
  private readonly takenAddresses = new Set<string>();

  /** Values for one new resource. */
  forResource(settings: ProviderSettings, typeName: string, state: ObjectValue): MadeUpValues {
    const seed = hash(
      settings.provider,
      settings.region ?? '',
      settings.project ?? '',
      typeName,
      JSON.stringify(state),
    );
    const count = this.seen.get(seed) ?? 0;
    this.seen.set(seed, count + 1);
    return new MadeUpValues(typeName, settings, `${seed}/${count}`, this.takenAddresses);
  }

  /** Values for a data source: the same question has the same answer. */
  forDataSource(settings: ProviderSettings, typeName: string, config: ObjectValue): MadeUpValues {
    return new MadeUpValues(typeName, settings, hash('data', typeName, JSON.stringify(config)), new Set());
  }
}

export class MadeUpValues {
  constructor(
    private readonly typeName: string,
    private readonly settings: ProviderSettings,
    private readonly seed: string,
    private readonly takenAddresses: Set<string>,
  ) {}

  /** Hexadecimal digits that depend on the resource and the given name. */
  digits(name: string, length: number): string {
    return hash(this.seed, name).slice(0, length);
  }

  /** A number from 0 up to, not including, the limit. */
  below(limit: number, name: string): number {
    return Number.parseInt(this.digits(name, 12), 16) % limit;
  }

  /** Returns an address from 198.18.0.0/15, reserved for benchmarks: it belongs to nobody, and has room. */
  publicAddress(name: string): string {
    return this.address(name, 198, 18);
  }

  /** Returns an address from 10.254.0.0/15. */
  privateAddress(name: string): string {
    return this.address(name, 10, 254);
  }

  /** A /24 of 10.0.0.0/8. */
  network(name: string): string {
    return `10.${this.below(256, name)}.${this.below(256, `${name}/`)}.0/24`;
  }

  private address(name: string, first: number, second: number): string {
    for (let n = this.below(2 ** 17, name); ; n = (n + 1) % 2 ** 17) {
      const address = [first, second + (n >> 16), (n >> 8) & 255, n & 255].join('.');
      const isHost = (n & 255) !== 0 && (n & 255) !== 255;
      if (!isHost || this.takenAddresses.has(address)) continue;
      this.takenAddresses.add(address);
      return address;
    }
  }

  /** Fills every unknown of a state. */
  fill(block: Block, state: ObjectValue, path = ''): ObjectValue {
    const filled: ObjectValue = { ...state };
    for (const attribute of block.attributes) {
      filled[attribute.name] = this.fillAttribute(attribute, state[attribute.name] ?? null, path);
    }
    for (const nested of block.blocks) {
      const value = state[nested.name] ?? null;
      const fillOne = (item: Value, index: number): Value =>
        isObject(item) ? this.fill(nested.block, item, `${path}${nested.name}.${index}.`) : item;
      filled[nested.name] = Array.isArray(value) ? value.map(fillOne) : fillOne(value, 0);
    }
    return filled;
  }

  private fillAttribute(attribute: Attribute, value: Value, path: string): Value {
    if (value === unknown) {
      const isCollection = Array.isArray(attribute.type) && attribute.type[0] !== 'object';
      // A collection that the user could have set and did not is empty; one that can only be read has an element.
      if (isCollection && attribute.optional) return attribute.type[0] === 'map' ? {} : [];
      return this.ofType(attribute.type, attribute.name, path);
    }
    return fillWithin(attribute, value, (inner, item, key) => this.fillAttribute(inner, item, `${path}${key}.`));
  }

  private ofType(type: AttributeType, name: string, path: string): Value {
    if (type === 'string') return this.string(name, path);
    if (type === 'number') return this.number(name);
    if (type === 'bool') return false;
    if (type === 'dynamic') return null;
    if (type[0] === 'map') return {};
    if (type[0] === 'object') {
      const fields = Object.entries(type[1]).map(([key, each]) => [key, this.ofType(each, key, `${path}${name}.`)]);
      return Object.fromEntries(fields) as ObjectValue;
    }
    return [this.ofType(type[1], name, `${path}${name}.0.`)];
  }

  private number(name: string): number {
    if (/asn$/.test(name)) return 64512;
    return /version|generation/.test(name) ? 1 : 0;
  }

  private string(name: string, path: string): string {
    const rule = stringRules.find(([pattern]) => pattern.test(name));
    const full = `${path}${name}`;
    return rule ? rule[1](this, full) : `${name}-${this.digits(full, 8)}`;
  }

  id(name: string): string {
    const known = awsIdPrefixes[this.typeName];
    if (known !== undefined && name === 'id') return `${known}-0${this.digits('id', 16)}`;
    const prefix =
      name === 'id' ? this.typeName.replace(/^[a-z]+_/, '').replaceAll('_', '-') : name.replace(/_?id$/, '');
    return `${prefix.replaceAll(/[_.]/g, '-')}-${this.digits(name, 17)}`;
  }

  /**
   * Returns `arn:aws:ec2:us-east-1:123456789012:vpc/vpc-0..`: with the right service if it is known, otherwise the
   * type's own word.
   */
  arn(name: string): string {
    const words = this.typeName.split('_').slice(1);
    const service = awsServices.find(([prefix]) => words.join('_').startsWith(prefix))?.[1];
    const isEc2 = this.typeName in awsIdPrefixes;
    const resource = name === 'arn' ? `${words.join('-')}/${this.id('id')}` : this.id(name);
    return `arn:aws:${service ?? (isEc2 ? 'ec2' : words[0])}:${this.region()}:${accountId}:${resource}`;
  }

  region(): string {
    return this.settings.region ?? (this.settings.provider === 'aws' ? 'us-east-1' : 'us-central1');
  }

  zone(): string {
    return this.settings.zone ?? (this.settings.provider === 'aws' ? `${this.region()}a` : `${this.region()}-a`);
  }
}

/** Services by the beginning of the type's name. */
const awsServices: readonly (readonly [string, string])[] = [
  ['cloudwatch_log', 'logs'],
  ['lb', 'elasticloadbalancing'],
  ['iam', 'iam'],
];

/** An account number that AWS's own documents use. */
export const accountId = '123456789012';

type StringRule = readonly [RegExp, (madeUp: MadeUpValues, path: string) => string];

/** Values by attribute name; the first match counts. */
const stringRules: readonly StringRule[] = [
  [/^preserve_/, () => 'false'],
  [/^name_prefix$/, () => ''],
  [/(^|_)arn$/, (m, path) => m.arn(path)],
  [/^(owner|account|peer_account)_id$/, () => accountId],
  [/^(numeric|generated)_id$/, (m, path) => String(m.below(1e15, path))],
  [/(^|_)id$/, (m, path) => m.id(path)],
  [/ipv6.*(cidr_block|cidr|prefix|range)$/, (m, path) => `2001:db8:${m.digits(path, 4)}::/64`],
  [/ipv6(_address|_addresses)?$/, (m, path) => `2001:db8::${m.digits(path, 4)}`],
  [/(cidr|cidr_block|cidr_range|ip_range)$/, (m, path) => m.network(path)],
  [/mac_address/, (m, path) => `02:${(m.digits(path, 10).match(/../g) ?? []).join(':')}`],
  [/email/, (m, path) => `${m.digits(path, 8)}@example.com`],
  [
    /(^|_)(dns|dns_name|hostname|endpoint|endpoint_address|fqdn|domain)$/,
    (m, path) => `${m.digits(path, 8)}.example.com`,
  ],
  [/^(host|network_ip)$|(private|internal|inside).*(ip|address)$/, (m, path) => m.privateAddress(path)],
  [/(^|_)(ip|ips|ip_address|address|addresses|public_ips)$/, (m, path) => m.publicAddress(path)],
  [/^region$/, (m) => m.region()],
  [/^(zone|availability_zone)$/, (m) => m.zone()],
  [/(_at|time|timestamp|date)$/, () => '2020-01-01T00:00:00Z'],
  [/(^|_)(url|uri|link)$/, (m, path) => `https://${m.digits(path, 8)}.example.com/${path}`],
  [/fingerprint|etag|sha(1|256)|md5|hash/, (m, path) => m.digits(path, 40)],
  [/(^|_)json$|policy$/, () => '{}'],
  [/asn$/, () => '64512'],
  [/^(engine_|maintenance_)?version$/, () => '1'],
];

/** Prefixes of the ids that EC2 and its neighbours give. */
const awsIdPrefixes: Readonly<Record<string, string>> = {
  aws_ami: 'ami',
  aws_customer_gateway: 'cgw',
  aws_ebs_volume: 'vol',
  aws_ec2_transit_gateway: 'tgw',
  aws_ec2_transit_gateway_peering_attachment: 'tgw-attach',
  aws_ec2_transit_gateway_route_table: 'tgw-rtb',
  aws_ec2_transit_gateway_vpc_attachment: 'tgw-attach',
  aws_eip: 'eipalloc',
  aws_flow_log: 'fl',
  aws_instance: 'i',
  aws_internet_gateway: 'igw',
  aws_launch_template: 'lt',
  aws_nat_gateway: 'nat',
  aws_network_interface: 'eni',
  aws_route_table: 'rtb',
  aws_route_table_association: 'rtbassoc',
  aws_security_group: 'sg',
  aws_subnet: 'subnet',
  aws_vpc: 'vpc',
  aws_vpc_endpoint: 'vpce',
  aws_vpc_peering_connection: 'pcx',
  aws_vpc_security_group_egress_rule: 'sgr',
  aws_vpc_security_group_ingress_rule: 'sgr',
  aws_vpn_connection: 'vpn',
  aws_vpn_gateway: 'vgw',
};

/** Applies a function to every attribute inside an object attribute that has rules of its own. */
export function fillWithin(
  attribute: Attribute,
  value: Value,
  fillOne: (inner: Attribute, value: Value, key: string) => Value,
): Value {
  const { nested } = attribute;
  if (!nested || value === null || value === unknown) return value;
  const one = (item: Value, key: string): Value => {
    if (!isObject(item)) return item;
    const fields = nested.attributes.map((each) => [each.name, fillOne(each, item[each.name] ?? null, key)] as const);
    return Object.fromEntries(fields);
  };
  if (nested.nesting === 'single') return one(value, attribute.name);
  if (Array.isArray(value)) return value.map((item, i) => one(item, `${attribute.name}.${i}`));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, one(item, `${attribute.name}.${key}`)]));
}

function hash(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}
