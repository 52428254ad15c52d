/* The page on operations and runbooks have these commands in common. */

// Both write below /run and read the secret manager, which only root may.
export const EXTEND = 'sudo topogen-ring-extend';
export const PASSWORDS = 'sudo topogen-ring-passwords';
export const DECOMMISSION = 'nodetool decommission';
export const REPAIR_ALL = 'nodetool repair --full';
export const GROW_FILE_SYSTEM = 'sudo xfs_growfs /var/lib/cassandra';
