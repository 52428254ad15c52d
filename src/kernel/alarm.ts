/**
 * The kinds of alarms, by what each watches. `nodes`: healthy nodes of a pool. `ceiling`: its number of nodes. `machine`: one that
 * is in no pool. `tunnels`, `peering`: ways to other datacenters. `disk`, `connections`, `lag`: a managed database. `memory`: a
 * managed Redis. `certificate`: that which clients meet. `cluster-certificate`: that of control planes and data planes.
 * `export`: the newest one of Kong's configuration. `node-certificate`: that of a datastore's nodes, and the authority that
 * signed it. `backup`: backups that a cloud makes by a schedule.
 */
export const ALARM_KINDS = [
  'nodes',
  'ceiling',
  'machine',
  'tunnels',
  'peering',
  'disk',
  'connections',
  'lag',
  'memory',
  'certificate',
  'cluster-certificate',
  'export',
  'backup',
  'node-certificate',
] as const;

export type AlarmKind = (typeof ALARM_KINDS)[number];

/** Alarms of one kind in a datacenter, as prices count them. */
export interface AlarmUse {
  readonly kind: AlarmKind;
  readonly alarms: number;
  /** Things that they watch: more than alarms, where one watches every tunnel of a link or both nodes of Redis. */
  readonly watched: number;
}

/** Rules for what is told when an alarm rings: a topic, or a channel, that the user has made. */
export interface AlarmTargetFacts {
  /** Its groups `region` and `project` say where the target is, which is where its alarms have to be. */
  readonly pattern: RegExp;
  /** Returns the texts that `pattern` accepts, in words, with one for alarms in a region and a project. */
  form(place: { readonly region: string; readonly project: string | undefined }): string;
}
