import { grouped } from '../table';
import type { Model } from './model';
import type { Outcome } from './outcome';

/** Returns one sentence on what to do after a loss, the most urgent part first. */
export function adviceOn(model: Model, outcome: Outcome): string {
  const urgent = [...overload(outcome), ...noData(model, outcome)];
  const parts = [...shut(outcome), ...offline(outcome), ...(urgent.length > 0 ? urgent : ofParts(model, outcome))];
  const text = parts.join('; ');
  return text === '' ? 'Nothing is to be done.' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function overload({ busiest, falls, promised, holds, shut: closed }: Outcome): string[] {
  if (!busiest) return closed.length > 0 ? [] : ['no Kong is left: bring back a datacenter'];
  const { neededNodes, maximumNodes } = busiest;
  const scaling =
    neededNodes <= maximumNodes
      ? `automatic scaling starts the ${grouped(neededNodes)} nodes that it needs within minutes`
      : `it needs ${grouped(neededNodes)} nodes and automatic scaling stops at ${grouped(maximumNodes)}: raise kong.maximumFactor`;
  if (falls.length > 0)
    return [`send fewer requests at once, since ${busiest.datacenter} cannot carry them: ${scaling}`];
  if (busiest.utilization > 1 || (promised && !holds && neededNodes > busiest.nodes)) return [scaling];
  return [];
}

/** Returns the clause on datacenters whose Kong no client reaches. */
function shut({ shut: names }: Outcome): string[] {
  return names.length === 0
    ? []
    : [`let Terraform make the balancers of ${names.join(', ')} anew: until then no client reaches Kong there`];
}

/** Returns the clause on datacenters that are off the internet; their groups start nodes, which cannot install Kong. */
function offline({ offline: names }: Outcome): string[] {
  return names.length === 0
    ? []
    : [
        `write "egress": "managed" for ${names.join(', ')} and apply the network: until then no call from there to the internet succeeds, and new nodes cannot install`,
      ];
}

function noData({ datastore, hybrid }: Model, outcome: Outcome): string[] {
  const { reads, writes, datacenters, left } = outcome;
  if (datacenters.length === 0 || (reads === 'all' && writes === 'all')) return [];
  const served =
    reads === 'all'
      ? 'requests go on'
      : 'until then Kong serves what is in its caches, and answers 500 for consumers that are not';
  const isLost = [...left.touched.values()].some(({ lostMembers }) => lostMembers.size > 0);
  const first = isLost ? datastore.remedies.access : 'bring the lost links back first';
  if (hybrid) return [withoutControl(hybrid.datacenter, datastore.standIns, outcome, isLost ? first : undefined)];
  return [`${first}; configure nothing meanwhile: ${served}`];
}

/**
 * Returns the clauses on data planes that hear of no changes: those of some datacenters, or all.
 *
 * @param standIns datacenters whose replica can take the place of the primary, and control planes with it
 * @param remedy that brings the datastore back; undefined if nothing of it is lost
 */
function withoutControl(
  home: string,
  standIns: readonly string[],
  { datacenters, left }: Outcome,
  remedy: string | undefined,
): string {
  const late = datacenters.flatMap(({ datacenter, writes }) => (writes === 'all' ? [] : [datacenter]));
  const serve = 'requests go on with the configuration as it was';
  if (late.length < datacenters.length)
    return `bring the lost links back; data planes of ${late.join(', ')} hear of changes then: until then ${serve}`;
  const standIn = standIns.find((name) => !left.gone.includes(name));
  const otherwise =
    standIn === undefined ? '' : `, or promote the replica of ${standIn}, as OPERATIONS.md says: they come with it`;
  const first = left.gone.includes(home)
    ? `bring ${home} back, where the control planes are${otherwise}`
    : (remedy ?? `leave the control planes of ${home} to their group, which starts others`);
  return `${first}; nothing can be configured meanwhile: ${serve}`;
}

function ofParts({ datastore, hybrid }: Model, { losses, pairsApart, shut: closed }: Outcome): string[] {
  const roles = new Set(losses.flatMap((it) => (it.kind === 'node' ? [it.role] : [])));
  const kinds = new Set(losses.map(({ kind }) => kind));
  return [
    ...(kinds.has('datacenter') ? ['see that clients are sent to the other datacenters'] : []),
    ...(!hybrid && (kinds.has('link') || pairsApart > 0)
      ? ['configure Kong from one datacenter alone until all reach each other again']
      : []),
    ...(kinds.has('zone') ? ['leave Kong to its group, which starts nodes in the other zones'] : []),
    ...(roles.has('datastore') ? [datastore.remedies.member] : []),
    ...(roles.has('control') ? ['leave it to its group: another control plane takes the data planes over'] : []),
    ...(roles.has('kong') && losses.length === 1 ? ['leave it to its group, which starts another node'] : []),
    ...(roles.has('balancer') && closed.length === 0
      ? ['let Terraform make the balancer anew: the other one carries all clients']
      : []),
    ...(roles.has('vpn') ? ['let Terraform make the instance anew: the other one carries its links alone'] : []),
    ...(roles.has('redis') ? ['leave it to the cloud: a replica takes over'] : []),
  ];
}

/** Returns the sentences on how long the lost may be away, and on the work that waits for them. */
export function hintText({ datastore, plan }: Model): string {
  const { datacenter } = plan.kong.migrations;
  const waiting = datastore.migrationsNeedAll
    ? `Migrations of Kong's schema, which run in ${datacenter}, wait until every ${datastore.memberTitle} is back.`
    : `Migrations of Kong's schema run in ${datacenter} alone.`;
  return `${datastore.onReturn} ${waiting}`;
}

/** True if Kong's schema can be migrated. */
export function canMigrate({ datastore, plan }: Model, outcome: Outcome): boolean {
  const there = outcome.datacenters.find(({ datacenter }) => datacenter === plan.kong.migrations.datacenter);
  return there?.writes === 'all' && !(datastore.migrationsNeedAll && missesWrites(outcome));
}

/** True if a part of the datastore is lost or does not hear of writes elsewhere, and some of it is left to keep them. */
export function missesWrites({ left, datacenters, pairsApart }: Outcome): boolean {
  return datacenters.length > 0 && (pairsApart > 0 || [...left.touched.values()].some((it) => it.lostMembers.size > 0));
}
