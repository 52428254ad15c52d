/** The place and size that a price is asked for. */
export interface PriceQuery {
  readonly region: string;
  /** Region of the other end of a link, or that a datastore copies from. */
  readonly otherRegion?: string;
  /** Second region of backups. */
  readonly copyRegion?: string;
  /** Node type of a managed service, if it has types. */
  readonly nodeType?: string;
  /** Size of a managed service, if its price depends on the size. */
  readonly memoryGib?: number;
}

/** A price as a list states it. Without `steps` the price is unknown. */
export interface Quote {
  /** Steps in order, the first from 0 on; more than one if the price falls with the quantity. */
  readonly steps?: readonly PriceStep[];
  readonly source: string;
  readonly date: string;
  readonly note?: string;
}

export interface PriceStep {
  /** End of the step in units a month; absent in the last step. */
  readonly upTo?: number;
  /** Price of a unit; absent if unknown. */
  readonly usd?: number;
}

/** A row of a price list: it returns the price for a place and size. */
export type PriceRule = (query: PriceQuery) => Quote;

/** Makes the rule of a price that is charged where the traffic comes from. */
export function chargedThere(rule: PriceRule): PriceRule {
  return ({ region, otherRegion = '' }) => rule({ region: otherRegion, otherRegion: region });
}

/** Makes the rule of a price that is charged in the second region of backups, where there is one. */
export function storedWithCopies(rule: PriceRule): PriceRule {
  return (query) => rule({ ...query, region: query.copyRegion ?? query.region });
}

/** Makes the rule of a price for traffic to the second region of backups. */
export function goingToCopies(rule: PriceRule): PriceRule {
  return (query) => rule({ ...query, ...(query.copyRegion === undefined ? {} : { otherRegion: query.copyRegion }) });
}

/** Source and date of the figures of a price list. */
export interface PriceSource {
  readonly source: string;
  readonly date: string;
}

/** Makes the rule of a price that is the same in every region. */
export function everywhere(usd: number, from: PriceSource, note?: string): PriceRule {
  return () => ({ steps: [{ usd }], ...from, ...(note === undefined ? {} : { note }) });
}

/**
 * Makes the rule of a price that is known in one region alone; others are charged the same, with a note that says so.
 */
export function knownIn(home: string, usd: number, from: PriceSource, note?: string): PriceRule {
  return ({ region }) => {
    const notes = [...(region === home ? [] : [priceOfAnother(home, region)]), ...(note === undefined ? [] : [note])];
    return { steps: [{ usd }], ...from, ...(notes.length === 0 ? {} : { note: notes.join('; ') }) };
  };
}

/** Returns the note on a price that stands for that of another region. */
export function priceOfAnother(home: string, region: string): string {
  return `price of ${home}; that of ${region} is not known`;
}

/** Makes the rule of a price by region; it is unknown in regions that are not listed. */
export function byRegion(usd: Readonly<Record<string, number>>, from: PriceSource): PriceRule {
  return ({ region }) => fromNumber(usd[region], from);
}

/** Makes the rule of a price by region that falls with the quantity. */
export function inSteps(steps: Readonly<Record<string, readonly PriceStep[]>>, from: PriceSource): PriceRule {
  return ({ region }) => {
    const own = steps[region];
    return own ? { steps: own, ...from } : from;
  };
}

/** Makes the rule of a price by node type and region. */
export function byNodeType(
  usd: Readonly<Record<string, Readonly<Record<string, number>>>>,
  from: PriceSource,
): PriceRule {
  return ({ region, nodeType = '' }) => fromNumber(usd[nodeType]?.[region], from);
}

/**
 * Makes the rule of a price that is unknown.
 *
 * @param why e.g. that nobody publishes it
 */
export function notKnown(why: string): PriceRule {
  return () => ({ source: why, date: '' });
}

/** Makes the quote of a price, or of its absence. */
export function fromNumber(usd: number | undefined, from: PriceSource, note?: string): Quote {
  const noted = note === undefined ? {} : { note };
  return usd === undefined ? { ...from, ...noted } : { steps: [{ usd }], ...from, ...noted };
}
