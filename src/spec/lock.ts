import { createHash } from 'node:crypto';
import { checkedWith, failed, passed, type Checked } from '../kernel/checked';
import type { Issue } from '../kernel/issue';
import { canonicalJson } from '../kernel/json';
import * as issues from './issues/lock';
import { checkLockShape, type Allowed, type LockDocument } from './lock-shape';
import { readJson } from './source/json';
import { duplicateKeys, lineStarts, placeOf, plainValue, positionAt, type SourceNode } from './source/source';
import type { Spec } from './spec';
import type { Standing, StandingDatacenter } from './standing';

/**
 * A lock file records the index of each datacenter, and what stands. Addresses, ASN and names derive from the index, and
 * most of them cannot change without replacing what is built; so an index, once given, is never given again. What stands
 * is kept, and a spec that would lose some of it is refused.
 */
export interface Lock {
  /** Name of the topology that the file belongs to. */
  readonly topology: string;
  /** The next index to give out. It only grows, so that the index of a removed datacenter stays unused. */
  readonly nextIndex: number;
  /** Index of each datacenter by name. */
  readonly indexes: Readonly<Record<string, number>>;
  /** Undefined in a file of format 1, which did not hold it. */
  readonly standing?: Standing;
  /** Losses that the user let pass by name, oldest first. */
  readonly allowed: readonly Allowed[];
}

/** The result of giving every datacenter an index. */
export interface Assignment {
  readonly nextIndex: number;
  /** Index of each datacenter of the spec, by name. */
  readonly indexes: Readonly<Record<string, number>>;
}

/** A lock file that is none shows only its first faults, this many. */
const MOST_ISSUES = 100;

/** The address plan of links has room for indexes up to this one. */
const HIGHEST_INDEX = 87;

/** A lock file may be this long; that of the largest topology has a hundredth of it. */
const MAXIMUM_LENGTH = 1_048_576;

/** Parses a lock file, or says why it cannot be trusted. */
export function parseLock(text: string, fileName: string): Checked<Lock> {
  if (text.length > MAXIMUM_LENGTH) return failed([inFile(issues.lockTooLarge(MAXIMUM_LENGTH))]);
  if (/^(<{7}|={7}|>{7})/m.test(text)) return failed([inFile(issues.lockHasConflict())]);
  const { root, fault } = readJson(text);
  const lines = lineStarts(text);
  if (fault) {
    const position = positionAt(lines, fault.offset);
    return failed([{ ...inFile(issues.lockNotJson(fault.issue.message)), position }]);
  }
  const value = plainValue(root);
  const repeated = duplicateKeys(root).map(({ path }) => issues.lockMalformed(path, 'the key stands twice'));
  const found = [...repeated, ...checkLockShape(value)];
  if (found.length > 0) return failed(located(found, root));
  const document = value as LockDocument;
  return checkedWith(lockIn(document), located(checkIndexes(document), root));

  function inFile(it: Issue): Issue {
    return { ...it, file: fileName };
  }
  function located(list: readonly Issue[], tree: SourceNode): Issue[] {
    const source = { root: tree, texts: [{ file: fileName, from: 0, lines }] };
    return list.slice(0, MOST_ISSUES).map((it) => ({ ...inFile(it), position: placeOf(source, it.path).position }));
  }
}

/**
 * Gives every datacenter an index: its own if it has one, else the next. New datacenters get theirs in order of their names,
 * so that the order of the spec's list decides nothing.
 */
export function assignIndexes(spec: Spec, lock: Lock | undefined, lockFile?: string): Checked<Assignment> {
  if (lock && lock.topology !== spec.name) {
    const mismatch = issues.lockOfAnotherTopology(['topology'], lock.topology, spec.name);
    return failed([lockFile === undefined ? mismatch : { ...mismatch, file: lockFile }]);
  }
  const names = spec.datacenters.map(({ name }) => name).sort();
  const given = new Map(Object.entries(lock?.indexes ?? {}));
  let nextIndex = lock?.nextIndex ?? 0;
  const indexes = Object.fromEntries(names.map((name) => [name, given.get(name) ?? nextIndex++] as const));
  return passed({ nextIndex, indexes });
}

/** Renders the text of the lock file, which is of the newest format. */
export function formatLock({ topology, nextIndex, indexes, standing, allowed }: Lock & { standing: Standing }): string {
  const { datacenters, ...others } = standing;
  const entries = Object.keys(indexes).map((name) => [name, { index: indexes[name], ...datacenters[name] }]);
  const content = { format: 2, topology, nextIndex, ...others, datacenters: Object.fromEntries(entries), allowed };
  return canonicalJson({ ...content, checksum: checksumOf(content) });
}

/** True if a lock file that has been parsed says what a text of `formatLock` says, whatever its line ends and spaces. */
export function isSameLock(text: string, file: string): boolean {
  return canonicalJson(JSON.parse(file)) === text;
}

/** Returns the lock of a document that has passed every check of its shape. */
function lockIn(document: LockDocument): Lock {
  const { topology, nextIndex, datacenters } = document;
  const indexes = Object.fromEntries(Object.entries(datacenters).map(([name, { index }]) => [name, index]));
  if (document.format === 1) return { topology, nextIndex, indexes, allowed: [] };
  const {
    kong,
    finished,
    plainHttp,
    balancer,
    names,
    healthPath,
    certificate,
    pools,
    hybrid,
    supernet,
    firstAsn,
    state,
    flowLogDays,
    logDays,
    links,
    redis,
    datastore,
    allowed,
  } = document;
  const standing = Object.entries(document.datacenters).map(([name, { index: _index, ...facts }]) => [name, facts]);
  return {
    topology,
    nextIndex,
    indexes,
    standing: {
      kong,
      ...(finished === undefined ? {} : { finished }),
      ...(pools === undefined ? {} : { pools }),
      ...(hybrid === undefined ? {} : { hybrid }),
      ...(plainHttp === undefined ? {} : { plainHttp }),
      ...(balancer === undefined ? {} : { balancer }),
      ...(names === undefined ? {} : { names }),
      ...(healthPath === undefined ? {} : { healthPath }),
      ...(certificate === undefined ? {} : { certificate }),
      supernet,
      ...(firstAsn === undefined ? {} : { firstAsn }),
      ...(state === undefined ? {} : { state }),
      ...(flowLogDays === undefined ? {} : { flowLogDays }),
      ...(logDays === undefined ? {} : { logDays }),
      ...(links === undefined ? {} : { links }),
      ...(redis === undefined ? {} : { redis }),
      datastore,
      datacenters: Object.fromEntries(standing) as Record<string, StandingDatacenter>,
    },
    allowed,
  };
}

/** Returns the SHA-256 of the rest of the file. It does not fit if the file was edited or merged by hand. */
function checksumOf(document: object): string {
  const { checksum: _checksum, ...content } = document as { readonly checksum?: string };
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

function checkIndexes(lock: LockDocument): Issue[] {
  const found: Issue[] = [];
  const owners = new Map<number, string>();
  for (const [name, { index }] of Object.entries(lock.datacenters)) {
    const path = ['datacenters', name, 'index'];
    const owner = owners.get(index);
    if (owner !== undefined) found.push(issues.lockIndexTwice(path, index, owner));
    if (index > HIGHEST_INDEX) found.push(issues.lockIndexTooLarge(path, index, HIGHEST_INDEX));
    else if (index >= lock.nextIndex) found.push(issues.lockIndexNotGivenOut(path, index, lock.nextIndex));
    owners.set(index, name);
  }
  return lock.checksum === checksumOf(lock) ? found : [issues.lockEdited(['checksum']), ...found];
}
