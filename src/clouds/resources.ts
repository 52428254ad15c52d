import { parseCidr, tryParseCidr } from '../kernel/cidr';

/** The arguments of a resource in Terraform's JSON. Expressions are texts with `${`. */
export type Attributes = Readonly<Record<string, unknown>>;

/** The resources of a stack: by type, then by name. */
export type Resources = Readonly<Record<string, Readonly<Record<string, Attributes>>>>;

/** A fault in a stack that must never be built. */
export interface SecurityFault {
  /** Address of the resource, e.g. `aws_vpn_connection.us_east__eu_west_0`. */
  readonly address: string;
  readonly fault: string;
}

/** One end of a VPN tunnel, read from the resources of one cloud. */
export interface TunnelEnd {
  readonly address: string;
  /** Pre-shared key, an expression. */
  readonly key: unknown;
  /**
   * `here`: this end as the other end's configuration names it. `there`: the other end as this configuration names it.
   */
  readonly here: string;
  readonly there: string;
}

/** The checks of a cloud on the safety of its resources. */
export interface SecurityChecks {
  /** Returns every fault of the resources. */
  faults(resources: Resources): SecurityFault[];
  /** Returns every end of a tunnel, for the check that no two tunnels share a key. */
  tunnelEnds(resources: Resources): TunnelEnd[];
}

/** Returns every resource of a type with its address. */
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

/** Returns the blocks of an argument, which may be one, several or none. */
export function blocks(value: unknown): Attributes[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]) as Attributes[];
}

/** True if the value exists only after the apply. */
export function isExpression(value: unknown): boolean {
  return typeof value === 'string' && value.includes('${');
}

/** A wider range than 10.0.0.0/8 is the internet or a large part of it. */
const WIDEST_PREFIX = 8;

/**
 * True if a range of addresses admits the internet. A text that is neither an IPv4 range nor an expression counts as
 * one that does.
 */
export function isWide(range: unknown): boolean {
  if (isExpression(range)) return false;
  if (typeof range !== 'string' || tryParseCidr(range) === undefined) return true;
  return parseCidr(range).prefix < WIDEST_PREFIX;
}
