import { parseVersion, tryParseVersion, releaseLine } from '../kernel/version';

/** A line of releases of one program, e.g. 3.3. */
export interface ReleaseLine {
  /** The release that the bare line stands for, e.g. `3.3.1`. */
  readonly release: string;
  /** The last patch that is known. */
  readonly lastPatch: number;
}

/** The lines of a program, each by its name such as `3.3`, oldest first. */
export type ReleaseLines = ReadonlyMap<string, ReleaseLine>;

/**
 * Makes the lines of a program from a list with one release a line.
 *
 * @param laterPatches last patches of lines whose later releases are accepted when asked for, and not chosen
 */
export function linesOf(
  releases: readonly string[],
  laterPatches: Readonly<Record<string, number>> = {},
): ReleaseLines {
  return new Map(
    releases.map((release) => {
      const line = releaseLine(release);
      return [line, { release, lastPatch: laterPatches[line] ?? parseVersion(release).patch ?? 0 }];
    }),
  );
}

/** Returns what a spec may call each release by: the bare line, and the release that it stands for, the newest first. */
export function releaseNames(lines: ReleaseLines): readonly string[] {
  return [...lines].reverse().flatMap(([line, { release }]) => [line, release]);
}

/** Returns the full number of a release that the lines have, else undefined. */
export function tryResolveRelease(asked: string, lines: ReleaseLines): string | undefined {
  const version = tryParseVersion(asked);
  const line = version && lines.get(releaseLine(asked));
  if (!line || (version.patch ?? 0) > line.lastPatch) return undefined;
  return resolveRelease(asked, lines);
}

/** Returns the full release number: the one that was asked for, or the one that a bare line stands for. */
export function resolveRelease(asked: string, lines: ReleaseLines): string {
  const line = lines.get(releaseLine(asked));
  if (!line) throw new Error(`no such line: ${asked}`);
  return tryParseVersion(asked)?.patch === undefined ? line.release : asked;
}
