import { forcesReplacement } from '../../kernel/replacement';
import { terraformName } from '../../plan/naming';
import { ignoredChanges, isIgnored } from './ignored-changes';
import { TRIGGER, type Reference } from './references';
import { changeOf, type Findings, type ProviderKnowledge, type ResourceChange } from './resource-changes';
import type { StackElement, StackElements } from './stack-elements';

/**
 * Returns the changes of each stack, with the changes that follow in the elements that refer to changed ones.
 *
 * Terraform keeps the arguments of a replaced resource that its configuration states; every other attribute (`id`,
 * `arn`) is new. So there is news of each replaced resource, and of each argument with another value. News concerns the
 * elements that refer to that resource or argument: their argument has another value too, which is news of them; and if
 * it cannot change in place they are replaced, which is news again. An argument that is stated and stays the same is no
 * news, and replaces nothing.
 *
 * Data sources and outputs are followed like resources, so that news crosses from stack to stack. A Google id reads the
 * same after a replacement, and counts all the same: nothing can be destroyed while something in another stack still
 * uses it.
 *
 * There is news once of each argument and once of each replacement, and an index gives the readers of each: the work
 * grows with the number of references, not with the number of pairs of resources.
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

/** An element that both versions have, with the findings about it so far. */
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

/**
 * News of an attribute says that it has another value; news without one says that every attribute is new that the
 * configuration does not state.
 */
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

/** Returns the elements that refer to each element, by its key. */
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

/**
 * Returns what a referring element passes on: its argument changed and, if that argument cannot change in place, it is
 * replaced.
 */
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

/** True if a reference is to what the news is of. */
function concerns({ attribute }: Reference, news: News): boolean {
  if (attribute === undefined || attribute === news.attribute) return true;
  return news.attribute === undefined && (news.of.element.body[attribute] ?? undefined) === undefined;
}

/**
 * Returns the changed resources of a stack, sorted by address; data sources and outputs, which only pass values on, are
 * left out.
 */
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
