import type { CloudFactsTable } from '../../kernel/cloud/facts';
import type { DatacenterUse, Quota } from '../../kernel/cloud/quota';
import type { Role } from '../../kernel/ids';
import { DATASTORES } from '../datastores/registry';
import { place } from '../flow';
import type { BackupsPlan } from '../backup-copies';
import type { DatacenterPlan, Endpoint, Flow, LinkPlan, ShapePlan } from '../plan';
import type { KongPlan } from '../pools/pool';
import type { NatSizing } from '../sizing/sizing';
import { endsByDatacenter } from './link-ends';
import { machinesOf } from './machines';
import type { QuotaUse } from './limits';

/** Quotas are counted on these parts of the plan. */
export interface QuotaInputs {
  readonly datacenters: readonly DatacenterPlan[];
  readonly links: readonly LinkPlan[];
  readonly shape: ShapePlan;
  readonly flows: readonly Flow[];
  /** Address translation by datacenter. */
  readonly nat: ReadonlyMap<string, NatSizing>;
  readonly kong: Pick<KongPlan, 'migrations' | 'plainHttp'>;
  /** Undefined if there are none. */
  readonly backups?: BackupsPlan;
  readonly facts: CloudFactsTable;
}

/** Counts the use of every quota that the topology touches. */
export function countQuotas(inputs: QuotaInputs): QuotaUse[] {
  const uses = datacenterUses(inputs);
  return groups(inputs).flatMap(({ quota, place, members }) => {
    const used = quota.count(members.flatMap((member) => uses.get(member) ?? []));
    if (used === 0) return [];
    const { id, what, limit, kind, remedy, hitByAll, source } = quota;
    const stated = { ...(remedy ? { remedy } : {}), ...(hitByAll ? { hitByAll } : {}) };
    return [{ id: `${place}.${id}`, place, what, used, limit, kind, ...stated, source }];
  });
}

interface Group {
  readonly quota: Quota;
  readonly place: string;
  readonly members: readonly DatacenterPlan[];
}

/**
 * Groups the datacenters by quota and place: places in the order of their first datacenters, quotas in the order of the
 * table.
 */
function groups({ datacenters, facts }: QuotaInputs): Group[] {
  const found = new Map<string, Group & { readonly members: DatacenterPlan[] }>();
  for (const datacenter of datacenters) {
    for (const quota of facts[datacenter.cloud].quotas) {
      const place = placeOf(quota, datacenter);
      const key = `${place} ${quota.id}`;
      const group = found.get(key) ?? { quota, place, members: [] };
      found.set(key, group);
      group.members.push(datacenter);
    }
  }
  return [...found.values()];
}

function placeOf({ per }: Quota, datacenter: DatacenterPlan): string {
  switch (per) {
    case 'region':
      return datacenter.providerAlias === undefined
        ? datacenter.region
        : `${datacenter.accountId ?? datacenter.providerAlias}/${datacenter.region}`;
    case 'datacenter':
      return datacenter.name;
    case 'project':
      return projectOf(datacenter);
    case 'project-region':
      return `${projectOf(datacenter)}/${datacenter.region}`;
  }
}

function projectOf({ project, name }: DatacenterPlan): string {
  return project ?? name;
}

/** Returns the resources that the plan builds in each datacenter, as the clouds count them. */
function datacenterUses(inputs: QuotaInputs): ReadonlyMap<DatacenterPlan, DatacenterUse> {
  const { datacenters, links, flows, shape, nat } = inputs;
  const ends = endsByDatacenter(links);
  const rules = rulesByMember(flows, links, machineRolesOf(datacenters));
  return new Map(
    datacenters.map((datacenter): [DatacenterPlan, DatacenterUse] => {
      const { name } = datacenter;
      const { gateways, addressesPerGateway } = nat.get(name) ?? { gateways: 0, addressesPerGateway: 0 };
      const use: DatacenterUse = {
        hasOwnNetwork: datacenter.existing === undefined,
        hasGateway: datacenter.hasGateway,
        hasOwnGateway: datacenter.hasGateway && datacenter.existingGateway === undefined,
        isHub: shape.shape === 'hub' && shape.hub === name,
        natAddresses: gateways * addressesPerGateway,
        reservedAddresses: datacenter.egressAddresses ?? 0,
        endpoints: datacenter.endpoints?.services.length ?? 0,
        routesOut: datacenter.endpoints ? datacenter.endpoints.byRoute.length : 1,
        vpnInstances: datacenter.vpnInstances?.nodes.length ?? 0,
        isPublic: datacenter.exposure === 'public',
        balancerAddresses: datacenter.exposure === 'public' ? (datacenter.balancers?.nodes.length ?? 0) : 0,
        ...machinesOf(inputs, datacenter),
        snapshots: snapshotsOf(inputs, datacenter),
        clientPorts: inputs.kong.plainHttp === 'closed' ? 1 : 2,
        rules: [...rules.values()].filter((group) => group.datacenter === name),
        ends: (ends.get(name) ?? []).map(({ link, end, far }) => ({
          kind: link.kind,
          part: end.part,
          far,
          reaches: end.reaches.length,
          tunnels: link.tunnels.length,
        })),
      };
      return [datacenter, use];
    }),
  );
}

/** Counts the snapshots of all data disks: a new one is there before the oldest goes. A service's own backups are not among them. */
function snapshotsOf({ backups }: QuotaInputs, datacenter: DatacenterPlan): number {
  if (backups === undefined) return 0;
  const disks = DATASTORES[datacenter.datastore.engine]
    .machines(datacenter)
    .reduce((sum, machines) => sum + machines.number, 0);
  return disks * ((backups.keepDays * 24) / backups.everyHours + 1);
}

interface Rules {
  readonly datacenter: string;
  readonly role: Role;
  readonly isService: boolean;
  in: number;
  out: number;
}

/**
 * Counts the rules at the members of each role of each datacenter: one for each flow. A flow with the far end of a link
 * counts once for each of its addresses that a member hears, which are those of the tunnels that end on it.
 */
function rulesByMember(
  flows: readonly Flow[],
  links: readonly LinkPlan[],
  machineRoles: readonly Role[],
): ReadonlyMap<string, Rules> {
  const tunnels = new Map(links.map((link) => [link.id, tunnelsOfOneGateway(link)]));
  const found = new Map<string, Rules>();
  const add = (member: Endpoint, peer: Endpoint, way: 'in' | 'out'): void => {
    if (member.kind !== 'role') return;
    const key = place(member);
    const isService = !machineRoles.includes(member.role);
    const rules = found.get(key) ?? { datacenter: member.datacenter, role: member.role, isService, in: 0, out: 0 };
    found.set(key, rules);
    rules[way] += peer.kind === 'link' ? (tunnels.get(peer.link) ?? 1) : 1;
  };
  for (const { from, to } of flows) {
    add(to, from, 'in');
    add(from, to, 'out');
  }
  return found;
}

/** Returns the roles that have machines of the topology's own. */
function machineRolesOf([first]: readonly DatacenterPlan[]): readonly Role[] {
  return [
    'kong',
    'vpn',
    ...(first?.balancers ? (['balancer'] as const) : []),
    ...(first ? DATASTORES[first.datastore.engine].machineRoles : []),
  ];
}

/** Returns the number of tunnels of one gateway. Both gateways of an end have as many. */
function tunnelsOfOneGateway({ tunnels }: LinkPlan): number {
  return tunnels.filter(({ interfaces }) => interfaces.left === 0).length;
}
