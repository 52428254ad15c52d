import type { Issue } from '../../kernel/issue';
import type { Draft } from '../draft';
import * as issues from '../issues/tags';

/**
 * Google accepts labels of these patterns. AWS accepts more, even for instances whose metadata service shows their tags:
 * letters, digits and `+ - = . , _ : @` there, and neither spaces nor slashes.
 */
const KEY = /^[a-z][a-z0-9_-]{0,62}$/;
const VALUE = /^[a-z0-9_-]{0,63}$/;

/** topogen sets these tags itself. `name` would be AWS's `Name` a second time: keys of IAM tags differ in more than case. */
export const RESERVED_TAGS: readonly string[] = ['topology', 'datacenter', 'role', 'managed-by', 'name'];

/** AWS allows 50 tags on a resource, Google 64 labels; some of them are topogen's own. */
const MOST_TAGS = 40;

/** Checks that both clouds accept every tag, and that topogen sets none of them itself. */
export function checkTags(draft: Draft): Issue[] {
  const tags = Object.entries(draft.tags ?? {});
  return [
    ...tags.flatMap(([key, value]) => checkTag(key, value)),
    ...(tags.length > MOST_TAGS ? [issues.tooManyTags(['tags'], tags.length, MOST_TAGS)] : []),
  ];
}

function checkTag(key: string, value: string): Issue[] {
  const path = ['tags', key];
  if (RESERVED_TAGS.includes(key)) return [issues.reservedTagKey(path, key, RESERVED_TAGS)];
  // The message shows a malformed key in quotes; in the path it could garble the line.
  if (!KEY.test(key)) return [issues.malformedTagKey(['tags'], key)];
  return VALUE.test(value) ? [] : [issues.malformedTagValue(path, value)];
}
