import { issue, type Issue } from '../../kernel/issue';
import { suggest } from '../../kernel/suggest';
import { hint, oneOf, show } from './show';

/** These functions make the issues about the second region of backups. */

type Path = Issue['path'];

const BY_DATACENTER = 'name a place for each datacenter that has one, such as "copyTo": { "us-east": "us-west-2" }';

export function copyOfNoDatacenter(path: Path, name: string, datacenters: readonly string[]): Issue {
  const near = suggest(name, datacenters);
  return issue('copy-of-no-datacenter', {
    path,
    message: `no datacenter is called ${show(name)}`,
    remedy: near === undefined ? 'leave it out' : `did you mean ${show(near)}?`,
  });
}

export function copyOfNoBackups(path: Path, name: string, home: string): Issue {
  return issue('copy-of-no-backups', {
    path,
    message: `${show(name)} has no backups: the service makes them of the primary alone, in ${show(home)}`,
    remedy: `write "copyTo": { ${show(home)}: ... }, and leave the others out`,
  });
}

export function ambiguousCopy(path: Path, to: string, region: string): Issue {
  return issue('ambiguous-copy', {
    path,
    message: `${show(to)} is a region, and the name of a datacenter in ${region}`,
    remedy: `write ${show(region)} if the datacenter is meant, or another region`,
  });
}

export function copyOnAnotherCloud(path: Path, to: string, other: string, datacenter: string, cloud: string): Issue {
  return issue('copy-on-another-cloud', {
    path,
    message: `${show(to)} is on ${other}, and backups of ${datacenter} stay on ${cloud}: no cloud reads snapshots of another`,
    remedy: `${BY_DATACENTER}; a datacenter on the other cloud has the data too`,
  });
}

export function unknownCopyPlace(path: Path, to: string, cloud: string, suggestion: string | undefined): Issue {
  return issue('unknown-copy-place', {
    path,
    message: `${show(to)} is neither a datacenter nor a region of ${cloud} that topogen knows${hint(suggestion)}`,
    remedy: `write the name of a datacenter, or a region of ${cloud}`,
  });
}

export function copyInOwnRegion(path: Path, to: string, datacenter: string, region: string): Issue {
  return issue('copy-in-own-region', {
    path,
    message: `${show(to)} is the region of ${datacenter} itself, ${region}: a copy there is lost with it`,
    remedy: `name another region; or ${BY_DATACENTER}`,
  });
}

export function copyWithoutKey(path: Path, datacenter: string, region: string): Issue {
  return issue('copy-without-key', {
    path,
    message: `the backups of ${datacenter} have its key, "kmsKey", which is in ${region}: without that region nothing reads them`,
    remedy: `leave it out: ${BY_DATACENTER}`,
  });
}

/** Copies that the service of a managed database makes, by its own list. */
interface Offered {
  readonly service: string;
  readonly datacenter: string;
  /** Region of the datacenter. */
  readonly own: string;
  readonly offered: readonly string[];
  /** Date of the list. */
  readonly date: string;
}

export function copyNotOffered(
  path: Path,
  region: string,
  { service, datacenter, own, offered, date }: Offered,
): Issue {
  return issue('copy-not-offered', {
    path,
    message: `${service} copies backups between certain pairs of regions, and from ${own} of ${datacenter} not to ${show(region)}, by its list of ${date}`,
    remedy:
      offered.length === 0
        ? `leave it out: ${service} copies from there to no region`
        : `write ${oneOf(offered.map(show))}`,
  });
}
