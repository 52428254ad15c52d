import { linesOf } from './releases';

/** Releases of Kong that topogen builds: the tags of Kong/kong, read 2026-07. Which of them a datastore serves is its own rule. */
const RELEASES: readonly string[] = [
  ...['0.10.4', '0.11.2', '0.12.3', '0.13.1', '0.14.1', '0.15.0'],
  ...['1.0.4', '1.1.3', '1.2.3', '1.3.1', '1.4.3', '1.5.1'],
  ...['2.0.5', '2.1.4', '2.2.2', '2.3.3', '2.4.1', '2.5.2', '2.6.1', '2.7.2', '2.8.5'],
  ...['3.0.2', '3.1.1', '3.2.2', '3.3.1'],
];

/** Of 2.3 and 2.4 a later patch is tagged than the last that was released as a package. */
const LATER_TAGS: Readonly<Record<string, number>> = { '2.3': 4, '2.4': 2 };

export const KONG_LINES = linesOf(RELEASES, LATER_TAGS);

/** The first and the last line that topogen knows. */
export const KONG_RANGE = { first: '0.10', last: '3.3' } as const;

/** The release that a spec gets without asking for one. */
export const DEFAULT_KONG = '3.3.1';
