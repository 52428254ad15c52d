import { parseCidr, tryParseCidr } from '../kernel/cidr';

/** Arguments of a resource as Terraform's JSON has them. Expressions are texts with `${`. */
export type Attributes = Readonly<Record<string, unknown>>;

/** The resources of a stack: by type, then by name. */
export type Resources = Readonly<Record<string, Readonly<Record<string, Attributes>>>>;

/** Something in a stack that must never be built. */
export interface SecurityFault {
  /** Of the resource, e.g. `aws_vpn_connection.us_east__eu_west_0`. */
  readonly address: string;
  readonly fault: string;
}

/** One end of a VPN tunnel, as the resources of one cloud tell it. */
export interface TunnelEnd {
  readonly address: string;
  /** The pre-shared key: an expression. */
  readonly key: unknown;
  /** What the other end knows this one by, and what this one knows the other by. */
  readonly here: string;
  readonly there: string;
}

/** What a cloud can tell of the safety of its resources. */
export interface SecurityChecks {
  /** Everything that it must never build. */
  faults(resources: Resources): SecurityFault[];
  /** Every end of a tunnel, to see that no two tunnels have a key in common. */
  tunnelEnds(resources: Resources): TunnelEnd[];
}

/** Every resource of a type with its address. */
export function ofType(
  resources: Resources,
  type: string,
): { readonly address: string; readonly name: string; readonly attributes: Attributes }[] {
  return Object.entries(resources[type] ?? {}).map(([name, attributes]) => ({
    address: `${type}.${name}`,
    name,
    attributes,
  }));
}

/** The blocks of an argument, which may be one, several or none. */
export function blocks(value: unknown): Attributes[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]) as Attributes[];
}

/** Whether only the apply knows the value. */
export function isExpression(value: unknown): boolean {
  return typeof value === 'string' && value.includes('${');
}

/** The widest range that is still somebody's: 10.0.0.0/8. Wider ones are the internet or a good part of it. */
const WIDEST_PREFIX = 8;

/** Whether a range of addresses lets the internet in. What is no IPv4 range and no expression is taken for one that does. */
export function isWide(range: unknown): boolean {
  if (isExpression(range)) return false;
  if (typeof range !== 'string' || tryParseCidr(range) === undefined) return true;
  return parseCidr(range).prefix < WIDEST_PREFIX;
}
