/**
 * The kinds of alarms, by what each watches. `nodes`: healthy nodes of a pool. `ceiling`: its number of nodes. `machine`: one that
 * is in no pool. `serving`, `data-disk`, `repair`: nodes of a datastore on machines, which say how they are. `tunnels`, `peering`:
 * ways to other datacenters. `renewal`: what a cloud announces of such a way. `disk`, `connections`, `lag`: a managed database.
 * `memory`: a managed Redis. `certificate`: that which clients meet. `cluster-certificate`: that of control planes and data planes.
 * `export`: the newest one of Kong's configuration. `node-certificate`: that of a datastore's nodes, and the authority that signed
 * it. `backup`: backups that a cloud makes by a schedule.
 */
export const ALARM_KINDS = [
  'nodes',
  'ceiling',
  'machine',
  'serving',
  'data-disk',
  'repair',
  'tunnels',
  'renewal',
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

/** Kinds whose figures a cloud reads of the logs of machines, each by a metric of its own for a datacenter. */
export const READ_OF_LOGS = ['serving', 'data-disk', 'repair'] as const satisfies readonly AlarmKind[];

export type ReadOfLogs = (typeof READ_OF_LOGS)[number];

/** Returns true if a cloud reads the figures of this kind of the logs of machines. */
export function isReadOfLogs(kind: AlarmKind): kind is ReadOfLogs {
  return READ_OF_LOGS.some((it) => it === kind);
}

/** Alarms of one kind in a datacenter, as prices count them. */
export interface AlarmUse {
  readonly kind: AlarmKind;
  readonly alarms: number;
  /** Things that they watch: more than alarms, where one watches every tunnel of a link or both nodes of Redis. */
  readonly watched: number;
}

/** Traits of a cloud's alarms: what they can count, the names under which they are shown, and which of them tell no end. */
export interface AlarmFacts {
  /** True if it counts the healthy nodes of a pool; else the machines of its group are counted, and a log tells of each that is ill. */
  readonly countsHealthyNodes: boolean;
  /** True if a schedule of snapshots tells how many disks it has found; else the disks are counted that have a snapshot. */
  readonly countsDisksFound: boolean;
  /**
   * Returns the last words of the names under which an alarm is shown, each after the name that the plan has: `failed`; empty for that
   * name itself.
   */
  lastWords(alarm: NamedAlarm): readonly string[];
  /** Last words of alarms that a line of a log rings. No line tells their end: the cloud closes them after a day. */
  readonly withoutEnd: readonly string[];
}

/** The part of an alarm that its names depend on. */
export interface NamedAlarm {
  readonly kind: AlarmKind;
  /** Things that it watches. @default 1 */
  readonly watched?: number;
  readonly limit: { readonly unit: string };
}

/** Unit of an alarm that watches disks one by one. */
export const DISKS = 'disks';

/** Unit of an alarm that counts the machines of a pool's group, whether or not they are healthy. */
export const MACHINES = 'machines';

/** Rules for what is told when an alarm rings: a topic, or a channel, that the user has made. */
export interface AlarmTargetFacts {
  /** Its groups `region` and `project` say where the target is, which is where its alarms have to be. */
  readonly pattern: RegExp;
  /** Returns the texts that `pattern` accepts, in words, with one for alarms in a region and a project. */
  form(place: { readonly region: string; readonly project: string | undefined }): string;
}
