import * as z from 'zod';
import type { PathStep } from '../kernel/issue';
import { text } from './schema-values';
import { readSource } from './source/read';
import { placeOf, plainValue, type Place, type Source } from './source/source';

/** The text of a spec, or of one that it extends. */
export interface SpecText {
  /** Name of the file as the user wrote it, or as it follows from that and from `extends`. */
  readonly file: string;
  readonly text: string;
}

/** A name that means the same file wherever the repository lies: no address, no root, no word of a shell. */
const baseFile = text(
  /^[^/\\:*?"'`<>|$%{}\u0000-\u001f][^\\:*?"'`<>|$%{}\u0000-\u001f]*\.(json|ya?ml)$/,
  'must be the path of a .json or .yaml file, from the folder of this one',
);

/** A path such as `kong.upgrade`, `datacenters[us-west]` or `tags.team`. */
const basePath = text(
  /^[A-Za-z][A-Za-z0-9_./@-]*(\[[A-Za-z0-9_-]+\](\.[A-Za-z0-9_./@-]+)?)?$/,
  'must be a path such as kong.upgrade, datacenters[us-west] or tags.team',
);

/** `extendsSchema` is the schema of the key `extends`. */
export const extendsSchema = z.union([
  baseFile.meta({ description: 'Path of that spec.' }),
  z.strictObject({
    file: baseFile.meta({ description: 'Path of that spec.' }),
    without: z.array(basePath).min(1).max(1_000).meta({
      description: 'What is not taken from it: paths such as datacenters[us-west] or kong.upgrade.',
    }),
  }),
]);

/** The words of a spec about the one that it extends. */
export interface Extends {
  /** Path from the folder of the spec that says it. */
  readonly file: string;
  /** Path of the file's name in the spec. */
  readonly path: readonly PathStep[];
  readonly without: readonly string[];
}

/** Returns what a tree says of its base; undefined if it has none, or if the schema will refuse what it says. */
export function extendsIn({ root }: Source): Extends | undefined {
  const node = root.kind === 'map' ? root.byKey.get('extends')?.value : undefined;
  const said = node && extendsSchema.safeParse(plainValue(node));
  if (!said?.success) return undefined;
  if (typeof said.data === 'string') return { file: said.data, path: ['extends'], without: [] };
  return { ...said.data, path: ['extends', 'file'] };
}

/**
 * Returns the file that a spec extends, as it is written there, with its place; undefined if it extends none, or is not
 * well-formed, which its parser reports.
 */
export function tryExtendedFile({ file, text: words }: SpecText): (Place & { readonly named: string }) | undefined {
  // Most specs extend nothing, and are read only once.
  if (!words.includes('extends')) return undefined;
  const read = readSource(words, file);
  const said = read.ok ? extendsIn(read.value.source) : undefined;
  return read.ok && said ? { named: said.file, ...placeOf(read.value.source, said.path) } : undefined;
}
