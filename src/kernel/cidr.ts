/**
 * These functions handle IPv4 ranges and addresses as plain strings, so that a plan prints as it is. Each throws on
 * text that is not a range or an address: text from a user is checked with `tryParseCidr` first.
 */

/** A range in numbers: its first address and its prefix length. */
export interface CidrParts {
  readonly first: number;
  readonly prefix: number;
}

const ADDRESS = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/;
const PREFIX = /^(0|[1-9]\d?)$/;

/** Returns an address as a number, or undefined if the text is not four plain decimal octets. */
export function tryParseAddress(text: string): number | undefined {
  const match = ADDRESS.exec(text);
  if (!match) return undefined;
  const octets = match.slice(1, 5).map(Number);
  if (octets.some((octet) => octet > 255)) return undefined;
  return octets.reduce((sum, octet) => sum * 256 + octet, 0);
}

/** Returns an address as four decimal octets. */
export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/**
 * Returns the parts of `a.b.c.d/n`, or undefined. A range whose address has bits beyond the prefix (10.0.3.1/28) parses
 * here; check it with `isAligned`, since repairing it silently would build something that nobody wrote.
 */
export function tryParseCidr(text: string): CidrParts | undefined {
  const [addressText = '', prefixText = '', ...rest] = text.split('/');
  const first = tryParseAddress(addressText);
  if (first === undefined || rest.length > 0 || !PREFIX.test(prefixText)) return undefined;
  const prefix = Number(prefixText);
  return prefix <= 32 ? { first, prefix } : undefined;
}

/**
 * Returns the parts of a range.
 *
 * @throws Error if the text is not an IPv4 range
 */
export function parseCidr(text: string): CidrParts {
  const parts = tryParseCidr(text);
  if (!parts) throw new Error(`not an IPv4 range: ${text}`);
  return parts;
}

export function formatCidr(parts: CidrParts): string {
  return `${formatAddress(parts.first)}/${parts.prefix}`;
}

/** Returns the number of addresses in a range. */
export function cidrSize(cidr: string): number {
  return 2 ** (32 - parseCidr(cidr).prefix);
}

/** True if the address has no bits beyond the prefix. */
export function isAligned(cidr: string): boolean {
  const { first, prefix } = parseCidr(cidr);
  return first % 2 ** (32 - prefix) === 0;
}

/** Returns the aligned range around a misaligned one: 10.0.3.1/28 gives 10.0.3.0/28. */
export function alignCidr(cidr: string): string {
  const { first, prefix } = parseCidr(cidr);
  const size = 2 ** (32 - prefix);
  return formatCidr({ first: Math.floor(first / size) * size, prefix });
}

export function cidrsOverlap(a: string, b: string): boolean {
  const one = parseCidr(a);
  const other = parseCidr(b);
  return one.first < endOf(other) && other.first < endOf(one);
}

/** True if `inner` is wholly in `outer`. Equal ranges contain each other. */
export function cidrContains(outer: string, inner: string): boolean {
  const out = parseCidr(outer);
  const inn = parseCidr(inner);
  return inn.first >= out.first && endOf(inn) <= endOf(out);
}

/** Returns the number of the first address after a range. */
function endOf({ first, prefix }: CidrParts): number {
  return first + 2 ** (32 - prefix);
}

/**
 * Returns the `index`-th range of the given prefix length inside `cidr`, counted from 0.
 *
 * @throws Error if `cidr` has no such range
 */
export function subnetOf(cidr: string, prefix: number, index: number): string {
  const outer = parseCidr(cidr);
  const size = 2 ** (32 - prefix);
  const first = outer.first + index * size;
  if (index < 0 || first + size > outer.first + cidrSize(cidr)) {
    throw new Error(`no /${prefix} number ${index} in ${cidr}`);
  }
  return formatCidr({ first, prefix });
}

/** Returns the `offset`-th address of a range, counted from 0 (the network address). */
export function addressIn(cidr: string, offset: number): string {
  if (offset < 0 || offset >= cidrSize(cidr)) throw new Error(`no address number ${offset} in ${cidr}`);
  return formatAddress(parseCidr(cidr).first + offset);
}

const PRIVATE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

/** True if the range is in one of the private ranges of RFC 1918. */
export function isPrivateCidr(cidr: string): boolean {
  return PRIVATE_RANGES.some((range) => cidrContains(range, cidr));
}
