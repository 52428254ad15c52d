import type { CloudFacts } from '../../kernel/cloud/facts';
import { issue, type Issue } from '../../kernel/issue';
import { show } from './show';

/** These functions make the issues about names of topologies and datacenters. */

type Path = Issue['path'];

const SHAPE =
  'lower-case letters, digits and single hyphens, beginning with a letter and ending with a letter or digit';

export function malformedName(path: Path, name: string, suggestion: string | undefined): Issue {
  return issue('malformed-name', {
    path,
    message: `${show(name)} is not a valid name: it becomes part of names in both clouds, Terraform and the datastore`,
    remedy: `use ${SHAPE}${suggestion === undefined ? '' : `, such as ${suggestion}`}`,
  });
}

export function nameTooShort(path: Path, name: string): Issue {
  return issue('name-too-short', { path, message: `${show(name)} is too short`, remedy: 'use two characters or more' });
}

/** @param tightest name of a resource, which has the least room for both */
export function namesTooLong(
  path: Path,
  topology: string,
  datacenter: string,
  limit: number,
  tightest: CloudFacts['tightestName'],
): Issue {
  const { what, ending, characters } = tightest;
  const length = topology.length + datacenter.length;
  return issue('names-too-long', {
    path,
    message: `${show(topology)} and ${show(datacenter)} have ${length} characters together, and ${limit} is the limit`,
    remedy: `shorten either: the ${what} ${show(`${topology}-${datacenter}-${ending}`).slice(1, -1)} may have ${characters} characters`,
  });
}

export function nameReservedByCloud(path: Path, name: string, prefix: string, cloud: string, what: string): Issue {
  return issue('name-reserved-by-cloud', {
    path,
    message: `${show(name)} begins with ${show(prefix)}, which ${cloud} does not allow for ${what}`,
    remedy: 'choose another name: every resource name begins with it',
  });
}

export function duplicateName(path: Path, name: string, first: string): Issue {
  return issue('duplicate-name', {
    path,
    message: `the name ${show(name)} is already that of ${first}`,
    remedy: 'give every datacenter a name of its own',
  });
}
