import type { DatabaseFacts } from '../../../../kernel/cloud/databases';
import { priceOfAnother } from '../../../../kernel/price';
import type { MachinePrice } from '../../../sizing/machine-price';

/** Returns the list price of a machine in a region: that of the cloud's first region, with a note, where its own is unknown. */
export function databasePrice(
  { machines, machineSource: { source, date }, pricedRegion }: DatabaseFacts,
  machine: string,
  region: string,
): MachinePrice {
  const prices = new Map(Object.entries(machines.find(({ type }) => type === machine)?.usdPerHour ?? {}));
  const [own, first] = [prices.get(region), prices.get(pricedRegion)];
  if (own !== undefined) return { usdPerHour: own, source, date };
  if (first === undefined) return { source, date };
  return { usdPerHour: first, source, date, note: priceOfAnother(pricedRegion, region) };
}
