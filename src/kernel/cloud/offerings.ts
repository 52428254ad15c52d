/**
 * The families of machine types that a cloud sells in each region and zone, on one day. Every list is of names with a
 * space between each two, as the table has them.
 */
export interface Offerings {
  /** Day or month of the table. */
  readonly date: string;
  /** Offerings by region; of a region that is missing nothing is known. */
  readonly regions: Readonly<Record<string, RegionOfferings>>;
}

export interface RegionOfferings {
  /** Zones that the lists below are about, by the cloud's own ids of them. */
  readonly zones: string;
  /** Zones that sell little: `everywhere` leaves them out. */
  readonly sparse?: string;
  /** Families that all zones sell. */
  readonly everywhere?: string;
  /** Families that some zones sell, with those zones. */
  readonly inSome?: Readonly<Record<string, string>>;
  /** Families that the region sells, in zones that are not known. */
  readonly somewhere?: string;
}

/**
 * Answer to the question whether all zones of a datacenter sell a machine type: `yes`; `perhaps`, where it depends on zones that cannot
 * be told from here; `no`; `unknown`, where the table lacks the region or the type.
 */
export type Sale = 'yes' | 'perhaps' | 'no' | 'unknown';

/** The place of a datacenter as the table of offerings sees it. */
export interface SalePlace {
  readonly region: string;
  readonly zones: readonly string[];
}

/** The parts of a cloud's facts that say where its machine types are sold. */
export interface Seller {
  readonly offerings: Offerings;
  /** True if accounts see zones under different names: then a zone of the table cannot be found by its name. */
  readonly zonesVaryByAccount: boolean;
  readonly machineTypes: { readonly separator: string };
}

/** Returns whether a machine type, or a family by its name, is sold in all zones of a place. */
export function saleOf(seller: Seller, { region, zones }: SalePlace, type: string): Sale {
  const here = Object.hasOwn(seller.offerings.regions, region) ? seller.offerings.regions[region] : undefined;
  const family = familyIn(seller, type);
  if (!here || family === undefined) return 'unknown';
  if (words(here.everywhere).includes(family)) return 'yes';
  if (words(here.somewhere).includes(family)) return 'perhaps';
  const some = words(here.inSome?.[family]);
  if (some.length === 0) return 'no';
  if (seller.zonesVaryByAccount) return some.length < zones.length ? 'no' : 'perhaps';
  return zones.every((zone) => some.includes(zone)) ? 'yes' : 'perhaps';
}

/**
 * Returns those of several machine types or families that are sold in all zones of a place, in their order. If none is,
 * those of which it is not certain; if all are certainly not sold, none.
 */
export function soldOf(seller: Seller, place: SalePlace, types: readonly string[]): readonly string[] {
  const sales = types.map((type) => ({ type, sale: saleOf(seller, place, type) }));
  const sold = sales.filter(({ sale }) => sale === 'yes');
  const unsure = sales.filter(({ sale }) => sale === 'perhaps' || sale === 'unknown');
  return (sold.length > 0 ? sold : unsure).map(({ type }) => type);
}

/** The zones of a region that sell a family, for a message; empty if they are not known. */
export function zonesThatSell(seller: Seller, region: string, type: string): readonly string[] {
  const family = familyIn(seller, type);
  return family === undefined ? [] : words(seller.offerings.regions[region]?.inSome?.[family]);
}

/** Returns the family of a type that the table names in any region: of several that fit, the longest name. */
function familyIn({ offerings, machineTypes: { separator } }: Seller, type: string): string | undefined {
  return [...familiesOf(offerings)]
    .filter((family) => type === family || type.startsWith(family + separator))
    .sort((a, b) => b.length - a.length)[0];
}

const KNOWN = new WeakMap<Offerings, ReadonlySet<string>>();

/** Returns every family that the table names, which is read once. */
function familiesOf(offerings: Offerings): ReadonlySet<string> {
  const known = KNOWN.get(offerings);
  if (known) return known;
  const found = Object.values(offerings.regions).flatMap(({ everywhere, somewhere, inSome = {} }) => [
    ...words(everywhere),
    ...words(somewhere),
    ...Object.keys(inSome),
  ]);
  const families = new Set(found);
  KNOWN.set(offerings, families);
  return families;
}

function words(list: string | undefined): readonly string[] {
  return list === undefined || list === '' ? [] : list.split(' ');
}
