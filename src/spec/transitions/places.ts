import { addressIn, cidrContains } from '../../kernel/cidr';
import * as issues from './issues';
import type { StandingDatacenter } from '../standing';
import { isElsewhere, otherProject, stayingDatacenters, type Change, type StayingDatacenter } from './change';
import { transition, type Transition } from './transition';

/**
 * Judges where everything stands: clouds, regions, projects, accounts, zones, ranges and names cannot change without making anew what
 * stands there. Another key makes nothing anew: what stands keeps the former one.
 */
export function judgePlaces(change: Change): Transition[] {
  const staying = stayingDatacenters(change);
  return [...judgeNames(change), ...staying.flatMap((it) => judgePlace(change, it)), ...judgeSupernet(change)];
}

function judgePlace(change: Change, { name, before, after }: StayingDatacenter): Transition[] {
  const at = (key: string) => pathTo(change, name, key);
  const withData = { datacenter: name, dataOf: [name] };
  const found: Transition[] = [];
  if (before.cloud !== after.cloud)
    found.push(transition(issues.cloudChanged(at('cloud'), name, before.cloud, after.cloud), withData));
  else if (before.region !== after.region)
    found.push(transition(issues.regionChanged(at('region'), name, before.region, after.region), withData));
  else if (before.zones.join() !== after.zones.join())
    found.push(transition(issues.zonesChanged(at('zones'), name, before.zones, after.zones), withData));
  const projects = otherProject({ before, after });
  if (projects) found.push(transition(issues.projectChanged(at('project'), name, projects.was, projects.is), withData));
  if (before.account !== undefined && before.account !== after.account)
    found.push(transition(issues.accountChanged(at('account'), name, before.account, after.account), withData));
  // In another place everything is made anew, with the key of then; in other zones databases and logs stay.
  const elsewhere = isElsewhere({ before, after });
  if (before.kmsKey !== after.kmsKey && !elsewhere)
    found.push(transition(issues.keyChanged(at('kmsKey'), name, before.kmsKey, after.kmsKey), { datacenter: name }));
  const networks = elsewhere ? undefined : networkChange(before, after);
  if (networks) found.push(transition(issues.networkChanged(at('network'), name, networks.was, networks.is), withData));
  else if (before.cidr !== after.cidr && after.network !== undefined && !elsewhere)
    found.push(
      transition(issues.existingRangeChanged(at('network'), name, before.cidr, after.cidr), { datacenter: name }),
    );
  else if (before.cidr !== after.cidr)
    found.push(transition(issues.rangeChanged(at('cidr'), name, before.cidr, after.cidr), withData));
  const moved = networks || elsewhere ? undefined : movedNodes(before, after);
  if (moved) {
    const path = [...at('network'), 'existing', 'subnets', 'datastore', 'cidr'];
    found.push(transition(issues.datastoreSubnetChanged(path, name, moved.was, moved.is), withData));
  }
  if (!networks && after.network !== undefined && before.networkEgress !== after.networkEgress && !elsewhere)
    found.push(
      transition(issues.existingEgressChanged(at('network'), name, before.networkEgress !== undefined), {
        datacenter: name,
      }),
    );
  return found;
}

/**
 * Returns the words for the network that stands and the one that is wanted, if these differ: topogen's own, the user's, or
 * other subnets of the user's. Subnets that come or go with a tier are no change: what stood in them is judged elsewhere.
 */
function networkChange(
  before: StandingDatacenter,
  after: StandingDatacenter,
): { readonly was: string; readonly is: string } | undefined {
  const words = ({ network }: StandingDatacenter): string => network ?? 'a network of topogen';
  if (before.network !== after.network) return { was: words(before), is: words(after) };
  const moved = Object.entries(before.subnets ?? {}).find(([key, id]) => (after.subnets?.[key] ?? id) !== id);
  if (!moved) return undefined;
  const [key, id] = moved;
  return { was: `${id} (${key})`, is: after.subnets?.[key] ?? '' };
}

/** Returns the ranges of the datastore's subnet in a network of the user's, if its nodes would get other addresses. */
function movedNodes(
  before: StandingDatacenter,
  after: StandingDatacenter,
): { readonly was: string; readonly is: string } | undefined {
  const [was, is] = [before.datastoreCidr, after.datastoreCidr];
  if (was === undefined || is === undefined || before.network !== after.network) return undefined;
  return addressIn(was, 0) === addressIn(is, 0) ? undefined : { was, is };
}

/** Judges the supernet. One that contains the former is no loss: routes are changed in place, and ranges are judged apart. */
function judgeSupernet({ before, after }: Change): Transition[] {
  if (cidrContains(after.supernet, before.supernet)) return [];
  return [transition(issues.supernetChanged(['network', 'supernet'], before.supernet, after.supernet), {})];
}

/**
 * Judges names: a datacenter that goes must be named by whoever removes it. One that goes while another comes to the same place is
 * most likely the same one, renamed.
 */
function judgeNames(change: Change): Transition[] {
  const { before, after } = change;
  const [old, now] = [new Map(Object.entries(before.datacenters)), new Map(Object.entries(after.datacenters))];
  const come = [...now].filter(([name]) => !old.has(name));
  return [...old].flatMap(([name, was]) => {
    if (now.has(name)) return [];
    const heir = come.find(([, { cloud, region }]) => cloud === was.cloud && region === was.region)?.[0];
    const found =
      heir === undefined
        ? issues.datacenterRemoved(name)
        : issues.datacenterRenamed(pathTo(change, heir, 'name'), name, heir);
    return [transition(found, { datacenter: name, dataOf: [name] })];
  });
}

function pathTo({ spec }: Change, datacenter: string, key: string): (string | number)[] {
  return ['datacenters', spec.datacenters.findIndex(({ name }) => name === datacenter), key];
}
