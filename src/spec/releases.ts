import { parseVersion, tryParseVersion, versionLine } from '../kernel/version';

/**
 * Releases of Kong and Cassandra that topogen builds.
 *
 * Kong: the tags of Kong/kong, read 2026-07. 3.3 is the last line with Cassandra: 3.4.0 removed it (Kong CHANGELOG,
 * #10931). Of 2.3 and 2.4 a later patch is tagged than the last that was released as a package; it is accepted when
 * asked for, and not chosen.
 * Cassandra: the newest tags known on 2024-10; newer patches are accepted with a warning.
 */
interface Line {
  /** Taken for the bare line, e.g. `3.3`. */
  readonly release: string;
  /** The last patch that is known. */
  readonly lastPatch: number;
}

const KONG: readonly string[] = [
  ...['0.10.4', '0.11.2', '0.12.3', '0.13.1', '0.14.1', '0.15.0'],
  ...['1.0.4', '1.1.3', '1.2.3', '1.3.1', '1.4.3', '1.5.1'],
  ...['2.0.5', '2.1.4', '2.2.2', '2.3.3', '2.4.1', '2.5.2', '2.6.1', '2.7.2', '2.8.5'],
  ...['3.0.2', '3.1.1', '3.2.2', '3.3.1'],
];
const LATER_KONG_TAGS: Readonly<Record<string, number>> = { '2.3': 4, '2.4': 2 };

export const KONG_LINES = linesOf(KONG, LATER_KONG_TAGS);

/** The first line that topogen knows, the last with Cassandra, and the first without. */
export const KONG_RANGE = { first: '0.10', last: '3.3', removedIn: '3.4' } as const;

export const CASSANDRA_LINES = linesOf(['3.11.17', '4.0.14', '4.1.7', '5.0.1'], {});

function linesOf(
  releases: readonly string[],
  laterPatches: Readonly<Record<string, number>>,
): ReadonlyMap<string, Line> {
  return new Map(
    releases.map((release) => {
      const line = versionLine(release);
      return [line, { release, lastPatch: laterPatches[line] ?? parseVersion(release).patch ?? 0 }];
    }),
  );
}

/** A full release number: what was asked for, or the release that a bare line stands for. */
export function resolveRelease(asked: string, lines: ReadonlyMap<string, Line>): string {
  const line = lines.get(versionLine(asked));
  if (!line) throw new Error(`no such line: ${asked}`);
  return tryParseVersion(asked)?.patch === undefined ? line.release : asked;
}
