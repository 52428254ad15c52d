/** Sections that people ask for and topogen does not have, by their path: what does it in their place. */
export const NOT_DONE: ReadonlyMap<string, string> = new Map([
  [
    'backups',
    "let the cloud's own scheduler take snapshots of the data disks, whose tag or label role names the datastore; a managed database has backups without a key",
  ],
  [
    'monitoring',
    'collect metrics and set alarms by your own agent; when a node was last repaired is in a file of it that node_exporter reads, and OPERATIONS.md in the tree names it',
  ],
  [
    'datastore.encryption',
    'traffic between datacenters is encrypted by the links, that within one stays in private subnets',
  ],
]);
