/** A topology has so many datacenters at most: the address plan of links has room for them, and a number each is kept for BGP. */
export const MAXIMUM_DATACENTERS = 88;
