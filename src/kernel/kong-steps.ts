import { compareVersions, parseVersion, releaseLine } from './version';

/** A step that Kong's upgrade guides have: from any release of one stretch to any later one of the other. */
interface Step {
  /** First and last release, or line, that it begins at. A line stands for all of its patches. */
  readonly from: readonly [first: string, last: string];
  readonly to: readonly [first: string, last: string];
  readonly source: string;
}

/**
 * The steps of Kong's guides. A later patch of the same line is always one. What a datastore cannot take, although Kong
 * could, its own room adds.
 */
const STEPS: readonly Step[] = [
  ...adjacent(['0.10', '0.11', '0.12', '0.13', '0.14']).map(([from, to]): Step => ({
    from: [from, from],
    to: [to, to],
    source: 'Kong/kong UPGRADE.md, 0.11 to 0.14',
  })),
  {
    from: ['0.14.1', '0.15'],
    to: ['0.15', '1.5'],
    source: 'Kong/kong UPGRADE.md, 1.0: "must be at 0.14.1 first"; 1.5: migrate-apis, last in 1.5',
  },
  { from: ['1.0', '2.0'], to: ['1.0', '2.8'], source: 'Kong/kong UPGRADE.md, 2.0: the lowest start for 2.x is 1.0' },
  { from: ['2.1', '2.8'], to: ['2.2', '2.8'], source: 'Kong/kong UPGRADE.md, 2.2 to 2.8' },
  {
    from: ['2.8.2', '2.8'],
    to: ['3.0', '3.3'],
    source:
      'docs.konghq.com, breaking changes of 3.0: not from 2.8.1 and below. 2.8.5 to 3.3.1 was run, old nodes beside; 2.8.1 answers 404 on every regex route meanwhile',
  },
  {
    from: ['3.0', '3.3'],
    to: ['3.0', '3.3'],
    source: 'docs.konghq.com, upgrade: adjacent minors; the run from 2.8.5 to 3.3.1 went through the migrations of all',
  },
  {
    from: ['2.8.2', '2.8'],
    to: ['3.4', '3.4'],
    source: 'docs.konghq.com, guide from 2.8 LTS to 3.4 LTS, on PostgreSQL',
  },
  {
    from: ['3.0', '3.9'],
    to: ['3.4', '3.9'],
    source:
      'docs.konghq.com, upgrade: adjacent minors. 3.3.1 to 3.9.1 was run on PostgreSQL 15, old nodes beside, through the migrations of all',
  },
];

/** True if Kong can be taken from one release to a later one in one step. */
export function isKongStep(from: string, to: string): boolean {
  if (compareVersions(from, to) > 0) return false;
  if (releaseLine(from) === releaseLine(to)) return true;
  return STEPS.some((step) => isWithin(from, step.from) && isWithin(to, step.to));
}

/** A stretch of releases that one step of Kong's guides leads from, e.g. `2.8.2` to the last patch of line `2.8`. */
export interface KongStretch {
  /** Full release. */
  readonly first: string;
  /** Line, all patches of it included. */
  readonly lastLine: string;
}

/** Returns the stretches from which Kong can be taken to a release in one step; its own line is the last. */
export function kongStarts(to: string): readonly KongStretch[] {
  const own = releaseLine(to);
  return [
    ...STEPS.filter((step) => isWithin(to, step.to)).map(({ from: [first, last] }) => {
      return { first: lowest(first), lastLine: releaseLine(last) };
    }),
    { first: `${own}.0`, lastLine: own },
  ];
}

/**
 * Nodes from this release on serve through the migrations of a later one. Source: tried with 2.8.5 beside 3.3.1 on Cassandra
 * 3.11 and PostgreSQL 15; 2.8.1 answers 404 to regex routes then, and the schema of 2.1 is another than that of 2.0.
 */
export const READS_NEWER_SCHEMA = '2.8.2';

/** `kong config db_export` is there from this release on. Source: Kong's notes on release 1.3, "database export". */
export const EXPORTS_CONFIGURATION = '1.3.0';

/** Kong's tables changed in this line: its guide says so of 2.0 and earlier, and those of 2.2 to 2.8 of 2.1 as well. */
const TABLES_CHANGED = '2.1';

/**
 * True if a later release uses the tables that an earlier one has made, in a datastore in which they cannot be altered. Source:
 * Kong/kong UPGRADE.md of 2.1 to 2.8; where the guides disagree, the stricter reading is taken.
 */
export function keepsTables(from: string, to: string): boolean {
  if (releaseLine(from) === releaseLine(to)) return true;
  const isOld = compareVersions(releaseLine(from), TABLES_CHANGED) <= 0;
  const isNew = compareVersions(releaseLine(to), TABLES_CHANGED) >= 0;
  return !(isOld && isNew);
}

/** Returns the stretches of `kongStarts` whose tables the release uses, in a datastore in which they cannot be altered. */
export function kongStartsWithTables(to: string): readonly KongStretch[] {
  const own = releaseLine(to);
  const later = nextMinor(TABLES_CHANGED);
  return kongStarts(to).flatMap((stretch) => {
    const { first, lastLine } = stretch;
    if (lastLine === own && releaseLine(first) === own) return [stretch];
    if (keepsTables(first, to)) return [stretch];
    return keepsTables(lastLine, to) ? [{ first: `${later}.0`, lastLine }] : [];
  });
}

/**
 * From this line on nodes learn of changed routes, services and plugins over channels of their own, which earlier ones do not
 * hear. Source: Kong/kong #12321; seen with 3.3.1 beside 3.9.1, where only changes of credentials crossed.
 */
const EVENTS_APART = '3.7';

/**
 * From this line on rate limiting keeps its Redis in other fields, and `finish` takes the former ones away. Source: Kong/kong,
 * migrations of rate-limiting, response-ratelimiting and acme at 3.6.0; seen with 3.3.1 and 2.8.5 beside 3.9.1.
 */
const REDIS_FIELDS_MOVED = '3.6';

/** True if changes of the configuration do not cross between nodes of two releases that use one datastore. */
export function keepsEventsApart(from: string, to: string): boolean {
  return crosses(EVENTS_APART, from, to);
}

/** True if nodes of the earlier release answer 500 where limits are counted in Redis, once the later one's migrations are finished. */
export function movesRedisFields(from: string, to: string): boolean {
  return crosses(REDIS_FIELDS_MOVED, from, to);
}

function crosses(line: string, from: string, to: string): boolean {
  return compareVersions(from, lowest(line)) < 0 && compareVersions(to, lowest(line)) >= 0;
}

function nextMinor(line: string): string {
  const { major, minor } = parseVersion(line);
  return `${major}.${minor + 1}`;
}

function isWithin(release: string, [first, last]: readonly [string, string]): boolean {
  return compareVersions(release, lowest(first)) >= 0 && compareVersions(release, last) <= 0;
}

/** Returns the first patch of a line; a full release as it is. */
function lowest(release: string): string {
  return parseVersion(release).patch === undefined ? `${release}.0` : release;
}

function adjacent(lines: readonly string[]): [string, string][] {
  return lines.slice(1).map((line, i) => [lines[i] ?? line, line]);
}
