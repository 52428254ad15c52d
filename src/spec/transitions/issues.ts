import { issue, type Issue } from '../../kernel/issue';
import { SMALLEST_SHARE_TEXT } from '../../kernel/smallest-share';
import { show } from '../issues/show';

/*
 * These functions make the issues about changes of what stands: what would be lost, and the way that loses nothing. What
 * the runbook has, and the word of `--allow`, are added to each remedy where the transition is made.
 */

type Path = Issue['path'];

/** The way to another place, whatever changes there. */
function elsewhere(datacenter: string, key: string, was: string): string {
  return (
    `write ${show(was)} as its ${key}; to move, add a datacenter of another name, and when it has the data and the load, ` +
    `remove ${datacenter} by OPERATIONS.md`
  );
}

export function cloudChanged(path: Path, datacenter: string, was: string, is: string): Issue {
  return issue('cloud-changed', {
    path,
    message: `${datacenter} stands on ${was}: on ${is} its network, links, nodes and data disks would be made anew, and what they hold be lost`,
    remedy: elsewhere(datacenter, 'cloud', was),
  });
}

export function regionChanged(path: Path, datacenter: string, was: string, is: string): Issue {
  return issue('region-changed', {
    path,
    message: `${datacenter} stands in ${was}: in ${show(is)} its network, links, nodes and data disks would be made anew, and what they hold be lost`,
    remedy: elsewhere(datacenter, 'region', was),
  });
}

export function projectChanged(path: Path, datacenter: string, was: string, is: string): Issue {
  return issue('project-changed', {
    path,
    message: `${datacenter} stands in project ${show(was)}: in ${show(is)} its network, links, nodes and data disks would be made anew, and what they hold be lost`,
    remedy: elsewhere(datacenter, 'project', was),
  });
}

/** @param is undefined if nothing says any more which account it is */
export function accountChanged(path: Path, datacenter: string, was: string, is: string | undefined): Issue {
  const what =
    is === undefined
      ? 'the credentials at hand would decide, and in any other account its network, links, nodes and data disks would be built a second time, while Terraform forgets those that stand'
      : `in ${is} its network, links, nodes and data disks would be built a second time, while Terraform forgets those that stand`;
  return issue('account-changed', {
    path,
    message: `${datacenter} stands in account ${was}: ${what}`,
    remedy: `write a role of account ${was}, or "allowedAccountIds": [${show(was)}], for it; to move, add a datacenter of another name in the other account, and when it has the data and the load, remove ${datacenter} by OPERATIONS.md`,
  });
}

export function keyChanged(path: Path, datacenter: string, was: string | undefined, is: string | undefined): Issue {
  // Whole, since two keys of one ring differ in their last letters.
  const words = (key: string | undefined): string => (key === undefined ? 'keys of the cloud' : JSON.stringify(key));
  return issue('key-changed', {
    path,
    message: `${datacenter} was made with ${words(was)}: disks, databases, log buckets and the values of secrets that stand keep that, and with ${words(is)} only what is made anew is encrypted`,
    remedy: `${was === undefined ? 'leave kmsKey out' : `write "kmsKey": ${JSON.stringify(was)}`}; docs/security.md of topogen has the way to another key, which keeps the former one enabled until nothing has it any more`,
  });
}

export function zonesChanged(path: Path, datacenter: string, was: readonly string[], is: readonly string[]): Issue {
  return issue('zones-changed', {
    path,
    message: `${datacenter} stands in ${was.join(', ')}: in ${is.join(', ')} subnets, nodes and data disks would be made anew, and what they hold be lost; the order counts too`,
    remedy: `write "zones": ${JSON.stringify(was)}; to move, add a datacenter of another name, and when it has the data and the load, remove ${datacenter} by OPERATIONS.md`,
  });
}

export function rangeChanged(path: Path, datacenter: string, was: string, is: string): Issue {
  return issue('range-changed', {
    path,
    message: `${datacenter} has ${was}: with ${is} its network and every address in it would be made anew, and what its data disks hold be lost`,
    remedy: `write "cidr": ${show(was)} for it`,
  });
}

export function existingRangeChanged(path: Path, datacenter: string, was: string, is: string): Issue {
  return issue('existing-range-changed', {
    path,
    message: `the network of ${datacenter} has ${was}: with ${is} the routes that lead there from the other datacenters are made anew, and their links with it may be cut meanwhile`,
    remedy: `write "cidr": ${show(was)} in network.existing of it`,
  });
}

export function datastoreSubnetChanged(path: Path, datacenter: string, was: string, is: string): Issue {
  return issue('datastore-subnet-changed', {
    path,
    message: `datastore nodes of ${datacenter} have their addresses from the beginning of ${was} on: with ${is} every one of them would be made anew with another address, which the others do not know`,
    remedy: `write "cidr": ${show(was)} for the datastore in network.existing of it, and let its subnet grow only at the end; to move, add a datacenter of another name, and when it has the data and the load, remove ${datacenter} by OPERATIONS.md`,
  });
}

