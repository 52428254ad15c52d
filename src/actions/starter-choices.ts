import { CLOUD_IDS, type CloudId } from '../kernel/ids';
import { CI_SERVICES, type CiService } from './starter-repository';
import { mostDatacenters, STARTER } from './starter-spec';

/** A value read from a user's words, or the rule that they break. */
export type Choice<T> = { readonly value: T } | { readonly wrong: string };

const LARGEST_RATE = 100_000_000;

/** Reads clouds of which the starter spec has datacenters: names with commas between. */
export function readClouds(words: string): Choice<readonly CloudId[]> {
  const names = words.split(',').map((it) => it.trim());
  const unknown = names.find((it) => !(CLOUD_IDS as readonly string[]).includes(it));
  if (unknown !== undefined) return { wrong: `"${unknown}" is no cloud; there are ${CLOUD_IDS.join(' and ')}` };
  return { value: [...new Set(names as CloudId[])] };
}

/** Reads the number of datacenters on these clouds. */
export function readDatacenters(words: string, clouds: readonly CloudId[]): Choice<number> {
  const most = mostDatacenters(clouds);
  const value = wholeNumber(words, most);
  if (value !== undefined) return { value };
  return {
    wrong: `"${words}" is no whole number from 1 to ${most}, as many as a starter spec has on ${clouds.join(' and ')}`,
  };
}

/** Reads the requests per second over all datacenters. */
export function readRate(words: string): Choice<number> {
  const value = wholeNumber(words, LARGEST_RATE);
  return value === undefined
    ? { wrong: `"${words}" is no whole number of requests per second, such as 12000` }
    : { value };
}

/** Reads the service whose workflow is written. */
export function readCi(words: string): Choice<CiService> {
  const value = CI_SERVICES.find((it) => it === words.trim());
  return value === undefined ? { wrong: `"${words}" is none of ${CI_SERVICES.join(', ')}` } : { value };
}

function wholeNumber(words: string, most: number): number | undefined {
  const value = /^[0-9]{1,9}$/.test(words.trim()) ? Number(words) : 0;
  return value >= 1 && value <= most ? value : undefined;
}

/** The choices of a user who leaves all to topogen, as words. */
export const USUAL = {
  clouds: STARTER.clouds.join(','),
  datacenters: String(STARTER.datacenters),
  rate: String(STARTER.requestsPerSecond),
  ci: 'none',
} as const;
