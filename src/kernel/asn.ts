/**
 * The datacenter with index 0 has this number of an autonomous system where the spec names none. It is above 64512, a common
 * default.
 */
export const DEFAULT_FIRST_ASN = 64_520;

/** Private numbers of 16 bits. Source: RFC 6996. */
export const PRIVATE_ASNS = { first: 64_512, last: 65_534 } as const;
