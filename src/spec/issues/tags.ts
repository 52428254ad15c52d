import { issue, type Issue } from '../../kernel/issue';
import { oneOf, show } from './show';

/** These functions make the issues about tags, which Google Cloud calls labels. */

type Path = Issue['path'];

export function malformedTagKey(path: Path, key: string): Issue {
  return issue('malformed-tag-key', {
    path,
    message: `${show(key)} cannot be the key of a tag in every cloud`,
    remedy: 'use up to 63 lower-case letters, digits, _ and -, beginning with a letter',
  });
}

export function malformedTagValue(path: Path, value: string): Issue {
  return issue('malformed-tag-value', {
    path,
    message: `${show(value)} cannot be the value of a tag in every cloud`,
    remedy: 'use up to 63 lower-case letters, digits, _ and -',
  });
}

export function emptyTagValue(path: Path, cloud: string): Issue {
  return issue('empty-tag-value', {
    path,
    message: `${cloud} does not keep a tag without a value: every plan would show a change`,
    remedy: 'give it a value, or leave the tag out',
  });
}

export function reservedTagKey(path: Path, key: string, reserved: readonly string[]): Issue {
  return issue('reserved-tag-key', {
    path,
    message: `the tag ${show(key)} is topogen's own`,
    remedy: `choose another key than ${oneOf(reserved)}`,
  });
}

export function tooManyTags(path: Path, found: number, most: number): Issue {
  return issue('too-many-tags', {
    path,
    message: `${found} tags are more than every cloud allows beside topogen's own`,
    remedy: `keep ${most} or fewer`,
  });
}
