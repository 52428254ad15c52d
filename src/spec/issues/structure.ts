import { issue, type Issue } from '../../kernel/issue';
import { hint, oneOf, show } from './show';

/** These functions make the issues about a spec's structure: its keys and the kinds of its values. */

type Path = Issue['path'];

export function unknownKey(path: Path, key: string, suggestion: string | undefined, known: readonly string[]): Issue {
  const remedy =
    suggestion === undefined
      ? `remove it; known here: ${known.length === 0 ? 'nothing' : known.join(', ')}`
      : `write ${suggestion}, or remove it`;
  return issue('unknown-key', { path, message: `unknown key ${show(key)}${hint(suggestion)}`, remedy });
}

/** Makes the issue about a key of something that topogen does not do, with what does it instead. */
export function notDone(path: Path, key: string, instead: string): Issue {
  return issue('not-done', {
    path,
    message: `topogen does nothing by the key ${show(key)}`,
    remedy: `remove it: ${instead}`,
  });
}

export function keyOfAnotherPlace(path: Path, key: string, places: readonly string[]): Issue {
  return issue('key-of-another-place', {
    path,
    message: `the key ${show(key)} does not belong here`,
    remedy: `move it: it is known as ${oneOf(places)}`,
  });
}

export function keyOfAnotherForm(path: Path, key: string, forms: readonly string[]): Issue {
  return issue('key-of-another-form', {
    path,
    message: `the key ${show(key)} does not go with this choice`,
    remedy: `remove it: it is known with ${oneOf(forms)} only`,
  });
}

export function missingKey(path: Path, key: string, description: string): Issue {
  return issue('missing-key', { path, message: `${key} is missing`, remedy: `add ${key}: ${description}` });
}

export function wrongType(path: Path, value: unknown, wanted: string): Issue {
  return issue('wrong-type', {
    path,
    message: `${kindOf(value)}, where ${wanted} is needed`,
    remedy: `write ${wanted}`,
  });
}

export function numberNeedsQuotes(path: Path, written: string): Issue {
  return issue('number-needs-quotes', {
    path,
    message: `${show(written).slice(1, -1)} is a number here, and text is needed`,
    remedy: `put it in quotes: "${show(written).slice(1, -1)}"`,
  });
}

export function notFinite(path: Path, written: string): Issue {
  return issue('not-finite', {
    path,
    message: `${show(written).slice(1, -1)} is not a finite number`,
    remedy: 'write a plain number such as 12000',
  });
}

export function numberTooSmall(path: Path, value: unknown, minimum: string): Issue {
  return issue('number-too-small', {
    path,
    message: `${show(value)} is too small`,
    remedy: `write a number ${minimum}`,
  });
}

export function numberTooLarge(path: Path, value: unknown, maximum: string): Issue {
  return issue('number-too-large', {
    path,
    message: `${show(value)} is too large`,
    remedy: `write a number ${maximum}`,
  });
}

/**
 * Makes the issue that ends a list of too many.
 *
 * @param number of issues that are not shown one by one
 */
export function furtherIssues(number: number): Issue {
  return issue('further-issues', {
    path: [],
    message: `at least ${number} more faults are not told one by one`,
    remedy: 'mend those that are told, and run again',
  });
}

export function emptyList(path: Path): Issue {
  return issue('empty-list', { path, message: 'the list is empty', remedy: 'name at least one' });
}

export function listTooLong(path: Path, length: number, maximum: string): Issue {
  return issue('list-too-long', {
    path,
    message: `the list has ${length} entries, and may have ${maximum}`,
    remedy: 'name fewer, or put several into one that is wider',
  });
}

export function emptyText(path: Path): Issue {
  return issue('empty-text', { path, message: 'the text is empty', remedy: 'fill it in, or remove the key' });
}

export function malformedText(path: Path, value: unknown, mustBe: string): Issue {
  return issue('malformed-text', { path, message: `${show(value)} does not fit`, remedy: `it ${mustBe}` });
}

export function notAChoice(
  path: Path,
  value: unknown,
  choices: readonly string[],
  suggestion: string | undefined,
): Issue {
  return issue('not-a-choice', {
    path,
    message: `${show(value)} is not one of the choices${hint(suggestion)}`,
    remedy: `write ${oneOf(choices)}`,
  });
}

function kindOf(value: unknown): string {
  if (value === null) return 'nothing stands here (null)';
  if (Array.isArray(value)) return 'this is a list';
  if (typeof value === 'object') return 'this is an object';
  const kinds: Readonly<Record<string, string>> = { string: 'text', number: 'a number', boolean: 'true or false' };
  return `${show(value)} is ${kinds[typeof value] ?? typeof value}`;
}
