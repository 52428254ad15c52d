/** The part of the rows that Kong still reads or writes: every row, some of them, or none. */
export type Access = 'all' | 'some' | 'none';

/** A machine of the datastore, and the letter of its zone. */
export interface Member {
  readonly name: string;
  readonly zone: string;
}

/** The meaning of losses for one topology's datastore. */
export interface DatastoreLosses {
  /** Name of one of its machines, within a sentence, e.g. `Cassandra node`. */
  readonly memberTitle: string;
  /** Consistency of Kong's reads and writes in the engine's terms, e.g. `LOCAL_QUORUM`. */
  readonly reads: string;
  readonly writes: string;
  /** True if Kong's access depends on nothing outside of its own datacenter. */
  readonly isLocal: boolean;
  /** True if migrations of Kong's schema wait until every member answers, however many are enough for reads. */
  readonly migrationsNeedAll: boolean;
  /** Hours for which others keep what a lost member misses; undefined if it brings itself up to date. */
  readonly hintHours?: number;
  /** A sentence on what a member does that comes back. */
  readonly onReturn: string;
  /** Returns its machines in a datacenter, in the plan's order. */
  members(datacenter: string): readonly Member[];
  /**
   * Returns the data that is left.
   *
   * @param lost names of the members that each datacenter has lost; datacenters that lost none may be left out
   */
  after(lost: ReadonlyMap<string, ReadonlySet<string>>): DataLeft;
  /** Datacenters whose copy of all data people can let take the place of the one that writes. */
  readonly standIns: readonly string[];
  /** Words for what brings the data back, each a clause of a sentence. */
  readonly remedies: {
    /** A single machine is lost. */
    readonly member: string;
    /** So much is lost that rows cannot be read or written. */
    readonly access: string;
  };
}

/** The data after a loss. */
export interface DataLeft {
  /**
   * Returns the access of Kong in a datacenter.
   *
   * @param unreached names of the datacenters that it does not reach
   */
  access(from: string, unreached: readonly string[]): DatacenterAccess;
}

export interface DatacenterAccess {
  readonly reads: Access;
  readonly writes: Access;
  /** Copies of the worst row that are left in the datacenter and in all that it reaches, of so many. */
  readonly copies: CopiesLeft;
}

export interface CopiesLeft {
  readonly here: number;
  readonly ofHere: number;
  readonly reached: number;
  readonly ofAll: number;
}
