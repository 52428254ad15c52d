import { DEFAULT_ENGINE } from '../datastores/registry';
import { mapNode, type ListNode, type MapEntry, type MapNode, type SourceNode } from './source';

/*
 * A spec that extends another one is that one with its own words over it:
 *
 * - objects are merged key by key, and what the spec states itself goes first;
 * - datacenters are matched by their names, those that the base does not have come at the end;
 * - any other list is taken whole, and so is what stands in `WHOLE`;
 * - a section that names another kind of itself, such as another backend, is taken whole: keys of the other kind do not fit it;
 * - a section that names another release takes nothing that says where the base's own comes from, nor its checksum.
 */

/** The parts of a machine type say nothing one by one. */
const WHOLE: readonly string[] = ['machineType'];

/** The key that tells the kinds of a section apart, by the section's path, and the kind of one without it. */
const KIND_KEYS: Readonly<Record<string, { readonly key: string; readonly usual?: string }>> = {
  datastore: { key: 'engine', usual: DEFAULT_ENGINE },
  state: { key: 'backend' },
  'kong.upgrade': { key: 'strategy' },
};

/** The key that names the release of a section, by the section's path, and the keys that hold of one release alone. */
const OF_RELEASE: Readonly<Record<string, { readonly key: string; readonly bound: readonly string[] }>> = {
  kong: { key: 'version', bound: ['packageUrl', 'packageSha256'] },
  'kong.upgrade': { key: 'to', bound: ['packageUrl', 'packageSha256'] },
  datastore: { key: 'version', bound: ['packageSha256'] },
};

/** Keys that a spec does not take from its base: they say which file this is. */
const OWN_KEYS: readonly string[] = ['$schema', 'name', 'extends'];

/** Returns the tree of a spec over that of its base. Each node keeps its place. */
export function mergedOver(own: SourceNode, base: SourceNode): SourceNode {
  if (own.kind !== 'map' || base.kind !== 'map') return own;
  const inherited = base.entries.filter(({ key }) => !OWN_KEYS.includes(key));
  return mergedMaps(own, mapNode(base.start, inherited), '');
}

function mergedMaps(own: MapNode, base: MapNode, path: string): MapNode {
  const left = boundToRelease(own, base, path);
  const taken = [...base.byKey.values()].filter(({ key }) => own.byKey.has(key) || !left.includes(key));
  const inherited = taken.map((entry): MapEntry => {
    const over = own.byKey.get(entry.key);
    if (over === undefined) return entry;
    return { ...over, value: merged(over.value, entry.value, path === '' ? over.key : `${path}.${over.key}`) };
  });
  const added = [...own.byKey.values()].filter(({ key }) => !base.byKey.has(key));
  return mapNode(own.start, [...inherited, ...added]);
}

function merged(own: SourceNode, base: SourceNode, path: string): SourceNode {
  if (WHOLE.some((key) => path === key || path.endsWith(`.${key}`))) return own;
  if (own.kind === 'list' && base.kind === 'list') return path === 'datacenters' ? mergedByName(own, base) : own;
  if (own.kind !== 'map' || base.kind !== 'map' || isOfAnotherKind(own, base, path)) return own;
  return mergedMaps(own, base, path);
}

function isOfAnotherKind(own: MapNode, base: MapNode, path: string): boolean {
  const kind = Object.hasOwn(KIND_KEYS, path) ? KIND_KEYS[path] : undefined;
  if (kind === undefined || !own.byKey.has(kind.key)) return false;
  return valueAt(own, kind.key) !== (valueAt(base, kind.key) ?? kind.usual);
}

/** Returns the keys of the base that hold of the release that it names, if the spec names another. */
function boundToRelease(own: MapNode, base: MapNode, path: string): readonly string[] {
  const release = Object.hasOwn(OF_RELEASE, path) ? OF_RELEASE[path] : undefined;
  if (release === undefined || !own.byKey.has(release.key)) return [];
  const named = valueAt(base, release.key);
  return named === undefined || named === valueAt(own, release.key) ? [] : release.bound;
}

function mergedByName(own: ListNode, base: ListNode): ListNode {
  const names = new Set(base.items.map(nameOf).filter((name) => name !== undefined));
  const inherited = base.items.map((item) => {
    const name = nameOf(item);
    const over = name === undefined ? undefined : own.items.find((it) => nameOf(it) === name);
    return over ? merged(over, item, 'datacenters[]') : item;
  });
  const seen = new Set<unknown>();
  // A name that stands twice in the spec itself stays there twice, so that a rule refuses it.
  const added = own.items.filter((item) => {
    const name = nameOf(item);
    const isMatched = name !== undefined && names.has(name) && !seen.has(name);
    seen.add(name);
    return !isMatched;
  });
  return { kind: 'list', start: own.start, items: [...inherited, ...added] };
}

/** Returns the word by which an entry of a list is known: its name, or itself. */
function nameOf(item: SourceNode): unknown {
  if (item.kind === 'scalar') return item.value;
  return item.kind === 'map' ? valueAt(item, 'name') : undefined;
}

function valueAt(node: MapNode, key: string): unknown {
  const value = node.byKey.get(key)?.value;
  return value?.kind === 'scalar' ? value.value : undefined;
}

/**
 * Returns a tree without the value at a path such as `kong.upgrade` or `datacenters[us-west].share`; undefined if there is
 * none.
 */
export function tryWithout(node: SourceNode, path: string): SourceNode | undefined {
  if (node.kind === 'map') return tryWithoutKey(node, path);
  const [, name, rest = ''] = /^\[([^\]]*)\]\.?(.*)$/.exec(path) ?? [];
  if (node.kind === 'scalar' || name === undefined) return undefined;
  const at = node.items.findIndex((item) => nameOf(item) === name);
  const item = node.items[at];
  if (item === undefined) return undefined;
  if (rest === '') return { ...node, items: node.items.toSpliced(at, 1) };
  const changed = tryWithout(item, rest);
  return changed && { ...node, items: node.items.with(at, changed) };
}

function tryWithoutKey(node: MapNode, path: string): SourceNode | undefined {
  const entries = [...node.byKey.values()];
  if (node.byKey.has(path)) {
    const others = entries.filter(({ key }) => key !== path);
    return mapNode(node.start, others);
  }
  for (const entry of entries) {
    const { key } = entry;
    if (!path.startsWith(key) || !'.['.includes(path[key.length] ?? ' ')) continue;
    const value = tryWithout(entry.value, path.slice(key.length).replace(/^\./, ''));
    if (value)
      return mapNode(
        node.start,
        entries.map((it) => (it === entry ? { ...entry, value } : it)),
      );
  }
  return undefined;
}

/** Returns a tree whose offsets begin elsewhere. */
export function shifted(node: SourceNode, by: number): SourceNode {
  const start = node.start + by;
  if (node.kind === 'scalar') return { ...node, start };
  if (node.kind === 'list') return { ...node, start, items: node.items.map((item) => shifted(item, by)) };
  const entries = node.entries.map(({ key, keyStart, value }) => ({
    key,
    keyStart: keyStart + by,
    value: shifted(value, by),
  }));
  return mapNode(start, entries);
}
