import type { LinkKind, LinkPart } from './cloud/links';
import { ENGINE_IDS, type EngineId } from './ids';
import type { PriceRule } from './price';
import type { DatacenterUsage, LinkUsage } from './usage';

/** What a cloud charges for, apart from machines, whose prices are in the plan. */
export interface PriceList {
  /** Terraform's types of the resources that machines belong to. */
  readonly machineTypes: { readonly kong: string; readonly other: string };
  readonly datacenter: readonly DatacenterCharge[];
  /** What a datacenter is charged for besides, by its datastore. */
  readonly datastores: Readonly<Record<EngineId, readonly DatacenterCharge[]>>;
  /** By kind of link and part in it, e.g. `managed-vpn.dials`. */
  readonly links: Readonly<Partial<Record<`${LinkKind}.${LinkPart}`, readonly LinkCharge[]>>>;
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
  /** How many units a month are charged for; undefined where nobody can say. */
  quantity(usage: DatacenterUsage): number | undefined;
}

export interface LinkCharge extends Charge {
  quantity(usage: LinkUsage): number;
}

/** What money is spent on. */
export const COST_ROLES = [
  'kong',
  ...ENGINE_IDS,
  'redis',
  'balancer',
  'network',
  'traffic',
  'secrets',
  'logs',
  'link',
] as const;

export type CostRole = (typeof COST_ROLES)[number];
