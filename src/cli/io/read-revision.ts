import { spawnSync } from 'node:child_process';
import { basename, dirname } from 'node:path';
import type { TopologyInput } from '../../actions/load-topology';
import { lockFileOf } from './read-spec';

/** The spec and its lock file as a git revision has them; undefined when git knows no such revision or file there. */
export function readRevision(revision: string, specFile: string): TopologyInput | undefined {
  const specText = show(revision, specFile);
  if (specText === undefined) return undefined;
  const lockFile = lockFileOf(specFile);
  const lockText = show(revision, lockFile);
  return { specText, specFile, lockFile, ...(lockText === undefined ? {} : { lockText }) };
}

function show(revision: string, file: string): string | undefined {
  // A revision never begins with a hyphen; git would take it for an option.
  if (revision.startsWith('-')) return undefined;
  const result = spawnSync('git', ['-C', dirname(file), 'show', `${revision}:./${basename(file)}`], {
    encoding: 'utf8',
  });
  return result.status === 0 ? result.stdout : undefined;
}
