/* The page on operations and runbooks have these commands in common. */

// Both write below /run and read the secret manager, which only root may.
export const EXTEND = 'sudo topogen-ring-extend';
export const PASSWORDS = 'sudo topogen-ring-passwords';
export const DECOMMISSION = 'nodetool decommission';
export const REPAIR_ALL = 'nodetool repair --full';
export const REPAIR_NOW = 'sudo systemctl start topogen-repair';
export const REPAIRS_STOP = 'sudo systemctl stop topogen-repair.timer';
export const REPAIRS_UNDER_WAY = 'systemctl is-active topogen-repair';
export const REPAIRS_START = 'sudo systemctl start topogen-repair.timer';
export const REPAIR_RECORD = '/var/lib/cassandra/topogen-repairs.prom';
export const GROW_FILE_SYSTEM = 'sudo xfs_growfs /var/lib/cassandra';

/** Lets a node that has joined start without its data, which stays aside on its disk. The name keeps it from another node. */
export function startEmpty(node: string): string {
  return `echo ${node} | sudo tee /run/topogen/start-empty`;
}

/** Lets a node start with data that the rest of the ring may be ahead of by more than it remembers. */
export const START_OLD = 'sudo touch /run/topogen/start-old';

/** Lets the data of a node be taken over by another release line. */
export function letUpgrade(line: string): string {
  return `echo ${line} | sudo tee /var/lib/cassandra/topogen-upgrade`;
}

export const BEGIN_RING = 'sudo touch /run/topogen/begin-ring';
export const FORMER = '/var/lib/cassandra/topogen-former';

/** Way of cqlsh where nodes take clients by TLS alone. */
export const CQLSH_TLS = 'env SSL_CERTFILE=/etc/cassandra/tls/authorities.pem cqlsh --ssl';
