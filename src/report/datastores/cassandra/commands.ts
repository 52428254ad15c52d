/* The page on operations and runbooks have these commands in common. */

export const EXTEND = 'topogen-ring-extend';
export const DECOMMISSION = 'nodetool decommission';
export const REPAIR_ALL = 'nodetool repair --full';
export const GROW_FILE_SYSTEM = 'sudo xfs_growfs /var/lib/cassandra';
