import type { CloudFacts, CloudFactsTable } from '../../kernel/cloud/facts';
import type { Issue } from '../../kernel/issue';
import { formatPath } from '../../kernel/issue';
import type { Draft } from '../draft';
import * as issues from '../issues/names';
import { NAME_PATTERN } from '../schema-values';

/** Options that stand beside datacenter names in `NetworkTopologyStrategy`'s map. */
const CASSANDRA_OPTIONS = ['class'];

/** Every name is one that Terraform, every cloud and Cassandra accept, and no two datacenters share one. */
export function checkNames(draft: Draft, facts: CloudFactsTable): Issue[] {
  const written = draft.datacenterCount === undefined ? draft.datacenters : [];
  return [
    ...(draft.name === undefined ? [] : checkTopologyName(draft.name, facts)),
    ...written.flatMap(({ path, document }) => checkDatacenterName([...path, 'name'], document.name)),
    ...duplicates(draft),
    ...tooLong(draft, tightestName(facts)),
  ];
}

function checkTopologyName(name: string, facts: CloudFactsTable): Issue[] {
  const reserved = Object.values(facts).flatMap(({ title, reservedNamePrefixes }) =>
    reservedNamePrefixes
      .filter(({ prefix }) => `${name}-`.startsWith(prefix))
      .map(({ prefix, what }) => issues.nameReservedByCloud(['name'], name, prefix, title, what)),
  );
  return [...checkShape(['name'], name), ...reserved];
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

type NameLimit = CloudFacts['tightestName'];

/** Every datacenter may come to lie on any cloud, so the tightest name of all of them decides. */
function tightestName(facts: CloudFactsTable): NameLimit {
  const [first, ...others] = Object.values(facts).map((cloud) => cloud.tightestName);
  if (!first) throw new Error('there are no clouds');
  return others.reduce((tightest, it) => (roomIn(it) < roomIn(tightest) ? it : tightest), first);
}

/** Characters that both names together may have, in `<topology>-<datacenter>-<ending>`. */
function roomIn({ characters, ending }: NameLimit): number {
  return characters - '--'.length - ending.length;
}

function tooLong(draft: Draft, tightest: NameLimit): Issue[] {
  const topology = draft.name;
  // A malformed name is told as that, and is no name whose length matters.
  if (topology === undefined || !NAME_PATTERN.test(topology)) return [];
  const limit = roomIn(tightest);
  return draft.datacenters
    .filter(({ document }) => NAME_PATTERN.test(document.name) && topology.length + document.name.length > limit)
    .map(({ path, document }) => {
      // Of the short form no datacenter's name can be shortened, only the topology's.
      const place = draft.datacenterCount === undefined ? [...path, 'name'] : ['name'];
      return issues.namesTooLong(place, topology, document.name, limit, tightest);
    });
}
