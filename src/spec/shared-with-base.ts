import type { Issue, PathStep } from '../kernel/issue';
import * as issues from './issues/extends';
import { placeAt, placeOf, plainValue, tryFindNode, type Place, type Source } from './source/source';

/*
 * Names, states, records, subnets and routers are there once: a spec that had them in common with one that it extends would
 * change what that has built.
 */

/** Returns the faults of a spec that would share a name, a state, records, subnets or a router with one of those that it extends. */
export function sharedWithBase(shares: Shares): readonly Issue[] {
  const names = sameNames(shares);
  // One name is the reason for all else that is one.
  if (names.length > 0) return names;
  return [...sameStates(shares), ...sameHostnames(shares), ...sameSubnets(shares), ...sameRouters(shares)];
}

/** A spec and those that it extends. */
export interface Shares {
  /** The spec alone. */
  readonly own: Source;
  /** The specs that it extends, each with all that it takes from the next, the nearest first. */
  readonly bases: readonly Source[];
  /** The spec with all that it takes from them. */
  readonly merged: Source;
}

/** A name is part of every resource and of the state's path, so two specs of one name would take each other's. */
function sameNames({ own, bases }: Shares): readonly Issue[] {
  const name = textIn(own, ['name']);
  const same = name === undefined ? undefined : bases.find((base) => textIn(base, ['name']) === name);
  return name === undefined || !same ? [] : [issues.nameOfBase(placeOf(own, ['name']), name, fileOf(same))];
}

/** The plan of a spec whose state another has would be to take away what that has. */
function sameStates(shares: Shares): readonly Issue[] {
  const { bases, merged } = shares;
  const state = stateIn(merged);
  const same = state === undefined ? undefined : bases.find((base) => stateIn(base) === state);
  return state === undefined || !same ? [] : [issues.stateOfBase(placeIn(shares, PREFIX), state, fileOf(same))];
}

/** Returns where the states of a spec lie in a bucket: a prefix that is stated stands in the name's place. */
function stateIn(source: Source): string | undefined {
  const bucket = textIn(source, ['state', 'bucket']);
  const folder = textIn(source, PREFIX) ?? textIn(source, ['name']);
  return bucket === undefined || folder === undefined ? undefined : `${bucket}/${folder}`;
}

/** Records of one name in one zone would lead clients of either topology to both. */
function sameHostnames(shares: Shares): readonly Issue[] {
  const { bases, merged } = shares;
  const [hostname, zone] = [textIn(merged, HOSTNAME), textIn(merged, ZONE)];
  if (hostname === undefined || zone === undefined) return [];
  const same = bases.find((base) => textIn(base, HOSTNAME) === hostname && textIn(base, ZONE) === zone);
  return same ? [issues.hostnameOfBase(placeIn(shares, HOSTNAME), hostname, fileOf(same))] : [];
}

/** Nodes have fixed addresses in their subnets, which another topology would give to its own. */
function sameSubnets(shares: Shares): readonly Issue[] {
  return samePartsOfNetworks(shares, subnetsIn, issues.subnetOfBase);
}

/** Links have their addresses by the indexes of datacenters, so that two topologies would give the same ones to one router. */
function sameRouters(shares: Shares): readonly Issue[] {
  return samePartsOfNetworks(shares, routersIn, issues.routerOfBase);
}

/** Returns an issue for each base that has a part of a network too: the first one that it has. */
function samePartsOfNetworks(
  shares: Shares,
  partsIn: (source: Source) => ReadonlyMap<string, readonly PathStep[]>,
  ofBase: typeof issues.subnetOfBase,
): readonly Issue[] {
  const wanted = [...partsIn(shares.merged)];
  return shares.bases.flatMap((base) => {
    const taken = partsIn(base);
    const shared = wanted.find(([id]) => taken.has(id));
    if (!shared) return [];
    const [id, path] = shared;
    return [ofBase(placeIn(shares, path), path, id, fileOf(base))];
  });
}

const PREFIX = ['state', 'prefix'];
const HOSTNAME = ['gateway', 'hostname'];
const ZONE = ['gateway', 'dns', 'zone'];

/** Returns the path of the network of each subnet that a spec names, by the subnet's id. */
function subnetsIn(source: Source): ReadonlyMap<string, readonly PathStep[]> {
  return networksWith(source, ['existing', 'subnets'], 'id');
}

/** Returns the same of each router that links end on. */
function routersIn(source: Source): ReadonlyMap<string, readonly PathStep[]> {
  return networksWith(source, ['gateway'], 'router');
}

/** Returns the path of the network of each datacenter by the texts that it has under a key, at any depth of a part. */
function networksWith(
  { root }: Source,
  part: readonly string[],
  key: string,
): ReadonlyMap<string, readonly PathStep[]> {
  const datacenters = tryFindNode(root, ['datacenters']);
  if (datacenters?.kind !== 'list') return new Map();
  return new Map(
    datacenters.items.flatMap((datacenter, i) => {
      const node = tryFindNode(datacenter, ['network', ...part]);
      const ids = node ? textsAt(plainValue(node), key) : [];
      return ids.map((id) => [id, ['datacenters', i, 'network']] as const);
    }),
  );
}

/** Returns the texts that a value has under a key, at any depth. */
function textsAt(value: unknown, key: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) =>
    name === key && typeof child === 'string' ? [child] : textsAt(child, key),
  );
}

/** Returns the place of a value, or in the place of one that a base has that of the word by which the spec takes it. */
function placeIn({ own, merged }: Shares, path: readonly PathStep[]): Place {
  const place = placeOf(merged, path);
  return place.file === fileOf(own) ? place : placeOf(own, ['extends']);
}

function fileOf(base: Source): string {
  return placeAt(base, base.root.start).file;
}

function textIn({ root }: Source, path: readonly string[]): string | undefined {
  const node = tryFindNode(root, path);
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}
