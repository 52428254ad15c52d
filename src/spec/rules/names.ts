import type { Issue } from '../../kernel/issue';
import { formatPath } from '../../kernel/issue';
import type { Draft } from '../draft';
import * as issues from '../issues/names';
import { NAME_PATTERN } from '../schema-values';

/** Longest topology and datacenter name together: a Google service account `<topology>-<datacenter>-kong` may have 30. */
const LONGEST_TOGETHER = 24;

/** Options that stand beside datacenter names in `NetworkTopologyStrategy`'s map. */
const CASSANDRA_OPTIONS = ['class'];

/** Beginnings that AWS keeps for itself. Resource names begin with the topology's name and a hyphen. */
const AWS_PREFIXES = [
  { prefix: 'internal-', what: 'load balancers' },
  { prefix: 'sg-', what: 'security groups' },
];

/** Every name is one that Terraform, both clouds and Cassandra accept, and no two datacenters share one. */
export function checkNames(draft: Draft): Issue[] {
  const written = draft.datacenterCount === undefined ? draft.datacenters : [];
  return [
    ...(draft.name === undefined ? [] : checkTopologyName(draft.name)),
    ...written.flatMap(({ path, document }) => checkDatacenterName([...path, 'name'], document.name)),
    ...duplicates(draft),
    ...tooLong(draft),
  ];
}

function checkTopologyName(name: string): Issue[] {
  const shape = checkShape(['name'], name);
  const reserved = AWS_PREFIXES.filter(({ prefix }) => `${name}-`.startsWith(prefix));
  return [...shape, ...reserved.map(({ prefix, what }) => issues.nameReservedByCloud(['name'], name, prefix, what))];
}

function checkDatacenterName(path: Issue['path'], name: string): Issue[] {
  if (CASSANDRA_OPTIONS.includes(name)) return [issues.nameReservedByCassandra(path, name)];
  return checkShape(path, name);
}

function checkShape(path: Issue['path'], name: string): Issue[] {
  if (!NAME_PATTERN.test(name)) return [issues.malformedName(path, name, repaired(name))];
  return name.length < 2 ? [issues.nameTooShort(path, name)] : [];
}

/** The nearest name that would do, or undefined when nothing of it is left. */
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
  // A malformed name is told as that, and is no name whose length matters.
  if (topology === undefined || !NAME_PATTERN.test(topology)) return [];
  return draft.datacenters
    .filter(
      ({ document }) => NAME_PATTERN.test(document.name) && topology.length + document.name.length > LONGEST_TOGETHER,
    )
    .map(({ path, document }) => {
      // Of the short form no datacenter's name can be shortened, only the topology's.
      const place = draft.datacenterCount === undefined ? [...path, 'name'] : ['name'];
      return issues.namesTooLong(place, topology, document.name, LONGEST_TOGETHER);
    });
}
