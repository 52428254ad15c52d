import { issue, type Issue } from '../../kernel/issue';
import { count, hint, oneOf, show } from './show';

/** These functions make the issues about the place of datacenters: region, zones, project, and their number. */

type Path = Issue['path'];

export function unknownRegion(
  path: Path,
  region: string,
  cloud: string,
  suggestion: string | undefined,
  examples: readonly string[],
): Issue {
  return issue('unknown-region', {
    path,
    message: `topogen does not know the region ${show(region)} of ${cloud}${hint(suggestion)}`,
    remedy: `write a region of ${cloud}, such as ${suggestion ?? oneOf(examples)}`,
  });
}

export function regionToSwitchOn(path: Path, region: string, cloud: string): Issue {
  return issue('region-to-switch-on', {
    severity: 'advice',
    path,
    message: `${cloud} gives no account ${show(region)} until it is switched on: before that every call fails with AuthFailure`,
    remedy: 'switch the region on for the account, and wait until it is ready',
  });
}

export function regionOfAnotherCloud(
  path: Path,
  region: string,
  cloud: string,
  other: string,
  otherId: string,
  suggestion: string | undefined,
): Issue {
  return issue('region-of-another-cloud', {
    path,
    message: `${show(region)} is a region of ${other}, not of ${cloud}${hint(suggestion)}`,
    remedy: `write a region of ${cloud}, or "cloud": ${show(otherId)}`,
  });
}

export function notThreeZones(path: Path, found: number): Issue {
  return issue('not-three-zones', {
    path,
    message: `${count(found, 'zone')} ${found === 1 ? 'is' : 'are'} named, and three are needed`,
    remedy: 'name three zones, one for each copy of the data, or leave zones out',
  });
}

export function duplicateZone(path: Path, zone: string): Issue {
  return issue('duplicate-zone', {
    path,
    message: `the zone ${show(zone)} is named twice`,
    remedy: 'name three different zones: two copies of the data in one would be lost together',
  });
}

export function tooFewZonesInRegion(path: Path, region: string, zones: readonly string[]): Issue {
  return issue('too-few-zones-in-region', {
    path,
    message: `${show(region)} has ${count(zones.length, 'zone')} in topogen's table, and a datacenter needs three`,
    remedy: 'choose another region, or name three zones if your account has them',
  });
}

export function zoneOfAnotherRegion(path: Path, zone: string, region: string, example: readonly string[]): Issue {
  return issue('zone-of-another-region', {
    path,
    message: `${show(zone)} is no zone of ${region}`,
    remedy: `write ${oneOf(example)}`,
  });
}

export function zoneNotInTable(path: Path, zone: string, region: string): Issue {
  return issue('zone-not-in-table', {
    severity: 'warning',
    path,
    message: `topogen does not know the zone ${show(zone)} of ${region}`,
    remedy: 'check that your account has it: zone letters differ between accounts',
  });
}

/** @param key of the spec that names the project of all datacenters that name none */
export function projectMissing(path: Path, cloud: string, key: string): Issue {
  return issue('project-missing', {
    path,
    message: `a datacenter on ${cloud} needs a project`,
    remedy: `add "project" here, or "${key}" at the top level for all of them`,
  });
}

export function projectNotNeeded(path: Path, project: string, cloud: string): Issue {
  return issue('project-not-needed', {
    path,
    message: `a datacenter on ${cloud} has no project, and ${show(project)} is given`,
    remedy: 'remove it, or check the cloud',
  });
}

/** @param form that ids of projects have */
export function malformedProject(path: Path, project: string, form: string): Issue {
  return issue('malformed-project', {
    path,
    message: `${show(project)} is no project id`,
    remedy: `write the project's id, not its name or number: ${form}`,
  });
}

export function keyNotNeeded(path: Path, key: string, cloud: string): Issue {
  return issue('key-not-needed', {
    path,
    message: `a datacenter on ${cloud} has keys of its own, which topogen makes, and ${show(key)} is given`,
    remedy: 'remove it, or check the cloud',
  });
}

/** @param form that names of keys have */
export function malformedKey(path: Path, key: string, form: string): Issue {
  return issue('malformed-key', {
    path,
    message: `${show(key)} is no name of a key`,
    remedy: `write ${form}`,
  });
}

export function datacenterKeyOfAnotherRegion(path: Path, location: string, region: string): Issue {
  return issue('datacenter-key-of-another-region', {
    path,
    message: `the key is in ${show(location)}, and the datacenter in ${show(region)}`,
    remedy: `name a key in ${region}: disks, secrets and logs there take no other`,
  });
}

export function defaultProjectUnused(path: Path, project: string): Issue {
  return issue('default-project-unused', {
    severity: 'advice',
    path,
    message: `no datacenter takes its project from ${show(project)}`,
    remedy: 'remove it, or check the clouds of the datacenters',
  });
}

export function tooManyDatacenters(path: Path, found: number, limit: number): Issue {
  return issue('too-many-datacenters', {
    path,
    message: `there are ${found} datacenters, and the link addresses reach for ${limit}`,
    remedy: 'split the topology',
  });
}

/** @param missing keys that name projects of further clouds */
export function shortFormExhausted(path: Path, wanted: number, available: number, missing: readonly string[]): Issue {
  const more = missing.length === 0 ? '' : `, or add ${oneOf(missing.map(show))} for more`;
  return issue('short-form-exhausted', {
    path,
    message: `${wanted} datacenters are wanted, and the short form has ${available}`,
    remedy: `name them one by one, as a list with name, cloud and region${more}`,
  });
}
