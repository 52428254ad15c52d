import type * as z from 'zod';
import { formatPath, type Issue, type PathStep } from '../kernel/issue';
import { suggest } from '../kernel/suggest';
import { fieldPath, fieldsAt, specFields, type Field } from './fields';
import * as issues from './issues/structure';
import { NOT_DONE } from './not-done';
import { keyPlaceOf, tryFindNode, type Source } from './source/source';

type ZodIssue = z.core.$ZodIssue;
type Path = readonly PathStep[];

/**
 * Translates the schema's complaints into issues, each at its place. Where a value may have several forms (a number or a
 * list of datacenters), the complaints are those of the form that the user evidently meant.
 *
 * @param most complaints, and unknown keys of one object, that are reported
 */
export function structureIssues(found: readonly ZodIssue[], source: Source, most: number): Issue[] {
  const context = { source, fields: specFields(), most };
  // The schema measures values of another kind too, such as a text in the place of a list.
  const ofAnotherKind = new Set(found.filter(({ code }) => code === 'invalid_type').map(({ path }) => path.join('\n')));
  return found
    .filter(({ code, path }) => !(code.startsWith('too_') && ofAnotherKind.has(path.join('\n'))))
    .slice(0, most)
    .flatMap((complaint) => translate(complaint, [], context));
}

interface Context {
  readonly source: Source;
  readonly fields: readonly Field[];
  /**
   * At most this many complaints, and unknown keys of one object, are looked at: each costs a search for what may be meant.
   */
  readonly most: number;
}

function translate(complaint: ZodIssue, above: Path, context: Context): Issue[] {
  const path: Path = [...above, ...complaint.path.map((step) => (typeof step === 'number' ? step : String(step)))];
  switch (complaint.code) {
    case 'unrecognized_keys':
      return complaint.keys.slice(0, context.most).map((key) => unknownKey(path, key, context));
    case 'invalid_union':
      return translateUnion(complaint, path, context);
    case 'invalid_type':
      return [wrongType(path, [complaint.expected], context)];
    case 'invalid_value':
      return [notAChoice(path, complaint.values.map(String), context)];
    case 'too_small':
      return [tooSmall(complaint, path, context)];
    case 'too_big':
      return [tooLarge(complaint, path, context)];
    case 'invalid_format':
      return [issues.malformedText(path, valueAt(path, context), complaint.message)];
    default:
      throw new Error(`the schema complains in a way that has no words yet: ${complaint.code} at ${formatPath(path)}`);
  }
}

function translateUnion(complaint: z.core.$ZodIssueInvalidUnion, path: Path, context: Context): Issue[] {
  const node = tryFindNode(context.source.root, path);
  if (complaint.discriminator !== undefined) {
    const choices = (complaint as { readonly options?: readonly unknown[] }).options ?? [];
    // A member that is found without the key counts as a choice of nothing, which nobody can write.
    const words = choices.filter((it) => it !== undefined).map(String);
    return [node ? notAChoice(path, words, context) : missingKey(path, context)];
  }
  const meant = complaint.errors.find((form) => !form.some(isOfAnotherKind));
  if (meant) return meant.flatMap((inner) => translate(inner, path, context));
  const expected = complaint.errors.flatMap((form) => form.filter(isOfAnotherKind).map((inner) => inner.expected));
  return [wrongType(path, expected, context)];
}

