export const SECONDS_A_DAY = 86_400;

export const HOURS_A_DAY = 24;

/** Hours of a month, as the clouds' price lists count them. */
export const HOURS_A_MONTH = 730;

/** Minutes of each unit, the largest first. */
const UNITS = [
  ['day', 1440],
  ['hour', 60],
  ['minute', 1],
] as const;

/** Returns a span of time in the largest unit that it has a whole number of: `36 hours` for 2160 minutes, `1 day` for 1440. */
export function spanOf(minutes: number): string {
  const [unit, size] = UNITS.find(([, each]) => minutes % each === 0) ?? UNITS[2];
  const count = minutes / size;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
