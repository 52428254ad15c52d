import type { CloudFacts, CloudFactsTable } from '../../kernel/cloud/facts';
import type { Issue } from '../../kernel/issue';
import { formatPath } from '../../kernel/issue';
import type { Draft } from '../draft';
import * as issues from '../issues/names';
import { NAME_PATTERN } from '../schema-values';

/** Checks that Terraform, every cloud and the datastore accept every name, and that no two datacenters share one. */
export function checkNames(draft: Draft, facts: CloudFactsTable): Issue[] {
  const written = draft.datacenterCount === undefined ? draft.datacenters : [];
  return [
    ...(draft.name === undefined ? [] : checkTopologyName(draft.name, facts)),
    ...written.flatMap(({ path, document }) => checkShape([...path, 'name'], document.name)),
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
  // A malformed name is reported as such, and its length does not matter.
  if (topology === undefined || !NAME_PATTERN.test(topology)) return [];
  const limit = roomIn(tightest);
  return draft.datacenters
    .filter(({ document }) => NAME_PATTERN.test(document.name) && topology.length + document.name.length > limit)
    .map(({ path, document }) => {
      // The user cannot shorten the names of the short form, only the topology's.
      const place = draft.datacenterCount === undefined ? [...path, 'name'] : ['name'];
      return issues.namesTooLong(place, topology, document.name, limit, tightest);
    });
}
