import type { CloudFacts, CloudFactsTable, MachineFacts } from '../../kernel/cloud/facts';
import { saleOf, soldOf, zonesThatSell, type SalePlace } from '../../kernel/cloud/offerings';
import type { Issue } from '../../kernel/issue';
import { ENGINES_OF_MACHINES, type EngineOfMachines } from '../datastores/schema';
import type { DatacenterDraft, Draft } from '../draft';
import * as issues from '../issues/machines';
import type { DatacenterDocument } from '../schema';
import type { NodeDocument } from '../schema-values';
import { zonesOf } from '../zones';

type NodeRole = 'kong' | EngineOfMachines;

/** A message names at most this many other machine types. */
const MOST_OTHERS = 4;

/**
 * Checks that every machine type that a spec names is sold in the zones of its datacenter, and that topogen has one to choose
 * where it names none.
 */
export function checkOfferings(draft: Draft, facts: CloudFactsTable): Issue[] {
  const { datastore } = draft;
  const engine = ENGINES_OF_MACHINES.find((id) => id === datastore?.engine);
  const roles: readonly NodeRole[] = ['kong', ...(engine === undefined ? [] : [engine])];
  return draft.datacenters.flatMap((datacenter) => roles.flatMap((role) => checkRole(datacenter, role, facts)));
}

function checkRole({ path, document }: DatacenterDraft, role: NodeRole, facts: CloudFactsTable): Issue[] {
  const cloud = facts[document.cloud];
  const { machineType }: NodeDocument = document[role];
  if (machineType !== undefined) {
    const offered = typeof machineType !== 'string' && machineType.offered === true;
    return offered ? [] : checkNamed([...path, role, 'machineType'], machineType, role, document, cloud);
  }
  const place = placeOf(document, cloud);
  if (soldOf(cloud, place, familiesOf(cloud, role)).length > 0) return [];
  return [issues.noMachineTypeSoldHere([...path, 'region'], role, newsOf(cloud, place, '', []))];
}

function checkNamed(
  at: Issue['path'],
  machineType: NonNullable<NodeDocument['machineType']>,
  role: NodeRole,
  document: DatacenterDocument,
  cloud: CloudFacts,
): Issue[] {
  const [type, size] = typeof machineType === 'string' ? [machineType, undefined] : [machineType.type, machineType];
  const known = cloud.machines.find((machine) => machine.type === type);
  const place = placeOf(document, cloud);
  const news = newsOf(cloud, place, type, others(cloud, place, role, known ?? size));
  switch (saleOf(cloud, place, type)) {
    case 'yes':
      return [];
    case 'no':
      return [issues.machineTypeNotSoldHere(at, type, news)];
    case 'perhaps':
      return [issues.machineTypePerhapsNotSold(at, type, news)];
    case 'unknown':
      return known ? withoutPrice(at, known, document.region, cloud) : [];
  }
}

/** The place of a datacenter, with the zones that it has when it names none. */
function placeOf({ region, zones }: DatacenterDocument, cloud: CloudFacts): SalePlace {
  return { region, zones: zonesOf({ zones, region }, cloud) };
}

function newsOf(cloud: CloudFacts, { region }: SalePlace, type: string, named: readonly string[]): issues.SaleNews {
  const zones = zonesThatSell(cloud, region, type);
  return { region, cloud: cloud.title, date: cloud.offerings.date, zones, others: named };
}

/** Machine types that all zones sell: of each family for the role the smallest with as many vCPUs. */
function others(
  cloud: CloudFacts,
  place: SalePlace,
  role: NodeRole,
  size: { readonly vcpus: number } | undefined,
): readonly string[] {
  const least = size?.vcpus ?? 0;
  return familiesOf(cloud, role)
    .filter((family) => saleOf(cloud, place, family) === 'yes')
    .flatMap((family) => {
      const sizes = cloud.machines.filter((it) => it.family === family).sort((a, b) => a.vcpus - b.vcpus);
      return (sizes.find(({ vcpus }) => vcpus >= least) ?? sizes.at(-1))?.type ?? [];
    })
    .slice(0, MOST_OTHERS);
}

function familiesOf({ machineFamilies }: CloudFacts, role: NodeRole): readonly string[] {
  return role === 'kong' ? machineFamilies.processor : machineFamilies.memory;
}

/** Warns of a machine type without a price in a region that has prices. In other regions the table proves nothing. */
function withoutPrice(path: Issue['path'], machine: MachineFacts, region: string, cloud: CloudFacts): Issue[] {
  const priced = cloud.machines.some((other) => Object.hasOwn(other.usdPerHour, region));
  if (!priced || Object.hasOwn(machine.usdPerHour, region)) return [];
  return [issues.machineTypeWithoutPrice(path, machine.type, region)];
}
