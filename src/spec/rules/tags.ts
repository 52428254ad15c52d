import type { CloudFactsTable } from '../../kernel/cloud/facts';
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
export const RESERVED_TAGS: readonly string[] = [
  'topology',
  'datacenter',
  'role',
  'managed-by',
  'name',
  'topogen-backups',
];

/** Tags of a resource that are kept for topogen's own. */
const OWN_TAGS = 10;

/** Checks that every cloud accepts every tag, and that topogen sets none of them itself. */
export function checkTags(draft: Draft, facts: CloudFactsTable): Issue[] {
  const tags = Object.entries(draft.tags ?? {});
  const most = Math.min(...Object.values(facts).map(({ mostTags }) => mostTags)) - OWN_TAGS;
  return [
    ...tags.flatMap(([key, value]) => checkTag(key, value)),
    ...checkEmpty(draft, facts),
    ...(tags.length > most ? [issues.tooManyTags(['tags'], tags.length, most)] : []),
  ];
}

/** Checks that tags have values if a datacenter is on a cloud that loses empty ones. */
function checkEmpty({ datacenters, tags }: Draft, facts: CloudFactsTable): Issue[] {
  const losing = datacenters.map(({ document }) => facts[document.cloud]).find(({ emptyTags }) => !emptyTags);
  if (!losing) return [];
  const empty = Object.entries(tags ?? {}).filter(([key, value]) => value === '' && KEY.test(key));
  return empty.map(([key]) => issues.emptyTagValue(['tags', key], losing.title));
}

function checkTag(key: string, value: string): Issue[] {
  const path = ['tags', key];
  if (RESERVED_TAGS.includes(key)) return [issues.reservedTagKey(path, key, RESERVED_TAGS)];
  // The message shows a malformed key in quotes; in the path it could garble the line.
  if (!KEY.test(key)) return [issues.malformedTagKey(['tags'], key)];
  return VALUE.test(value) ? [] : [issues.malformedTagValue(path, value)];
}
