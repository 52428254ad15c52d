import { whyNoReplica, type DatabasePlace } from '../../../kernel/cloud/replicas';
import type { Issue } from '../../../kernel/issue';
import type { AroundDatastore } from '../contract';
import * as issues from './part-issues';
import type { PostgresqlSection } from './schema';

type Datacenter = AroundDatastore['datacenters'][number];

/** Returns the datacenters that get an instance: the primary's first, then those of replicas. Unknown names are left out. */
export function datacentersOfInstances(section: PostgresqlSection, { datacenters }: AroundDatastore): Datacenter[] {
  const primary = primaryOf(section, datacenters);
  return [
    ...(primary ? [primary] : []),
    ...datacenters.filter((it) => it !== primary && section.replicas.includes(it.name)),
  ];
}

function primaryOf({ primary }: PostgresqlSection, datacenters: readonly Datacenter[]): Datacenter | undefined {
  const [first] = datacenters;
  if (primary === undefined) return datacenters.length === 1 ? first : undefined;
  return datacenters.find(({ name }) => name === primary);
}

/** Checks which datacenter has the primary, which have replicas, and that the others do well as clients of it. */
export function checkParts(section: PostgresqlSection, around: AroundDatastore): Issue[] {
  return [...checkPrimary(section, around), ...checkReplicas(section, around), ...checkClients(around)];
}

function checkPrimary({ primary }: PostgresqlSection, { datacenters, complete, isBroken }: AroundDatastore): Issue[] {
  const names = datacenters.map(({ name }) => name);
  const path = ['datastore', 'primary'];
  if (primary === undefined)
    return names.length > 1 && !isBroken(path) ? [issues.primaryMissing(['datastore'], names)] : [];
  return complete && !names.includes(primary) ? [issues.primaryUnknown(path, primary, names)] : [];
}

function checkReplicas(section: PostgresqlSection, { datacenters, complete }: AroundDatastore): Issue[] {
  const { replicas } = section;
  const primary = primaryOf(section, datacenters);
  return [...checkCount(replicas, primary), ...replicas.flatMap(check)];

  function check(name: string, i: number): Issue[] {
    const path = ['datastore', 'replicas', i];
    const at = datacenters.find((it) => it.name === name);
    if (replicas.indexOf(name) < i) return [issues.replicaTwice(path, name)];
    if (!at) {
      const names = datacenters.filter((it) => it !== primary).map((it) => it.name);
      return complete ? [issues.replicaUnknown(path, name, names)] : [];
    }
    return primary ? checkReplica(path, at, primary) : [];
  }
}

function checkCount(replicas: readonly string[], primary: Datacenter | undefined): Issue[] {
  if (!primary || replicas.length <= primary.cloud.database.mostReplicas) return [];
  const { mostReplicas, service } = primary.cloud.database;
  return [issues.tooManyReplicas(['datastore', 'replicas'], replicas.length, service, mostReplicas)];
}

function checkReplica(path: Issue['path'], at: Datacenter, primary: Datacenter): Issue[] {
  if (at === primary) return [issues.replicaBesidePrimary(path, at.name)];
  switch (whyNoReplica(databaseAt(at), databaseAt(primary))) {
    case 'another-cloud':
      return [issues.replicaOnAnotherCloud(path, at.name, at.cloud.title, primary.cloud.title)];
    case 'another-project':
      return [issues.replicaInAnotherProject(path, at.name, primary.name, at.cloud.database.service)];
    case 'another-account':
      return [issues.replicaInAnotherAccount(path, at.name, primary.name, at.cloud.database.service)];
    case 'same-region':
      return [issues.replicaInTheSameRegion(path, at.name, at.region, primary.name)];
    default:
      // The region of an instance is checked with its certificates, where the datacenter names it.
      return (at.kmsKey === undefined) === (primary.kmsKey === undefined)
        ? []
        : [issues.replicaEncryptedOtherwise(path, at.name, primary.name, at.kmsKey === undefined)];
  }
}

function databaseAt({ cloud, region, project, account }: Datacenter): DatabasePlace {
  return { database: cloud.database, region, project, account };
}

/** Checks that nodes far from the primary keep no counters over the links. */
function checkClients({ datacenters, kongMode, counters }: AroundDatastore): Issue[] {
  // Data planes are no clients of it, and have rules of their own.
  if (datacenters.length < 2 || kongMode === 'hybrid') return [];
  return counters.map(({ path: at, name }) => issues.countersFarAway(at, name));
}
