import type * as z from 'zod';
import type { Issue, PathStep } from '../../kernel/issue';
import type { EngineId } from '../../kernel/ids';
import type { CloudFacts } from '../../kernel/cloud/facts';
import type { BackupsSpec } from '../backups';
import type { BackupsDocument } from '../backups-schema';
import type { NodeDocument } from '../schema-values';
import type { Standing } from '../standing';
import type { Transition } from '../transitions/transition';

/** A datastore answers these questions of the spec's stages. `registry.ts` has one answer for each engine. */
export interface DatastoreOfSpec {
  readonly id: EngineId;
  /** Words that the reference of the spec adds to fields that are not the datastore's own. */
  readonly notes: DatastoreNotes;
  /** Names of its releases in a spec, the newest first, for editors; others may be accepted too. */
  readonly releases: readonly string[];
  /** Newest release of Kong that runs on it. */
  readonly newestKong: string;
  /** Release of Kong that a spec gets that names none. */
  readonly defaultKong: string;
  /** Fields of the section `datastore`, beside `engine`, with their fixed defaults. */
  readonly section: z.core.$ZodLooseShape;
  /** Schema of a datacenter's fields about its nodes, under the engine's own id; none if the cloud runs it. */
  readonly nodes?: z.ZodType<NodeDocument>;
  /** Returns everything that is wrong with the section, and with Kong and the datacenters on account of it. */
  check(section: object, around: AroundDatastore): Issue[];
  /**
   * Returns the section with every default filled in. `section` has passed `check`.
   *
   * @param kong full release of Kong
   * @param datacenters their names
   * @param backups undefined if there are to be none
   */
  resolve(
    section: object,
    kong: string,
    datacenters: readonly string[],
    backups: BackupsSpec | undefined,
  ): { readonly engine: EngineId };
  /** Returns what the section itself says of backups, where it has words of its own for them. */
  backups?(section: object): Partial<BackupsSpec>;
  /**
   * Returns the datacenter of its one primary; undefined while none is named. Absent where each has all of the data.
   *
   * @param datacenters their names
   */
  home?(section: object, datacenters: readonly string[]): string | undefined;
  /** Returns whose private keys Terraform makes for the datastore, in words; undefined if there are none. @default there are none */
  privateKeys?(section: object): string | undefined;
  /** Returns what a change would lose of the datastore; both sides are of this engine. */
  judge(before: Standing, after: Standing): readonly Transition[];
  /** Steps from release to release, where one step may not lead from each to each later one. @default it may */
  readonly steps?: DatastoreSteps;
}

/** Releases of a datastore that have to be gone through one after another. */
export interface DatastoreSteps {
  /** Returns the full releases between two, without both; none if one step leads from the first to the second. */
  between(from: string, to: string): readonly string[];
  /** Code of the issue about a change that skips one. */
  readonly skipped: string;
}

export interface DatastoreNotes {
  /** A sentence on names of datacenters. */
  readonly datacenterName: string;
  /** The part of the datastore in a zone, after a comma. */
  readonly zones: string;
  /** Kong's default release with it. */
  readonly kongVersion: string;
}

/** The rules of a datastore see these parts of the spec besides its own section. */
export interface AroundDatastore {
  /** Kong's release or line as the user wrote it; undefined where it is malformed. */
  readonly kongVersion: string | undefined;
  /** Layout of Kong as the user wrote it; undefined where nothing is said, or nothing that could be read. */
  readonly kongMode: string | undefined;
  /** The section `backups` as the user wrote it; undefined where it is malformed. */
  readonly backups: BackupsDocument | undefined;
  /** Plugins whose counters are rows of the datastore, each with the place of its policy. */
  readonly counters: readonly { readonly path: readonly PathStep[]; readonly name: string }[];
  /** True if `datacenters` has every one that the user wrote. */
  readonly complete: boolean;
  /** The datacenters that are well-formed, in the user's order, each with its place. */
  readonly datacenters: readonly {
    readonly path: readonly PathStep[];
    readonly name: string;
    readonly region: string;
    readonly cloud: CloudFacts;
    /** Project; undefined if the cloud has none, or nothing names one. */
    readonly project: string | undefined;
    /** Number of the account; undefined if the cloud has none, or nothing tells it. */
    readonly account: string | undefined;
    /** Key of the user's own for disks; undefined if none is named. */
    readonly kmsKey: string | undefined;
  }[];
  /** True if the schema rejected the value at this very path. */
  readonly isBroken: (path: readonly PathStep[]) => boolean;
}
