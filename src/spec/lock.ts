import { createHash } from 'node:crypto';
import { checkedWith, failed, passed, type Checked } from '../kernel/checked';
import type { Issue } from '../kernel/issue';
import { canonicalJson } from '../kernel/json';
import * as issues from './issues/lock';
import { readJson } from './source/json';
import { duplicateKeys, lineStarts, plainValue, positionAt, positionOf, type SourceNode } from './source/source';
import type { Spec } from './spec';

/**
 * A lock file records the index of each datacenter. Addresses, ASN and names derive from the index, and most of them cannot
 * change without replacing what is built; so an index, once given, is never given again.
 */
export interface Lock {
  readonly format: 1;
  /** Name of the topology that the file belongs to. */
  readonly topology: string;
  /** The next index to give out. It only grows, so that the index of a removed datacenter stays unused. */
  readonly nextIndex: number;
  readonly datacenters: Readonly<Record<string, { readonly index: number }>>;
  /** SHA-256 of the rest of the file. It does not fit if the file was edited or merged by hand. */
  readonly checksum: string;
}

/** The result of giving every datacenter an index. */
export interface Assignment {
  readonly lock: Lock;
  /** True if the lock differs from the one before, or is the first. */
  readonly changed: boolean;
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
  const found = [...repeated, ...checkShape(value)];
  if (found.length > 0) return failed(located(found, root));
  const lock = value as Lock;
  return checkedWith(lock, located(checkIndexes(lock), root));

  function inFile(it: Issue): Issue {
    return { ...it, file: fileName };
  }
  function located(list: readonly Issue[], tree: SourceNode): Issue[] {
    const source = { file: fileName, root: tree, lines };
    return list.slice(0, MOST_ISSUES).map((it) => ({ ...inFile(it), position: positionOf(source, it.path) }));
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
  const given = new Map(Object.entries(lock?.datacenters ?? {}).map(([name, { index }]) => [name, index]));
  let nextIndex = lock?.nextIndex ?? 0;
  const entries = names.map((name) => [name, given.get(name) ?? nextIndex++] as const);
  const next = sealed({
    format: 1,
    topology: spec.name,
    nextIndex,
    datacenters: Object.fromEntries(entries.map(([name, index]) => [name, { index }])),
  });
  return passed({ lock: next, changed: next.checksum !== lock?.checksum, indexes: Object.fromEntries(entries) });
}

/** Renders the text of the lock file. */
export function formatLock(lock: Lock): string {
  return canonicalJson(lock);
}

function sealed(content: Omit<Lock, 'checksum'>): Lock {
  return { ...content, checksum: checksumOf(content) };
}

function checksumOf({ format, topology, nextIndex, datacenters }: Omit<Lock, 'checksum'>): string {
  return createHash('sha256').update(canonicalJson({ format, topology, nextIndex, datacenters })).digest('hex');
}

/** Checks that the value has the shape of a lock file. */
function checkShape(value: unknown): Issue[] {
  if (!isObject(value)) return [issues.lockMalformed([], 'a lock file is an object')];
  if (value.format !== 1) return [issues.lockFormatUnknown(['format'], value.format)];
  const wrong = unknownKeys(value, ['format', 'topology', 'nextIndex', 'datacenters', 'checksum'], []);
  if (typeof value.topology !== 'string') wrong.push(issues.lockMalformed(['topology'], 'topology is not a text'));
  if (!isIndex(value.nextIndex)) wrong.push(issues.lockMalformed(['nextIndex'], 'nextIndex is not a whole number'));
  if (typeof value.checksum !== 'string') wrong.push(issues.lockMalformed(['checksum'], 'checksum is not a text'));
  if (!isObject(value.datacenters))
    return [...wrong, issues.lockMalformed(['datacenters'], 'datacenters is not an object')];
  for (const [name, entry] of Object.entries(value.datacenters)) {
    if (!isObject(entry) || !isIndex(entry.index))
      wrong.push(issues.lockMalformed(['datacenters', name], 'a datacenter has no index'));
    else wrong.push(...unknownKeys(entry, ['index'], ['datacenters', name]));
  }
  return wrong;
}

function unknownKeys(value: object, known: readonly string[], path: Issue['path']): Issue[] {
  const strange = Object.keys(value).filter((key) => !known.includes(key));
  return strange.map((key) => issues.lockMalformed([...path, key], 'the key is none of a lock file'));
}

function checkIndexes(lock: Lock): Issue[] {
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

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
