import type { CostRole } from '../../kernel/charge';

/** What a topology costs in a month, line by line. Plain JSON. */
export interface CostBreakdown {
  readonly topology: string;
  readonly currency: 'USD';
  /** By datacenter in order of index, then by link; within each in the order of the roles. */
  readonly lines: readonly CostLine[];
  /** Sum of what is known. */
  readonly monthlyUsd: number;
  /** Whether a price or a quantity is unknown, so that the true sum is higher. */
  readonly isLowerBound: boolean;
  /** Sums of what is known, each with whether more is unknown. */
  readonly byPlace: readonly CostSum[];
  readonly byRole: readonly CostSum[];
}

export interface CostSum {
  readonly name: string;
  readonly monthlyUsd: number;
  readonly isLowerBound: boolean;
}

export interface CostLine {
  /** Unique and stable, for comparisons: `us-east/kong/nodes/machines`. */
  readonly id: string;
  /** A datacenter or a link. */
  readonly place: string;
  readonly role: CostRole;
  /** What it is for, within place and role, e.g. `data disks`. */
  readonly resource: string;
  /** Terraform's type of the resource. */
  readonly resourceType: string;
  /** What is paid for, e.g. `gp3 storage`. */
  readonly component: string;
  /** In a month; absent where it is unknown. */
  readonly quantity?: number;
  readonly unit: string;
  /** Of one unit; absent where it is unknown. */
  readonly usdPerUnit?: number;
  /** Absent where price or quantity is unknown. */
  readonly monthlyUsd?: number;
  readonly source: string;
  readonly date: string;
  /** What to know about price or quantity, e.g. that they are another region's. */
  readonly note?: string;
}
