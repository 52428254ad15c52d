import type { PathStep, Position } from '../../kernel/issue';

/**
 * A node of the tree of a spec's text, with its place in the text. The readers of JSON and of YAML make the same kind of
 * tree, so that everything after them is the same for both.
 */
export type SourceNode = ScalarNode | ListNode | MapNode;

export interface ScalarNode {
  readonly kind: 'scalar';
  /** Offset of its first character in the text. */
  readonly start: number;
  readonly value: string | number | boolean | null;
  /** The value as the user wrote it: `2.10` where the number is 2.1. */
  readonly text: string;
}

export interface ListNode {
  readonly kind: 'list';
  readonly start: number;
  readonly items: readonly SourceNode[];
}

export interface MapNode {
  readonly kind: 'map';
  readonly start: number;
  /** The entries in order of the text. A key may occur twice: `duplicateKeys` finds those. */
  readonly entries: readonly MapEntry[];
  /** The entries by key; of a key that occurs twice, the first. */
  readonly byKey: ReadonlyMap<string, MapEntry>;
}

export interface MapEntry {
  readonly key: string;
  readonly keyStart: number;
  readonly value: SourceNode;
}

/** A tree with the texts that it was read from: that of a spec, then those that it extends. */
export interface Source {
  readonly root: SourceNode;
  /** In order of their offsets. An offset in the tree counts from the begin of the first text. */
  readonly texts: readonly SourceText[];
}

/** One text of a source. */
export interface SourceText {
  /** Name of the file as the user wrote it. */
  readonly file: string;
  /** Offset of its first character in the source. */
  readonly from: number;
  /** Offsets in the text itself. */
  readonly lines: LineStarts;
}

/** A place in one of the files of a source. */
export interface Place {
  readonly file: string;
  readonly position: Position;
  /** Offset in the source, by which places are sorted. */
  readonly offset: number;
}

/** Offset of each line's first character. */
export type LineStarts = readonly number[];

/** A reader follows lists and objects at most this many levels deep; a spec needs five. */
export const MAXIMUM_DEPTH = 32;

export function mapNode(start: number, entries: readonly MapEntry[]): MapNode {
  const byKey = new Map<string, MapEntry>();
  for (const entry of entries) if (!byKey.has(entry.key)) byKey.set(entry.key, entry);
  return { kind: 'map', start, entries, byKey };
}

/** Returns the plain value of a node. */
export function plainValue(node: SourceNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plainValue);
  // fromEntries makes own properties even of `__proto__`, which assignment would not.
  return Object.fromEntries([...node.byKey].map(([key, entry]) => [key, plainValue(entry.value)]));
}

/** Returns the node at a path, or undefined. */
export function tryFindNode(root: SourceNode, path: readonly PathStep[]): SourceNode | undefined {
  let node: SourceNode | undefined = root;
  for (const step of path) {
    if (node === undefined) return undefined;
    node = childOf(node, step);
  }
  return node;
}

function childOf(node: SourceNode, step: PathStep): SourceNode | undefined {
  if (node.kind === 'list') return typeof step === 'number' ? node.items[step] : undefined;
  if (node.kind === 'map') return typeof step === 'string' ? node.byKey.get(step)?.value : undefined;
  return undefined;
}

/** Returns the place of the value at a path; if it is missing, of the nearest value around it that is there. */
export function placeOf(source: Source, path: readonly PathStep[]): Place {
  for (let length = path.length; length > 0; length--) {
    const node = tryFindNode(source.root, path.slice(0, length));
    if (node) return placeAt(source, node.start);
  }
  return placeAt(source, source.root.start);
}

/** Returns the place of the last key of a path, or of the value if the last step is an index. */
export function keyPlaceOf(source: Source, path: readonly PathStep[]): Place {
  const parent = tryFindNode(source.root, path.slice(0, -1));
  const entry = parent?.kind === 'map' ? parent.byKey.get(String(path.at(-1))) : undefined;
  return entry ? placeAt(source, entry.keyStart) : placeOf(source, path);
}

/** Returns the file, line and column of an offset in a source. */
export function placeAt({ texts }: Source, offset: number): Place {
  const text = texts.findLast(({ from }) => from <= offset) ?? texts[0]!;
  return { file: text.file, position: positionAt(text.lines, offset - text.from), offset };
}

/** Returns the offset of each line. A line ends where editors end it: at a line feed, a carriage return, or both. */
export function lineStarts(text: string): LineStarts {
  return [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), (match) => match.index + match[0].length)];
}

/** Returns line and column of an offset, counted from 1. A tab is one column. */
export function positionAt(lines: LineStarts, offset: number): Position {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lines[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (lines[low] ?? 0) + 1 };
}

/** A key that one object has twice. */
export interface DuplicateKey {
  readonly path: readonly PathStep[];
  readonly keyStart: number;
  readonly firstKeyStart: number;
}

/** Returns every repeated key, in order of the text. */
export function duplicateKeys(node: SourceNode, path: readonly PathStep[] = []): DuplicateKey[] {
  if (node.kind === 'scalar') return [];
  if (node.kind === 'list') return node.items.flatMap((item, i) => duplicateKeys(item, [...path, i]));
  const first = new Map<string, number>();
  return node.entries.flatMap(({ key, keyStart, value }) => {
    const firstKeyStart = first.get(key);
    if (firstKeyStart === undefined) {
      first.set(key, keyStart);
      return duplicateKeys(value, [...path, key]);
    }
    return [{ path: [...path, key], keyStart, firstKeyStart }];
  });
}
