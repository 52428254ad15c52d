import type { LinkKind } from '../../kernel/cloud-facts';
import type { LinkEnd } from '../../plan/plan';
import type { CostRole } from './cost';
import type { PriceRule } from './price';
import type { DatacenterQuantities, LinkQuantities } from './quantities';

/** What a cloud charges for, apart from machines, whose prices are in the plan. */
export interface PriceList {
  /** Terraform's types of the resources that machines belong to. */
  readonly machineTypes: { readonly kong: string; readonly other: string };
  readonly datacenter: readonly DatacenterCharge[];
  /** By kind of link and part in it, e.g. `managed-vpn.dials`. */
  readonly links: Readonly<Partial<Record<`${LinkKind}.${LinkEnd['part']}`, readonly LinkCharge[]>>>;
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
  readonly quantity: keyof DatacenterQuantities;
}

export interface LinkCharge extends Charge {
  readonly quantity: keyof LinkQuantities;
}
