import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Artifact } from '../../kernel/artifact';
import type { Issue } from '../../kernel/issue';
import { canonicalJson } from '../../kernel/json';

/*
 * The advice that somebody has read already is kept beside the assembly, which every synth writes and nobody commits: each who works
 * in a repository reads a sentence once. The lock file is no place for it. It is committed, `check` and `--frozen-lock` compare it,
 * and a release of topogen that words an advice anew would change it where nothing that stands has changed.
 */
const SAID = 'advice.json';

/** Returns the advice among issues. */
export function adviceIn(issues: readonly Issue[]): readonly Issue[] {
  return issues.filter(({ severity }) => severity === 'advice');
}

/** Returns the advice that nobody has been told by a run that wrote to this assembly. */
export function notSaid(issues: readonly Issue[], assembly: string): readonly Issue[] {
  const said = new Set(saidIn(assembly));
  return adviceIn(issues).filter((it) => !said.has(keyOf(it)));
}

/**
 * Returns the file that keeps what is said by now, of what a run still finds; none where nothing is kept.
 *
 * @param told advice that this run tells
 */
export function saidArtifacts(issues: readonly Issue[], told: readonly Issue[], assembly: string): readonly Artifact[] {
  const said = new Set([...saidIn(assembly), ...told.map(keyOf)]);
  const kept = adviceIn(issues)
    .map(keyOf)
    .filter((it) => said.has(it));
  return kept.length === 0 ? [] : [{ path: SAID, text: canonicalJson([...new Set(kept)].sort()) }];
}

/** Returns what tells an advice from others: its words without their numbers, which change with every size. */
function keyOf({ code, message }: Issue): string {
  return `${code}: ${message.replace(/\d+(?:[.,]\d+)*/g, '#')}`;
}

/** Reads what was said; nothing where the file is away, or no list of texts. */
function saidIn(assembly: string): readonly string[] {
  try {
    const said: unknown = JSON.parse(readFileSync(join(assembly, SAID), 'utf8'));
    return Array.isArray(said) ? said.filter((it) => typeof it === 'string') : [];
  } catch {
    return [];
  }
}
