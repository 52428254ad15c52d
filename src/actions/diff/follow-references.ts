import { forcesReplacement } from '../../kernel/replacement';
import { terraformName } from '../../plan/naming';
import { ignoredChanges, isIgnored } from './ignored-changes';
import { TRIGGER, type Reference } from './references';
import { changeOf, type Findings, type ProviderKnowledge, type ResourceChange } from './resource-changes';
import type { StackElement, StackElements } from './stack-elements';

/**
 * The changes of each stack, with what follows from them in whatever refers to what changes.
 *
 * Of a replaced resource Terraform knows what its configuration states; every attribute beside that (`id`, `arn`) is new.
 * So there is news of each replaced resource, and of each argument with another value. News goes to those who refer to
 * just that: their argument has another value too, which is news of them; and where it cannot change in place they are
 * replaced, which is news again. A name that is stated and stays is no news, and forces nobody.
 *
 * Data sources and outputs are on the way like resources, so that news crosses from stack to stack. A Google id reads the
 * same after a replacement, and counts all the same: nothing can go while something in another stack still uses it.
 *
 * There is news once of each argument and once of each replacement, and each finds its readers in an index: the work grows
 * with the references, not with the pairs of resources.
 */
export function followReferences(
  direct: ReadonlyMap<string, readonly ResourceChange[]>,
  staying: ReadonlyMap<string, StackElements>,
  knowledgeOf: (stack: string) => ProviderKnowledge,
): Map<string, ResourceChange[]> {
  const subjects = subjectsOf(staying);
  const readers = readersOf(subjects);
  const queue = [...direct].flatMap(([stack, changes]) =>
    changes.flatMap((change) => firstNews(subjects.get(keyOf(stack, change.address)), change)),
  );
  for (let news = queue.pop(); news !== undefined; news = queue.pop())
    for (const { reader, reference } of readers.get(news.of.key) ?? [])
      if (concerns(reference, news)) queue.push(...learn(reader, reference, news.of, knowledgeOf(reader.stack)));
  const found = (stack: string): Subject[] =>
    [...(staying.get(stack)?.keys() ?? [])].flatMap((address) => subjects.get(keyOf(stack, address)) ?? []);
  return new Map([...direct].map(([stack, changes]) => [stack, complete(changes, found(stack), knowledgeOf(stack))]));
}

/** An element that both versions have, and what has been found of it so far. */
interface Subject extends Findings {
  readonly key: string;
  readonly stack: string;
  readonly address: string;
  readonly element: StackElement;
  readonly changed: Set<string>;
  readonly replacedFor: Set<string>;
  readonly takesFrom: Set<string>;
  readonly forcedBy: Set<string>;
}

/** That an attribute has another value; without one, that everything is new which the configuration does not state. */
interface News {
  readonly of: Subject;
  readonly attribute?: string;
}

interface Reading {
  readonly reader: Subject;
  readonly reference: Reference;
}

function keyOf(stack: string, address: string): string {
  return `${terraformName(stack)}/${address}`;
}

function subjectsOf(staying: ReadonlyMap<string, StackElements>): Map<string, Subject> {
  const all = [...staying].flatMap(([stack, elements]) =>
    [...elements].map(([address, element]): Subject => {
      const key = keyOf(stack, address);
      return { key, stack, address, element, ...nothingFound() };
    }),
  );
  return new Map(all.map((subject) => [subject.key, subject]));
}

function nothingFound(): Pick<Subject, keyof Findings> {
  return { changed: new Set(), replacedFor: new Set(), takesFrom: new Set(), forcedBy: new Set() };
}

/** Who refers to each, by key. */
function readersOf(subjects: ReadonlyMap<string, Subject>): Map<string, Reading[]> {
  const readers = new Map<string, Reading[]>();
  for (const reader of subjects.values())
    for (const reference of reader.element.references) {
      const key = keyOf(reference.stack ?? reader.stack, reference.address);
      const known = readers.get(key);
      if (known) known.push({ reader, reference });
      else readers.set(key, [{ reader, reference }]);
    }
  return readers;
}

function firstNews(subject: Subject | undefined, change: ResourceChange): News[] {
  if (!subject) return [];
  return [
    ...change.changed.flatMap((name) => noteChanged(subject, name)),
    ...change.replacedFor.flatMap((path) => noteReplaced(subject, path)),
  ];
}

/** What a reader of news has to tell in its turn. */
function learn(reader: Subject, { path }: Reference, source: Subject, { rules }: ProviderKnowledge): News[] {
  const { type, body } = reader.element;
  if (isIgnored(path, ignoredChanges(body))) return [];
  const isTrigger = path === TRIGGER;
  const isForced = isTrigger || forcesReplacement(rules, type, body, path);
  const name = source.stack === reader.stack ? source.address : `${source.address} of ${source.stack}`;
  (isForced ? reader.forcedBy : reader.takesFrom).add(name);
  return [
    ...(isTrigger ? [] : noteChanged(reader, path.split('.')[0] ?? path)),
    ...(isForced ? noteReplaced(reader, path) : []),
  ];
}

function noteChanged(subject: Subject, attribute: string): News[] {
  if (subject.changed.has(attribute)) return [];
  subject.changed.add(attribute);
  return [{ of: subject, attribute }];
}

function noteReplaced(subject: Subject, path: string): News[] {
  const isFirst = subject.replacedFor.size === 0;
  subject.replacedFor.add(path);
  return isFirst ? [{ of: subject }] : [];
}

/** Whether a reference is to what the news is of. */
function concerns({ attribute }: Reference, news: News): boolean {
  if (attribute === undefined || attribute === news.attribute) return true;
  return news.attribute === undefined && (news.of.element.body[attribute] ?? undefined) === undefined;
}

/** The resources of a stack that change one way or another, sorted by address; what values only pass through is left out. */
function complete(
  direct: readonly ResourceChange[],
  found: readonly Subject[],
  knowledge: ProviderKnowledge,
): ResourceChange[] {
  const comeAndGo = direct.filter(({ action }) => action === 'add' || action === 'remove');
  const stay = found
    .filter((it) => it.changed.size + it.replacedFor.size > 0)
    .map((it) => changeOf(it.address, it.element.type, it, knowledge));
  return [...comeAndGo, ...stay]
    .filter(({ address }) => !/^(data|output)\./.test(address))
    .sort((a, b) => (a.address < b.address ? -1 : 1));
}
