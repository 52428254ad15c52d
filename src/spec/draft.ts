import type { z } from 'zod';
import { formatPath, type PathStep } from '../kernel/issue';
import {
  datacenterSchema,
  datastoreSchema,
  defaultProjectSchema,
  kongSchema,
  linksSchema,
  networkSchema,
  specSchema,
  stateSchema,
  type DatacenterDocument,
  type SpecDocument,
} from './schema';

/**
 * The well-formed parts of a spec that as a whole may not be: the rules look at each of them, so that one run tells of
 * every fault. A part that is undefined is not well-formed, which the user is told elsewhere.
 */
export interface Draft {
  readonly name: string | undefined;
  /** In the user's order. Of the short form, the ones that it stands for. */
  readonly datacenters: readonly DatacenterDraft[];
  /** The number, where the short form was used. */
  readonly datacenterCount: number | undefined;
  /** Whether `datacenters` are all that the user wrote. */
  readonly complete: boolean;
  readonly kong: SpecDocument['kong'] | undefined;
  readonly datastore: SpecDocument['datastore'] | undefined;
  readonly links: SpecDocument['links'] | undefined;
  readonly network: SpecDocument['network'] | undefined;
  readonly state: SpecDocument['state'] | undefined;
  readonly tags: SpecDocument['tags'] | undefined;
  /** The default project that stands under a cloud's key at the top level. */
  readonly defaultProject: (key: string) => string | undefined;
  /** Whether the structure is at fault exactly here. A rule about something left out asks, since it may be there, malformed. */
  readonly isBroken: (path: readonly PathStep[]) => boolean;
}

/** A datacenter and where it stands. */
export interface DatacenterDraft {
  readonly path: readonly PathStep[];
  readonly document: DatacenterDocument;
}

/** The draft of any value whatever. `faults`: what the schema says against it. */
export function draftOf(value: unknown, faults: readonly z.core.$ZodIssue[]): Draft {
  const whole = isObject(value) ? value : {};
  const list = Array.isArray(whole.datacenters) ? whole.datacenters : [];
  const datacenters = list.flatMap((entry, i) => {
    const document = salvage(datacenterSchema, entry);
    return document ? [{ path: ['datacenters', i], document }] : [];
  });
  const broken = new Set(faults.flatMap((fault) => brokenPaths(fault, [])));
  return {
    name: salvage(specSchema.shape.name, whole.name),
    datacenters,
    datacenterCount: typeof whole.datacenters === 'number' ? whole.datacenters : undefined,
    complete: Array.isArray(whole.datacenters) && datacenters.length === list.length,
    kong: salvage(kongSchema, whole.kong ?? {}),
    datastore: salvage(datastoreSchema, whole.datastore ?? {}),
    links: salvage(linksSchema, whole.links ?? {}),
    network: salvage(networkSchema, whole.network ?? {}),
    state: salvage(stateSchema, whole.state ?? { backend: 'local' }),
    tags: salvage(specSchema.shape.tags, whole.tags),
    defaultProject: (key) => salvage(defaultProjectSchema, whole[key]),
    isBroken: (path) => broken.has(formatPath(path)),
  };
}

/** What is left of a value when the keys that do not fit are taken away; undefined when that is nothing useful. */
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

/** A copy without the keys at these paths. A fault inside a list takes the list away: its indexes must stay true. */
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

/** Every place that a fault may be about, in all the forms of a union. */
function brokenPaths(fault: z.core.$ZodIssue, above: readonly PropertyKey[]): string[] {
  const path = [...above, ...fault.path];
  const inner =
    fault.code === 'invalid_union' ? fault.errors.flat().flatMap((nested) => brokenPaths(nested, path)) : [];
  return [formatPath(path.map((step) => (typeof step === 'number' ? step : String(step)))), ...inner];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
