/** Every datacenter has this many zones: pools, subnets and the datastore's copies are spread over them. */
export const ZONES_PER_DATACENTER = 3;
