export interface QuotedMachine {
  readonly type: string;
  readonly price: MachinePrice;
}

/** List price of one machine, before discounts and taxes. */
export interface MachinePrice {
  /** Absent if unknown, which is never the same as 0. */
  readonly usdPerHour?: number;
  readonly source: string;
  readonly date: string;
  /** Says what is odd about it, such as that it is another region's. */
  readonly note?: string;
}
