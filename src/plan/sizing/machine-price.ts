export interface QuotedMachine {
  readonly type: string;
  readonly price: MachinePrice;
}

/** List price of one machine, before discounts and taxes. */
export interface MachinePrice {
  /** Absent where it is unknown, which is never the same as free. */
  readonly usdPerHour?: number;
  readonly source: string;
  readonly date: string;
}
