import type { CostRole } from '../../kernel/charge';

/** The monthly cost of a topology, line by line. Plain JSON. */
export interface CostBreakdown {
  readonly topology: string;
  readonly currency: 'USD';
  /** Lines by datacenter in order of index, then by link; within each in the order of the roles. */
  readonly lines: readonly CostLine[];
  /** Sum of the lines whose cost is known. */
  readonly monthlyUsd: number;
  /** True if a price or a quantity is unknown, so that the true sum is higher. */
  readonly isLowerBound: boolean;
  /** Sum of each datacenter and link, with whether it is a lower bound. */
  readonly byPlace: readonly CostSum[];
  readonly byRole: readonly CostSum[];
}

export interface CostSum {
  readonly name: string;
  readonly monthlyUsd: number;
  readonly isLowerBound: boolean;
}

export interface CostLine {
  /** Unique and stable id, for comparisons: `us-east/kong/nodes/machines`. */
  readonly id: string;
  /** Name of a datacenter or id of a link. */
  readonly place: string;
  readonly role: CostRole;
  /** Purpose within place and role, e.g. `data disks`. */
  readonly resource: string;
  /** Terraform's type of the resource. */
  readonly resourceType: string;
  /** Item on the cloud's price list, e.g. `gp3 storage`. */
  readonly component: string;
  /** Quantity in a month; absent if unknown. */
  readonly quantity?: number;
  readonly unit: string;
  /** Price of one unit; absent if unknown. */
  readonly usdPerUnit?: number;
  /** Absent if price or quantity is unknown. */
  readonly monthlyUsd?: number;
  readonly source: string;
  readonly date: string;
  /** Remark on price or quantity, e.g. that they are another region's. */
  readonly note?: string;
}
