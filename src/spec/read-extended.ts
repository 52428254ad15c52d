import { failed, passed, type Checked } from '../kernel/checked';
import type { Issue } from '../kernel/issue';
import { suggest } from '../kernel/suggest';
import { extendsIn, type Extends, type SpecText } from './extends';
import * as issues from './issues/extends';
import { mergedOver, shifted, tryWithout } from './source/merge';
import { readSource, type ReadSource } from './source/read';
import { placeAt, placeOf, plainValue, tryFindNode, type Source, type SourceNode } from './source/source';
import { sharedWithBase } from './shared-with-base';
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
  const own = layers[0]!;
  // Each layer with all that it takes from those below.
  const whole = layers.slice(-1);
  for (const layer of layers.slice(0, -1).reverse()) {
    const { root, issues: lacking } = leftOut(whole[0]!, layer, extendsIn(layer));
    found.push(...lacking);
    whole.unshift({ ...layer, root: mergedOver(layer.root, root) });
  }
  const [merged = own, ...below] = whole;
  return passed({ source: merged, issues: [...found, ...sharedWithBase({ own, bases: below, merged })] });
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
