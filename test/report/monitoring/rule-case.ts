/** A case of an alert: series as they come, and how often it has been raised by when. */
export interface Case {
  readonly series: Readonly<Record<string, string>>;
  /** Minutes after which it is looked at, and the alerts then. */
  readonly raised: Readonly<Record<number, number>>;
  /** Minutes between two values of a series. @default 1 */
  readonly step?: number;
}
