/** The zones of every datacenter: pools, subnets and the datastore's copies are spread over them. */
export const ZONES_PER_DATACENTER = 3;