/** True if the kind of the value itself rules a form of a union out. */
function isOfAnotherKind(complaint: ZodIssue): complaint is z.core.$ZodIssueInvalidType {
  return complaint.code === 'invalid_type' && complaint.path.length === 0;
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text in quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function wrongType(path: Path, expected: readonly string[], context: Context): Issue {
  const node = tryFindNode(context.source.root, path);
  if (!node) return missingKey(path, context);
  const written = node.kind === 'scalar' ? node.text : '';
  const value = valueAt(path, context);
  if (typeof value === 'number' && !Number.isFinite(value)) return issues.notFinite(path, written);
  if (typeof value === 'number' && expected.length === 1 && expected[0] === 'string')
    return issues.numberNeedsQuotes(path, written);
  const wholeNumberMeant = typeof value === 'number' && expected.includes('int');
  const kinds = expected.filter((kind) => !(wholeNumberMeant && kind !== 'int')).map((kind) => wordFor(kind, expected));
  return issues.wrongType(path, value, [...new Set(kinds)].join(' or '));
}

/** Returns the word for a kind of value. A union of a number and a list complains of `number` where a whole one is meant. */
function wordFor(kind: string, expected: readonly string[]): string {
  return KINDS[kind === 'number' && expected.includes('array') ? 'int' : kind] ?? kind;
}

function missingKey(path: Path, context: Context): Issue {
  const field = context.fields.find((candidate) => candidate.path === fieldPath(path));
  return issues.missingKey(
    path.slice(0, -1),
    String(path.at(-1)),
    asPhrase(field?.schema.description ?? 'it is required'),
  );
}

function unknownKey(parent: Path, key: string, context: Context): Issue {
  const known = fieldsAt(context.fields, parent);
  const names = [...new Set(known.map((field) => field.name))].filter((name) => name !== '$schema');
  const { file, position } = keyPlaceOf(context.source, [...parent, key]);
  return { ...unknownKeyIssue(parent, key, names, known, context), file, position };
}

function unknownKeyIssue(
  parent: Path,
  key: string,
  names: readonly string[],
  known: readonly Field[],
  context: Context,
): Issue {
  const instead = NOT_DONE.get([fieldPath(parent), key].filter((part) => part !== '').join('.'));
  if (instead !== undefined) return issues.notDone(parent, key, instead);
  const forms = known.filter((field) => field.name === key).flatMap((field) => field.onlyWith ?? []);
  if (forms.length > 0) return issues.keyOfAnotherForm(parent, key, forms);
  const suggestion = suggest(key, names);
  const places = suggestion ? [] : placesOf(key, context.fields);
  if (places.length > 0) return issues.keyOfAnotherPlace(parent, key, [...new Set(places)]);
  return issues.unknownKey(parent, key, suggestion, names);
}

/** Returns the places where a key is known. One that goes with a choice alone is meant only if there is no other. */
function placesOf(key: string, fields: readonly Field[]): string[] {
  const known = fields.filter((field) => field.name === key);
  const always = known.filter((field) => field.onlyWith === undefined);
  return (always.length > 0 ? always : known).map(({ path }) => path);
}

function notAChoice(path: Path, choices: readonly string[], context: Context): Issue {
  const value = valueAt(path, context);
  if (value === undefined) return missingKey(path, context);
  return issues.notAChoice(path, value, choices, typeof value === 'string' ? suggest(value, choices) : undefined);
}

function tooSmall(complaint: z.core.$ZodIssueTooSmall, path: Path, context: Context): Issue {
  if (complaint.origin === 'array') return issues.emptyList(path);
  if (complaint.origin === 'string') return issues.emptyText(path);
  const bound = `${complaint.inclusive ? 'of at least' : 'greater than'} ${complaint.minimum}`;
  return issues.numberTooSmall(path, valueAt(path, context), bound);
}

function tooLarge(complaint: z.core.$ZodIssueTooBig, path: Path, context: Context): Issue {
  if (complaint.origin === 'array') return issues.listTooLong(path, lengthAt(path, context), String(complaint.maximum));
  const bound = `${complaint.inclusive ? 'of at most' : 'less than'} ${complaint.maximum}`;
  return issues.numberTooLarge(path, valueAt(path, context), bound);
}

function valueAt(path: Path, context: Context): unknown {
  const node = tryFindNode(context.source.root, path);
  if (node === undefined) return undefined;
  if (node.kind === 'scalar') return node.value;
  return node.kind === 'list' ? [] : {};
}

function lengthAt(path: Path, context: Context): number {
  const node = tryFindNode(context.source.root, path);
  return node?.kind === 'list' ? node.items.length : 0;
}

/** Turns the first sentence of a description into the end of another. Names such as HCP and AWS keep their capitals. */
function asPhrase(description: string): string {
  const [first = ''] = description.split(/\.(?: |$)/);
  return /^[A-Z][A-Z]/.test(first) ? first : `${first.slice(0, 1).toLowerCase()}${first.slice(1)}`;
}
