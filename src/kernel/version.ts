/** A release number of two or three parts, compared part by part; a missing patch counts as the line's newest. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch?: number;
}

const VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)(?:\.(0|[1-9]\d*))?$/;

/** Returns the parts of `3.3.1` or `3.3`, or undefined. */
export function tryParseVersion(text: string): Version | undefined {
  const match = VERSION.exec(text);
  if (!match) return undefined;
  const base = { major: Number(match[1]), minor: Number(match[2]) };
  return match[3] === undefined ? base : { ...base, patch: Number(match[3]) };
}

export function parseVersion(text: string): Version {
  const version = tryParseVersion(text);
  if (!version) throw new Error(`not a version: ${text}`);
  return version;
}

/**
 * Returns a negative number, zero or a positive one, as `a` is older than, equal to or newer than `b`. `3.3` is newer
 * than every `3.3.x`.
 */
export function compareVersions(a: string, b: string): number {
  const one = parseVersion(a);
  const other = parseVersion(b);
  return (
    one.major - other.major ||
    one.minor - other.minor ||
    comparePatch(one.patch ?? Number.MAX_SAFE_INTEGER, other.patch ?? Number.MAX_SAFE_INTEGER)
  );
}

function comparePatch(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Returns the line of a release: `3.3` for `3.3.1`. */
export function releaseLine(text: string): string {
  const { major, minor } = parseVersion(text);
  return `${major}.${minor}`;
}
