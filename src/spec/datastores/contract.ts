import type { z } from 'zod';
import type { Issue, PathStep } from '../../kernel/issue';
import type { EngineId } from '../../kernel/ids';
import type { NodeDocument } from '../schema-values';

/** What the spec's stages ask of a datastore, whichever it is. `registry.ts` has one for each engine. */
export interface DatastoreOfSpec {
  readonly id: EngineId;
  /** Sentences and parts of sentences that it adds to the reference of fields outside its own. */
  readonly notes: DatastoreNotes;
  /** Newest release of Kong that runs on it. */
  readonly newestKong: string;
  /** Fields of the section `datastore`, beside `engine`, with their fixed defaults. */
  readonly section: z.core.$ZodLooseShape;
  /** What a datacenter may say about its nodes, under the engine's own id. */
  readonly nodes: z.ZodType<NodeDocument>;
  /** Everything that is wrong with the section, and with Kong and the datacenters on account of it. */
  check(section: object, around: AroundDatastore): Issue[];
  /** The section with every default filled in. `section` has passed `check`. */
  resolve(section: object): { readonly engine: EngineId };
}

export interface DatastoreNotes {
  /** A sentence on names of datacenters. */
  readonly datacenterName: string;
  /** What a zone holds, after a comma. */
  readonly zones: string;
  /** What the last line of Kong is to it, after a comma. */
  readonly lastKongLine: string;
}

/** The parts of a spec outside its section that a datastore's rules look at. */
export interface AroundDatastore {
  /** Kong's release or line as the user wrote it; undefined where it is malformed. */
  readonly kongVersion: string | undefined;
  /** The datacenters that are well-formed, in the user's order, each with its place. */
  readonly datacenters: readonly { readonly path: readonly PathStep[]; readonly name: string }[];
  /** True if the schema rejected the value at this very path. */
  readonly isBroken: (path: readonly PathStep[]) => boolean;
}

/** Datastores that Kong has and topogen does not build yet: naming one is refused with a remedy. */
export const ENGINES_NOT_BUILT = [{ id: 'postgresql', title: 'PostgreSQL' }] as const;