/** @param wasManaged true if topogen made the address translation that stands */
export function existingEgressChanged(path: Path, datacenter: string, wasManaged: boolean): Issue {
  const [was, is] = wasManaged ? ['managed', 'existing'] : ['existing', 'managed'];
  const lost = wasManaged
    ? 'the address translation of topogen goes, and machines reach no package mirror or service until a way of yours leads them there'
    : 'address translation of topogen comes, which the cloud refuses where one of yours has these subnets';
  return issue('existing-egress-changed', {
    path,
    message: `machines of ${datacenter} leave its network by egress ${was}: with ${is} ${lost}, and from other outside addresses`,
    remedy: `write "egress": ${show(was)} in network.existing of it`,
  });
}

export function networkChanged(path: Path, datacenter: string, was: string, is: string): Issue {
  return issue('network-changed', {
    path,
    message: `${datacenter} stands in ${was}: in ${is} its addresses, nodes and data disks or its balancer would be made anew, and what they hold be lost`,
    remedy: `write the network and the subnets that it stands in; to move, add a datacenter of another name there, and when it has the data and the load, remove ${datacenter} by OPERATIONS.md`,
  });
}

export function supernetChanged(path: Path, was: string, is: string): Issue {
  return issue('supernet-changed', {
    path,
    message: `the supernet is ${was}: ${is} does not contain it, so routes and firewalls between datacenters would lose ranges`,
    remedy: `write "supernet": ${show(was)}, or a range that contains it, with the range that each datacenter has today as its "cidr"`,
  });
}

export function datacenterRenamed(path: Path, was: string, is: string): Issue {
  return issue('datacenter-renamed', {
    path,
    message: `${was} is gone and ${is} is new in the same place: a name never changes, so this removes one datacenter with its data and adds another`,
    remedy: `name it ${show(was)} again; to have ${show(is)} instead, add it beside ${was}, and when it has the data and the load, remove ${was} by OPERATIONS.md`,
  });
}

export function datacenterRemoved(datacenter: string): Issue {
  return issue('datacenter-removed', {
    path: ['datacenters'],
    message: `${datacenter} stands and is named no more: the folders of its stacks would go, with which alone it can be taken down, and the next apply of the others would cut its links`,
    remedy: `keep ${datacenter} in datacenters; to remove it, hand over its data and destroy its cluster first`,
  });
}

export function engineChanged(was: string, is: string): Issue {
  return issue('engine-changed', {
    path: ['datastore', 'engine'],
    message: `the datastore is ${was}: ${is} would begin empty, and the data disks of ${was} be destroyed`,
    remedy: `write "engine": ${show(was)}; for another engine make a new topology of another name, and bring the configuration over with decK`,
  });
}

export function kongStepBack(was: string, is: string): Issue {
  return issue('kong-step-back', {
    path: ['kong', 'version'],
    message: `Kong ${was} stands: its migrations have changed the tables, and ${is} does not read them`,
    remedy: `write "version": ${show(was)}; the way back is a datastore restored from before the upgrade`,
  });
}

export function kongReleaseSkipped(was: string, is: string, way: readonly string[]): Issue {
  const through = way.join(', then ');
  return issue('kong-release-skipped', {
    path: ['kong', 'version'],
    message: `Kong ${was} stands, and no upgrade guide of Kong's leads from it to ${is} in one step${way.length === 0 ? '' : `: by ${through}`}`,
    remedy:
      way.length === 0
        ? `write "version": ${show(was)}`
        : `write "version": ${show(way[0])}, apply, and go on from there when kong migrations list says that nothing is pending`,
  });
}

export function kongEventsApart(was: string, is: string): Issue {
  return issue('kong-events-apart', {
    severity: 'warning',
    path: ['kong', 'version'],
    message: `while nodes of Kong ${was} and ${is} stand beside each other, changes of routes, services and plugins do not cross between them: from 3.7 they travel another way`,
    remedy: 'let nobody configure Kong until the last node is replaced',
  });
}

export function kongRedisFieldsMoved(was: string, is: string): Issue {
  return issue('kong-redis-fields-moved', {
    severity: 'warning',
    path: ['kong', 'version'],
    message: `rate limiting of Kong 3.6 and later keeps its Redis in other fields: nodes of ${was} answer 500 on its routes from the finish of the migrations of ${is} on, and a plugin that is made on them before it loses its host`,
    remedy: 'finish them when no former node is left, and let nobody configure Kong meanwhile',
  });
}

