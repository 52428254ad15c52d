/** Where a price is asked for. */
export interface PriceQuery {
  readonly region: string;
  /** Region of the other end of a link. */
  readonly otherRegion?: string;
  /** Node type of a managed service, where there are types. */
  readonly nodeType?: string;
  /** Size of a managed service, where prices go by size. */
  readonly memoryGib?: number;
}

/** A price as a list states it. Without `steps` there is none. */
export interface Quote {
  /** One step from 0 on, or more where the price falls with the quantity. In order. */
  readonly steps?: readonly PriceStep[];
  readonly source: string;
  readonly date: string;
  readonly note?: string;
}

export interface PriceStep {
  /** Where the step ends, in units a month; absent in the last. */
  readonly upTo?: number;
  /** Absent where it is unknown. */
  readonly usd?: number;
}

/** A row of a price list: what is quoted where. */
export type PriceRule = (query: PriceQuery) => Quote;

/** Where a price list has its figures from. */
export interface PriceSource {
  readonly source: string;
  readonly date: string;
}

/** The same in every region. */
export function everywhere(usd: number, from: PriceSource, note?: string): PriceRule {
  return () => ({ steps: [{ usd }], ...from, ...(note === undefined ? {} : { note }) });
}

/** Known in one region alone; others are charged the same, and the line says so. */
export function knownIn(home: string, usd: number, from: PriceSource, note?: string): PriceRule {
  return ({ region }) => {
    const notes = [
      ...(region === home ? [] : [`price of ${home}; that of ${region} is not known`]),
      ...(note === undefined ? [] : [note]),
    ];
    return { steps: [{ usd }], ...from, ...(notes.length === 0 ? {} : { note: notes.join('; ') }) };
  };
}

/** By region; unknown in those that are not listed. */
export function byRegion(usd: Readonly<Record<string, number>>, from: PriceSource): PriceRule {
  return ({ region }) => fromNumber(usd[region], from);
}

/** By region, falling with the quantity. */
export function inSteps(steps: Readonly<Record<string, readonly PriceStep[]>>, from: PriceSource): PriceRule {
  return ({ region }) => {
    const own = steps[region];
    return own ? { steps: own, ...from } : from;
  };
}

/** By node type and region. */
export function byNodeType(
  usd: Readonly<Record<string, Readonly<Record<string, number>>>>,
  from: PriceSource,
): PriceRule {
  return ({ region, nodeType = '' }) => fromNumber(usd[nodeType]?.[region], from);
}

/** Nobody publishes a figure, or none was found. */
export function notKnown(why: string): PriceRule {
  return () => ({ source: why, date: '' });
}

/** The price, or its absence. */
export function fromNumber(usd: number | undefined, from: PriceSource, note?: string): Quote {
  const noted = note === undefined ? {} : { note };
  return usd === undefined ? { ...from, ...noted } : { steps: [{ usd }], ...from, ...noted };
}
