import { failed, passed, type Checked } from '../kernel/checked';
import type { Issue } from '../kernel/issue';
import { suggest } from '../kernel/suggest';
import { extendsIn, type Extends, type SpecText } from './extends';
import * as issues from './issues/extends';
import { mergedOver, shifted, tryWithout } from './source/merge';
import { readSource, type ReadSource } from './source/read';
import { placeAt, placeOf, plainValue, tryFindNode, type Source, type SourceNode } from './source/source';
import { statedPaths } from './stated';

/**
 * Reads the text of a spec and of those that it extends, the nearest first, into one tree, in which each node keeps its
 * place in its own file; or says why it cannot.
 */
export function readExtended(spec: SpecText, bases: readonly SpecText[]): Checked<ReadSource> {
  const read = [spec, ...bases].map(({ text, file }) => readSource(text, file));
  const faults = read.flatMap((it) => (it.ok ? [] : it.issues));
  if (faults.length > 0) return failed(faults);
  const layers = inOneSource(
    read.flatMap((it) => (it.ok ? [it.value.source] : [])),
    [spec, ...bases].map(({ text }) => text.length),
  );
  const unknown = unknownBase(layers);
  if (unknown) return failed([unknown]);
  const found = read.flatMap((it) => (it.ok ? it.value.issues : []));
  const merged = layers.reduceRight((base, own): Source => {
    const { root, issues: lacking } = leftOut(base, own, extendsIn(own));
    found.push(...lacking);
    return { ...own, root: mergedOver(own.root, root) };
  });
  return passed({ source: merged, issues: [...found, ...sameNames(layers), ...sameStates(layers, merged)] });
}

/** Returns the sources with offsets that tell all texts apart. */
function inOneSource(sources: readonly Source[], lengths: readonly number[]): readonly Source[] {
  const from = lengths.map((_, i) => lengths.slice(0, i).reduce((sum, length) => sum + length + 1, 0));
  const texts = sources.flatMap((source, i) => source.texts.map((text) => ({ ...text, from: from[i]! })));
  return sources.map(({ root }, i) => ({ root: i === 0 ? root : shifted(root, from[i]!), texts }));
}

/** Returns the fault of the last of the layers, if it extends a spec that is not there. */
function unknownBase(layers: readonly Source[]): Issue | undefined {
  const last = layers.at(-1)!;
  if (tryFindNode(last.root, ['extends']) === undefined) return undefined;
  const said = extendsIn(last);
  if (said) return issues.baseUnreachable(placeOf(last, said.path));
  // The schema has better words for the spec itself, and does not see those that it extends.
  return layers.length === 1 ? undefined : issues.baseExtendsMalformed(placeOf(last, ['extends']));
}

/** Returns the tree of a base without what a spec does not take from it. */
function leftOut(
  base: Source,
  own: Source,
  said: Extends | undefined,
): { readonly root: SourceNode; readonly issues: readonly Issue[] } {
  let { root } = base;
  const lacking = (said?.without ?? []).flatMap((left, i) => {
    const changed = tryWithout(root, left);
    if (changed) root = changed;
    if (changed) return [];
    const path = ['extends', 'without', i];
    const { file } = placeAt(base, base.root.start);
    const there = [...statedPaths(plainValue(root))];
    const suggestion = suggest(left, [...there, ...there.map((it) => it.replace(/\].*$/, ']'))]);
    return [issues.nothingToLeaveOut(path, placeOf(own, path), { left, file, suggestion })];
  });
  return { root, issues: lacking };
}

/** A name is part of every resource and of the state's path, so two specs of one name would take each other's. */
function sameNames([own, ...bases]: readonly Source[]): readonly Issue[] {
  const name = own && nameIn(own);
  const same = name === undefined ? undefined : bases.find((base) => nameIn(base) === name);
  if (!own || name === undefined || !same) return [];
  return [issues.nameOfBase(placeOf(own, ['name']), name, placeAt(same, same.root.start).file)];
}

/**
 * A prefix that is stated stands in the place of the name in the state's path, so a spec with the prefix or the name of its base
 * in the same bucket would have its state: the plan of one would be to take away what the other has.
 */
function sameStates([own, ...bases]: readonly Source[], merged: Source): readonly Issue[] {
  const bucket = textIn(merged, ['state', 'bucket']);
  const prefix = textIn(merged, ['state', 'prefix']);
  if (!own || bucket === undefined || prefix === undefined || textIn(own, ['state', 'bucket']) !== undefined) return [];
  const same = bases.find((base) => [textIn(base, ['state', 'prefix']), nameIn(base)].includes(prefix));
  if (!same) return [];
  const place = placeOf(own, textIn(own, ['state', 'prefix']) === undefined ? ['extends'] : ['state', 'prefix']);
  return [issues.stateOfBase(place, `${bucket}/${prefix}`, placeAt(same, same.root.start).file)];
}

function nameIn(source: Source): string | undefined {
  return textIn(source, ['name']);
}

function textIn({ root }: Source, path: readonly string[]): string | undefined {
  const node = tryFindNode(root, path);
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}
