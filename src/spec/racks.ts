/** Racks of a datacenter, one a zone: as many as copies of each row by default, so that a zone holds one copy. */
export const RACKS = 3;
