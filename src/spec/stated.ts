import type { SpecDocument } from './schema';
import type { Spec } from './spec';

/**
 * The paths of the fields that the user wrote: `kong.version`, and below a datacenter by its name, since its place in
 * the list says nothing: `datacenters[us-east].share`. A field that is not among them has its default. The entries of other
 * lists are not told apart: `kong.plugins` stands for them all.
 */
export type StatedPaths = ReadonlySet<string>;

/** A spec with every default filled in, and the fields of it that the user wrote. */
export interface StatedSpec {
  readonly spec: Spec;
  readonly stated: StatedPaths;
  /** The value of the text, with what it extends. */
  readonly written: unknown;
  /** The same after validation, with the fixed defaults filled in. */
  readonly document: SpecDocument;
  /** The same at the size production; the spec itself if that is its size. */
  readonly production: Spec;
}

/** Returns the paths of the fields that a spec states. `written` has passed every rule. */
export function statedPaths(written: unknown): StatedPaths {
  return new Set(pathsIn(written, ''));
}

function pathsIn(value: unknown, parent: string): string[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const path = parent === '' ? key : `${parent}.${key}`;
    return [path, ...(path === 'datacenters' ? datacenterPaths(child) : pathsIn(child, path))];
  });
}

function datacenterPaths(datacenters: unknown): string[] {
  if (!Array.isArray(datacenters)) return [];
  return datacenters.flatMap((it: { readonly name: string } | null) => pathsIn(it, `datacenters[${it?.name}]`));
}