/** These are the days that something was kept for, and those that are left. */
export interface Shortened {
  readonly was: number;
  readonly is: number;
}

export function flowLogsShortened({ was, is }: Shortened): Issue {
  return issue('flow-logs-shortened', {
    path: ['network', 'flowLogRetentionDays'],
    message: `flow logs are kept for ${was} days: with ${is} the clouds delete what is older, for good`,
    remedy: `write "flowLogRetentionDays": ${was}; or first copy what you must keep`,
  });
}

export function backupsShortened({ was, is }: Shortened): Issue {
  return issue('backups-shortened', {
    path: ['backups'],
    message: `backups of the datastore are kept for ${was} days: with ${is} the older ones are deleted, and to what was before nothing goes back`,
    remedy: `write "backups": { "keepDays": ${was} }, and no other "backupRetentionDays" beside it; or first make a backup by hand, which is kept until you delete it`,
  });
}

export function stateMoved(was: string, is: string, isOnOneMachine: boolean): Issue {
  return issue('state-moved', {
    severity: isOnOneMachine ? 'warning' : 'error',
    path: ['state'],
    message: `Terraform's states are kept in ${was}: in ${is} there are none yet, and an apply would build everything anew beside what stands`,
    remedy: `write "state" as it was; to move, carry each state over before you apply`,
  });
}

export function redisRemoved(datacenters: readonly string[]): Issue {
  return issue('redis-removed', {
    path: ['kong', 'plugins'],
    message: `a Redis stands in ${datacenters.join(', ')}: no plugin of the spec counts there any more, so it goes with its counters and its name, and requests fail or pass uncounted on every route whose plugin still asks it`,
    remedy: 'leave "policy": "redis" until the plugins in Kong have another one',
  });
}

/** Links that a change takes away or makes anew, in the words of both states. */
export interface LinksChanged {
  readonly was: string;
  readonly is: string;
  /** Ids of links that are gone afterwards. */
  readonly cut: readonly string[];
  /** Ids of links that come back with other gateways. */
  readonly remade: readonly string[];
}

export function linksChanged(path: Path, { was, is, cut, remade }: LinksChanged): Issue {
  const lost = [
    ...(cut.length === 0 ? [] : [`${firstOf(cut)} ${cut.length === 1 ? 'is' : 'are'} cut`]),
    ...(remade.length === 0
      ? []
      : [`${firstOf(remade)} ${remade.length === 1 ? 'is' : 'are'} made anew, and cut until the apply has ended`]),
  ];
  return issue('links-changed', {
    path,
    message: `the links are ${was}: with ${is} ${lost.join('; ')}`,
    remedy:
      'write "links" as it was; to change it, choose an hour in which every node is up, since datacenters that do not reach each ' +
      'other drift apart until the links are back',
  });
}

export function asnChanged(path: Path, was: number, is: number): Issue {
  return issue('asn-changed', {
    path,
    message: `numbers of autonomous systems begin at ${was}: from ${is} on, gateways that links end at are made anew or refuse the change, every session of BGP ends, and datacenters do not reach each other until the apply of links has ended`,
    remedy: `write "firstAsn": ${was}; to have other numbers beside another topology, choose them for the one that does not stand yet`,
  });
}

/** A message names so many links. */
const MOST_LINKS = 4;

function firstOf(ids: readonly string[]): string {
  const more = ids.length - MOST_LINKS;
  return `${ids.slice(0, MOST_LINKS).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

export function shareLowered(path: Path, lowered: readonly string[], come: readonly string[]): Issue {
  return issue('share-lowered', {
    severity: 'warning',
    path,
    message: `${come.join(', ')} takes a share of ${lowered.join(', ')} in the step that adds it: their pools become smaller before it serves anybody`,
    remedy: `give it "share": ${SMALLEST_SHARE_TEXT} until it serves, and the load in a step of its own`,
  });
}

/** @param known false if the lock file does not say whether a Redis stands */
export function redisPasswordAtOnce(path: Path, known: boolean): Issue {
  return issue('redis-password-at-once', {
    path,
    message: `Redis ${known ? 'stands' : 'may stand'} without a password: Kong's nodes and plugins that have none yet would be refused by it, and their requests pass uncounted or fail`,
    remedy: `write "prepared" first, and "required" when every node and every plugin has the password: docs/redis.md has the steps${known ? '' : '; where no Redis stands yet nothing is refused'}`,
  });
}

export function redisPasswordWithdrawn(path: Path, was: string, is: string): Issue {
  return issue('redis-password-withdrawn', {
    path,
    message: `Redis has its password ${was}: with ${is} Memorystore refuses those who still give one, and ElastiCache takes none away`,
    remedy: `write "password": ${show(was)}, or leave it out; topogen runbook <spec> --rotate redis-password has the steps to another password`,
  });
}
