import { keepsTables } from '../../../../kernel/kong-steps';
import { compareVersions } from '../../../../kernel/version';
import type { Standing, StandingDatastore } from '../../../standing';
import { stayingDatacenters } from '../../../transitions/change';
import { transition, type Transition } from '../../../transitions/transition';
import { releasesBetween } from '../releases';
import * as issues from './issues';

/** Judges what a change would do to a ring that stands. */
export function judgeRing(before: Standing, after: Standing): Transition[] {
  return [
    ...judgeNodes(before, after),
    ...judgeRelease(before.datastore.release, after.datastore.release),
    ...judgeCopies(before.datastore.replicationFactor, after.datastore.replicationFactor),
    ...judgeEncryption(before.datastore, after.datastore),
    ...judgeTables(before.kong, after.kong),
  ];
}

function judgeNodes(before: Standing, after: Standing): Transition[] {
  return stayingDatacenters({ before, after }).flatMap(({ name, before: was, after: is }) => [
    ...(is.nodes < was.nodes
      ? [transition(issues.nodesLowered(name, was.nodes, is.nodes), { datacenter: name, dataOf: [name] })]
      : []),
    ...(is.diskGib < was.diskGib
      ? [transition(issues.dataDiskLowered(name, was.diskGib, is.diskGib), { datacenter: name, dataOf: [name] })]
      : []),
  ]);
}

/** Judges a change of Cassandra's release: one line at a time, and never back (NEWS.txt of each line). */
function judgeRelease(from: string, to: string): Transition[] {
  if (compareVersions(to, from) < 0) return [transition(issues.cassandraStepBack(from, to), {})];
  const between = releasesBetween(from, to);
  return between.length === 0 ? [] : [transition(issues.cassandraReleaseSkipped(from, to, between), {})];
}

function judgeCopies(from: number, to: number): Transition[] {
  return from === to ? [] : [transition(issues.replicationFactorChanged(from, to), {})];
}

/**
 * Judges a change of what is encrypted. Nodes take their files one after another, and Kong's all at once: until the last of both
 * has them each refuses the others.
 */
function judgeEncryption(before: StandingDatastore, after: StandingDatastore): Transition[] {
  const [was, is] = [before, after].map(({ internode = 'none' }) => internode) as [string, string];
  const clients = [before, after].map(({ clientTls = false }) => clientTls) as [boolean, boolean];
  return [
    ...(was === is ? [] : [transition(issues.internodeEncryptionChanged(was, is), {})]),
    ...(clients[0] === clients[1] ? [] : [transition(issues.clientEncryptionChanged(clients[0]), {})]),
  ];
}

function judgeTables(from: string, to: string): Transition[] {
  if (compareVersions(to, from) <= 0 || keepsTables(from, to)) return [];
  return [transition(issues.kongTablesIncompatible(from, to), {})];
}
