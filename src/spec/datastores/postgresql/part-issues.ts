import { issue, type Issue } from '../../../kernel/issue';
import { suggest } from '../../../kernel/suggest';
import { hint, oneOf, show } from '../../issues/show';

/** These functions make the issues about the parts that datacenters have in PostgreSQL: primary, replica, client. */

type Path = Issue['path'];

export function primaryMissing(path: Path, names: readonly string[]): Issue {
  return issue('primary-missing', {
    path,
    message: 'PostgreSQL is written in one datacenter alone, and with several nothing says which',
    remedy: `write "primary": ${oneOf(names.map(show))}; it stays there, so take the one with most of the changes and of the load`,
  });
}

export function primaryUnknown(path: Path, primary: string, names: readonly string[]): Issue {
  return issue('primary-unknown', {
    path,
    message: `there is no datacenter ${show(primary)}${hint(suggest(primary, names))}`,
    remedy: `write ${oneOf(names.map(show))}`,
  });
}

export function replicaUnknown(path: Path, name: string, names: readonly string[]): Issue {
  return issue('replica-unknown', {
    path,
    message: `there is no datacenter ${show(name)}${hint(suggest(name, names))}`,
    remedy: names.length === 0 ? 'leave replicas out' : `write ${oneOf(names.map(show))}`,
  });
}

export function replicaTwice(path: Path, name: string): Issue {
  return issue('replica-twice', {
    path,
    message: `${name} is named twice, and has one replica`,
    remedy: 'name it once',
  });
}

export function replicaBesidePrimary(path: Path, name: string): Issue {
  return issue('replica-beside-primary', {
    path,
    message: `${name} has the primary, with a standby in another zone: a replica there would serve nobody`,
    remedy: `leave ${show(name)} out of replicas`,
  });
}

export function replicaOnAnotherCloud(path: Path, name: string, cloud: string, primary: string): Issue {
  return issue('replica-on-another-cloud', {
    path,
    message: `${name} is on ${cloud} and the primary on ${primary}: neither hands its log of changes to the other, which a replica lives on`,
    remedy: `leave ${show(name)} out of replicas; its Kong nodes read from the primary over the links`,
  });
}

export function replicaInTheSameRegion(path: Path, name: string, region: string, primary: string): Issue {
  return issue('replica-in-the-same-region', {
    path,
    message: `${name} is in ${region} as the primary in ${primary} is: its replica would be lost with it, and the primary is near`,
    remedy: `leave ${show(name)} out of replicas; its Kong nodes read from the primary`,
  });
}

export function replicaInAnotherProject(path: Path, name: string, primary: string, service: string): Issue {
  return issue('replica-in-another-project', {
    path,
    message: `${name} is in another project than ${primary}: ${service} makes replicas in the project of their primary alone`,
    remedy: `leave ${show(name)} out of replicas, or name the project of ${primary} for it if nothing stands there`,
  });
}

export function replicaInAnotherAccount(path: Path, name: string, primary: string, service: string): Issue {
  return issue('replica-in-another-account', {
    path,
    message: `${name} is in another account than ${primary}: ${service} makes replicas in the account of their primary alone`,
    remedy: `leave ${show(name)} out of replicas; its Kong nodes read from the primary over the links`,
  });
}

export function tooManyReplicas(path: Path, count: number, service: string, most: number): Issue {
  return issue('too-many-replicas', {
    path,
    message: `${count} replicas: ${service} has ${most} of one primary at most`,
    remedy: `name the ${most} datacenters with most of the load; Kong nodes elsewhere read from the primary`,
  });
}

/** @param lacks true if it is the replica's datacenter that names no key */
export function replicaEncryptedOtherwise(path: Path, name: string, primary: string, lacks: boolean): Issue {
  const [without, other] = lacks ? [name, primary] : [primary, name];
  return issue('replica-encrypted-otherwise', {
    path,
    message: `${other} names a key of its own and ${without} none: no service makes a replica that is encrypted otherwise than its primary`,
    remedy: lacks
      ? `write a "kmsKey" of the region of ${name} there, or leave ${show(name)} out of replicas`
      : `leave "kmsKey" of ${name} out, since an instance that stands takes no other key, or leave ${show(name)} out of replicas`,
  });
}

export function countersFarAway(path: Path, name: string): Issue {
  return issue('counters-far-away', {
    path,
    message: `${name} would count in PostgreSQL: each request of a datacenter without the primary would wait for it over the links, and a replica would show counts that are late`,
    remedy: 'write "redis", which each datacenter has of its own, or "local"',
  });
}
