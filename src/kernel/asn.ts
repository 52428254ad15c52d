/**
 * The datacenter with index 0 has this number of an autonomous system where the spec names none. It is above 64512, a common
 * default.
 */
export const DEFAULT_FIRST_ASN = 64_520;

/** Private numbers of 16 bits. Source: RFC 6996. */
export const PRIVATE_ASNS = { first: 64_512, last: 65_534 } as const;

/** Private numbers of 32 bits. Source: RFC 6996. */
export const WIDE_PRIVATE_ASNS = { first: 4_200_000_000, last: 4_294_967_294 } as const;
