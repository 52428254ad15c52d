import type * as z from 'zod';
import type { Accounts } from '../kernel/cloud/account';
import { formatPath, type PathStep } from '../kernel/issue';
import { DATASTORES, DEFAULT_ENGINE } from './datastores/registry';
import { defaultMode } from './default-mode';
import {
  datacenterSchema,
  defaultProjectSchema,
  specSchema,
  type DatacenterDocument,
  type SpecDocument,
} from './schema';

/**
 * A draft holds the well-formed parts of a spec, which as a whole may be malformed. The rules look at each part, so that one
 * run reports every fault. An undefined part is malformed, and the schema's own issues say so.
 */
export interface Draft {
  readonly name: string | undefined;
  /** The datacenters in the user's order; with the short form, those that the number stands for. */
  readonly datacenters: readonly DatacenterDraft[];
  /** The number of datacenters, if the short form was used. */
  readonly datacenterCount: number | undefined;
  /** True if `datacenters` holds every datacenter that the user wrote; false if one was too malformed to read. */
  readonly complete: boolean;
  /** Its release and its mode are the datastore's own defaults where the user names none. */
  readonly kong: KongDraft | undefined;
  readonly accounts: Accounts | undefined;
  readonly gateway: SpecDocument['gateway'] | undefined;
  readonly datastore: SpecDocument['datastore'] | undefined;
  readonly backups: SpecDocument['backups'] | undefined;
  readonly links: SpecDocument['links'] | undefined;
  readonly monitoring: SpecDocument['monitoring'] | undefined;
  readonly network: SpecDocument['network'] | undefined;
  readonly size: SpecDocument['size'] | undefined;
  readonly state: SpecDocument['state'] | undefined;
  readonly tags: SpecDocument['tags'] | undefined;
  /** Returns the default project that stands under a cloud's key at the top level. */
  readonly defaultProject: (key: string) => string | undefined;
  /**
   * True if the schema rejected the value at this very path, or an entry of the list there. A rule about a missing field asks this
   * first: the field may be there but malformed, and that is reported already.
   */
  readonly isBroken: (path: readonly PathStep[]) => boolean;
}

export type KongDraft = SpecDocument['kong'] & { readonly version: string };

/** A datacenter with its path in the spec. */
export interface DatacenterDraft {
  readonly path: readonly PathStep[];
  readonly document: DatacenterDocument;
}

/** True if no machine reaches the internet; the owner of an existing network decides that by network.existing. */
export function hasNoEgress({ document: { network, egress } }: DatacenterDraft, draft: Draft): boolean {
  return network?.existing === undefined && (egress ?? draft.network?.egress) === 'none';
}

/**
 * Makes the draft of any value.
 *
 * @param faults what the schema says against the value
 */
export function draftOf(value: unknown, faults: readonly z.core.$ZodIssue[]): Draft {
  const whole = isObject(value) ? value : {};
  const list = Array.isArray(whole.datacenters) ? whole.datacenters : [];
  const datacenters = list.flatMap((entry, i) => {
    const document = salvage(datacenterSchema, entry);
    return document ? [{ path: ['datacenters', i], document }] : [];
  });
  const { shape } = specSchema;
  const [kong, datastore] = [salvage(shape.kong, whole.kong), salvage(shape.datastore, whole.datastore)];
  const broken = new Set(faults.flatMap((fault) => brokenPaths(fault, [])));
  return {
    name: salvage(shape.name, whole.name),
    datacenters,
    datacenterCount: typeof whole.datacenters === 'number' ? whole.datacenters : undefined,
    complete: Array.isArray(whole.datacenters) && datacenters.length === list.length,
    accounts: salvage(shape.accounts, whole.accounts),
    kong: kong && {
      ...kong,
      version: kong.version ?? DATASTORES[datastore?.engine ?? DEFAULT_ENGINE].defaultKong,
      mode: kong.mode ?? (broken.has('kong.mode') ? undefined : defaultMode(datastore, countOf(whole.datacenters))),
    },
    gateway: salvage(shape.gateway, whole.gateway),
    datastore,
    backups: salvage(shape.backups, whole.backups),
    links: salvage(shape.links, whole.links),
    monitoring: salvage(shape.monitoring, whole.monitoring),
    network: salvage(shape.network, whole.network),
    size: salvage(shape.size, whole.size),
    state: salvage(shape.state, whole.state),
    tags: salvage(shape.tags, whole.tags),
    defaultProject: (key) => salvage(defaultProjectSchema, whole[key]),
    isBroken: (path) => broken.has(formatPath(path)),
  };
}

/** Returns the number of datacenters that are written, however malformed each is. */
function countOf(datacenters: unknown): number {
  if (Array.isArray(datacenters)) return datacenters.length;
  return typeof datacenters === 'number' ? datacenters : 0;
}

/** Returns the value without the keys that the schema rejects, or undefined if the schema rejects the rest too. */
function salvage<T>(schema: z.ZodType<T>, value: unknown): T | undefined {
  const first = schema.safeParse(value);
  if (first.success) return first.data;
  const second = schema.safeParse(without(value, first.error.issues.flatMap(offendingPaths)));
  return second.success ? second.data : undefined;
}

function offendingPaths(fault: z.core.$ZodIssue): PropertyKey[][] {
  if (fault.code === 'unrecognized_keys') return fault.keys.map((key) => [...fault.path, key]);
  return [[...fault.path]];
}

/**
 * Copies a value without the keys at these paths. A fault inside a list removes the whole list, since removing one entry
 * would shift the indexes of the others.
 */
function without(value: unknown, paths: readonly (readonly PropertyKey[])[]): unknown {
  if (!isObject(value)) return value;
  const byKey = new Map<PropertyKey | undefined, PropertyKey[][]>();
  for (const [head, ...rest] of paths) {
    const known = byKey.get(head);
    if (known) known.push(rest);
    else byKey.set(head, [rest]);
  }
  const kept = Object.entries(value).flatMap(([key, child]) => {
    const below = byKey.get(key);
    if (below === undefined) return [[key, child]];
    const removed = below.some((rest) => rest.length === 0 || typeof rest[0] === 'number');
    return removed ? [] : [[key, without(child, below)]];
  });
  return Object.fromEntries(kept);
}

/** Returns every path that a fault may be about, through all forms of a union. */
function brokenPaths(fault: z.core.$ZodIssue, above: readonly PropertyKey[]): string[] {
  const path = [...above, ...fault.path];
  const inner =
    fault.code === 'invalid_union' ? fault.errors.flat().flatMap((nested) => brokenPaths(nested, path)) : [];
  const steps = path.map((step) => (typeof step === 'number' ? step : String(step)));
  // A fault inside a list takes the whole list away, as `without` does.
  const list = steps.findIndex((step) => typeof step === 'number');
  return [formatPath(steps), ...(list > 0 ? [formatPath(steps.slice(0, list))] : []), ...inner];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
