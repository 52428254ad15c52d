/** Shell commands of the cloud's own program for whoever brings a data disk back from a snapshot, each one line or several. */
export interface SnapshotCommands {
  /** Sentence on what snapshots depend on that outlast their topology; empty if that is nothing of topogen's. */
  readonly lasting: string;
  /** Lists the snapshots of a disk, the newest last. */
  list(at: DataDiskAt): string;
  /** Makes another disk of the snapshot `$SNAPSHOT`, attaches it to the disk's machine, and prints its device there. */
  attach(at: DataDiskAt): string;
  /** Takes that disk away again, in the same shell. */
  detach(at: DataDiskAt): string;
  /** Ends the key of copies in a second region, by its name there; empty if they have none. */
  endKey(region: string, name: string): string;
}

/** A data disk and its machine, as commands name them. */
export interface DataDiskAt {
  /** Name of the disk. */
  readonly disk: string;
  /** Name of its machine. */
  readonly machine: string;
  readonly region: string;
  readonly zone: string;
  /** Present exactly on clouds that have projects. */
  readonly project?: string;
  /** Key of the user's own, where disks have one. */
  readonly kmsKey?: string;
}
