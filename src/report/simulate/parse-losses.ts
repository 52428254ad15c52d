import { failed, passed, type Checked } from '../../kernel/checked';
import type { Issue } from '../../kernel/issue';
import { suggest } from '../../kernel/suggest';
import { lossUnknown } from './issues';
import { LOSS_KINDS, lossWord, type Loss } from './loss';
import { linkLosses, machines, singleLosses } from './losses';
import type { DatacenterModel, Model } from './model';

/** Losses that a command line asks for: those that happen together, and kinds to be tried in turn on top of them. */
export interface AskedLosses {
  readonly together: readonly Loss[];
  readonly inTurn: readonly Loss['kind'][];
}

/** Reads the words of `--lose`: `zone:us-east/a` is that zone, `zone` is each zone in turn. */
export function parseLosses(model: Model, words: readonly string[], option = '--lose'): Checked<AskedLosses> {
  const known = knownLosses(model);
  const together: Loss[] = [];
  const inTurn = new Set<Loss['kind']>();
  const faults: Issue[] = [];
  for (const word of words) {
    const kind = LOSS_KINDS.find((it) => it === word);
    const loss = known.get(word);
    if (kind) inTurn.add(kind);
    else if (!loss) faults.push(lossUnknown(option, word, nearest(word, known), examplesOf(known)));
    else if (isCounted(loss) || !together.some((it) => lossWord(it) === lossWord(loss))) together.push(loss);
  }
  return faults.length > 0 ? failed(faults) : passed({ together, inTurn: [...inTurn] });
}

/** Returns the kinds of losses, and a word for each loss: of those that name the same one, the shortest and first. */
export function lossWords(model: Model): readonly string[] {
  const byLoss = new Map<string, string>();
  for (const [word, loss] of knownLosses(model)) {
    const other = byLoss.get(lossWord(loss));
    if (other === undefined || word.length < other.length) byLoss.set(lossWord(loss), word);
  }
  return [...LOSS_KINDS, ...byLoss.values()];
}

/** Returns the sets of losses that the words ask for, each of which is one case. */
export function casesOf(model: Model, { together, inTurn }: AskedLosses): readonly (readonly Loss[])[] {
  if (inTurn.length === 0) return [together];
  const there = new Set(together.map(lossWord));
  return singleLosses(model)
    .filter((loss) => inTurn.includes(loss.kind) && (isCounted(loss) || !there.has(lossWord(loss))))
    .map((loss) => [...together, loss]);
}

/** True for machines that have no names of their own: the same word twice means two of them. */
function isCounted(loss: Loss): boolean {
  return loss.kind === 'node' && ['kong', 'control', 'redis'].includes(loss.role);
}

/** Returns every loss by each word that names it. A link may be named from either end, with one hyphen or two. */
function knownLosses(model: Model): ReadonlyMap<string, Loss> {
  const words = new Map<string, Loss>();
  for (const at of model.datacenters) for (const [word, loss] of wordsThere(at)) words.set(word, loss);
  const short = new Map<string, Loss | undefined>();
  for (const link of linkLosses(model)) {
    if (link.kind !== 'link') continue;
    const [one, other] = link.ends;
    words.set(`link:${one}--${other}`, link).set(`link:${other}--${one}`, link);
    for (const word of [`link:${one}-${other}`, `link:${other}-${one}`])
      short.set(word, short.has(word) ? undefined : link);
  }
  for (const [word, link] of short) if (link && !words.has(word)) words.set(word, link);
  return words;
}

function wordsThere(at: DatacenterModel): [string, Loss][] {
  const { name } = at;
  const zones = at.zones.flatMap(({ name: zone, letter }): [string, Loss][] => {
    const loss: Loss = { kind: 'zone', datacenter: name, zone: letter };
    return [
      [lossWord(loss), loss],
      [`zone:${name}/${zone}`, loss],
    ];
  });
  return [
    ...machines(at).map((loss): [string, Loss] => [lossWord(loss), loss]),
    ...zones,
    [`datacenter:${name}`, { kind: 'datacenter', datacenter: name }],
  ];
}

function nearest(word: string, known: ReadonlyMap<string, Loss>): string | undefined {
  const all = [...LOSS_KINDS, ...known.keys()];
  // A bare name is a frequent slip: the kind is missing.
  return all.find((it) => it.slice(it.indexOf(':') + 1) === word && it !== word) ?? suggest(word.slice(0, 200), all);
}

/** Returns one word for each kind of loss that the topology has. */
function examplesOf(known: ReadonlyMap<string, Loss>): string[] {
  return LOSS_KINDS.flatMap((kind) => [...known].find(([, loss]) => loss.kind === kind)?.[0] ?? []);
}
