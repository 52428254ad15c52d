import type { LinkKind, LinkPart } from './cloud/links';
import { ENGINE_IDS, type EngineId } from './ids';
import type { PriceRule } from './price';
import type { DatacenterUsage, LinkUsage, NamesUsage } from './usage';

/** A price list has the charges of a cloud apart from those for machines, whose prices are in the plan. */
export interface PriceList {
  /** Terraform's types of the resources that machines belong to. */
  readonly machineTypes: { readonly kong: string; readonly other: string; readonly database: string };
  readonly datacenter: readonly DatacenterCharge[];
  /** Further charges of a datacenter, by its datastore. */
  readonly datastores: Readonly<Record<EngineId, readonly DatacenterCharge[]>>;
  /** Charges of an end of a link by the link's kind and the end's part in it, e.g. `managed-vpn.dials`. */
  readonly links: Readonly<Partial<Record<`${LinkKind}.${LinkPart}`, readonly LinkCharge[]>>>;
  /** Charges for the names of the gateway, where the cloud's service answers for them. */
  readonly names: readonly NamesCharge[];
}

interface Charge {
  readonly resource: string;
  readonly resourceType: string;
  readonly component: string;
  readonly unit: string;
  readonly price: PriceRule;
}

export interface DatacenterCharge extends Charge {
  readonly role: CostRole;
  /** Returns the number of units that a month is charged for, or undefined if it cannot be estimated. */
  quantity(usage: DatacenterUsage): number | undefined;
}

export interface LinkCharge extends Charge {
  quantity(usage: LinkUsage): number;
}

export interface NamesCharge extends Charge {
  /** Returns the number of units that a month is charged for, or undefined if it cannot be estimated. */
  quantity(usage: NamesUsage): number | undefined;
}

/** Every line of a bill has one of these roles. */
export const COST_ROLES = [
  'kong',
  ...ENGINE_IDS,
  'redis',
  'balancer',
  'names',
  'network',
  'traffic',
  'secrets',
  'logs',
  'alarms',
  'link',
] as const;

export type CostRole = (typeof COST_ROLES)[number];
