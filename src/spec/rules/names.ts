import type { Issue } from '../../kernel/issue';
import { formatPath } from '../../kernel/issue';
import type { Draft } from '../draft';
import * as issues from '../issues/names';
import { NAME_PATTERN } from '../schema-values';

/**
 * The names of a topology and a datacenter may have at most this many characters together: a Google service account
 * `<topology>-<datacenter>-kong` may have 30.
 */
const LONGEST_TOGETHER = 24;

/** AWS keeps names that begin so for itself. Resource names begin with the topology's name and a hyphen. */
const AWS_PREFIXES = [
  { prefix: 'internal-', what: 'load balancers' },
  { prefix: 'sg-', what: 'security groups' },
];

/** Checks that Terraform, both clouds and the datastore accept every name, and that no two datacenters share one. */
export function checkNames(draft: Draft): Issue[] {
  const written = draft.datacenterCount === undefined ? draft.datacenters : [];
  return [
    ...(draft.name === undefined ? [] : checkTopologyName(draft.name)),
    ...written.flatMap(({ path, document }) => checkShape([...path, 'name'], document.name)),
    ...duplicates(draft),
    ...tooLong(draft),
  ];
}

function checkTopologyName(name: string): Issue[] {
  const shape = checkShape(['name'], name);
  const reserved = AWS_PREFIXES.filter(({ prefix }) => `${name}-`.startsWith(prefix));
  return [...shape, ...reserved.map(({ prefix, what }) => issues.nameReservedByCloud(['name'], name, prefix, what))];
}

function checkShape(path: Issue['path'], name: string): Issue[] {
  if (!NAME_PATTERN.test(name)) return [issues.malformedName(path, name, repaired(name))];
  return name.length < 2 ? [issues.nameTooShort(path, name)] : [];
}

/** Returns the nearest valid name, or undefined if no character of the name can stay. */
function repaired(name: string): string | undefined {
  const candidate = name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .replace(/-$/, '');
  return candidate.length > 1 ? candidate : undefined;
}

function duplicates(draft: Draft): Issue[] {
  const first = new Map<string, string>();
  return draft.datacenters.flatMap(({ path, document: { name } }) => {
    const earlier = first.get(name);
    if (earlier !== undefined) return [issues.duplicateName([...path, 'name'], name, earlier)];
    first.set(name, formatPath(path));
    return [];
  });
}

function tooLong(draft: Draft): Issue[] {
  const topology = draft.name;
  // A malformed name is reported as such, and its length does not matter.
  if (topology === undefined || !NAME_PATTERN.test(topology)) return [];
  return draft.datacenters
    .filter(
      ({ document }) => NAME_PATTERN.test(document.name) && topology.length + document.name.length > LONGEST_TOGETHER,
    )
    .map(({ path, document }) => {
      // The user cannot shorten the names of the short form, only the topology's.
      const place = draft.datacenterCount === undefined ? [...path, 'name'] : ['name'];
      return issues.namesTooLong(place, topology, document.name, LONGEST_TOGETHER);
    });
}
