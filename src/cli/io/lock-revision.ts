import { basename, dirname } from 'node:path';
import { shown } from '../views/shown';
import { git } from './git';
import { lockFileOf } from './read-spec';
import { Refusal } from './refusal';

/**
 * Returns the git revision whose lock file is the one beside a spec: the last that changed it. The spec of that revision is
 * what the lock file was written for.
 *
 * @throws Refusal if git has no such revision, or if the lock file was changed since
 */
export function lockRevision(specFile: string): string {
  const [folder, lockFile] = [dirname(specFile), lockFileOf(specFile)];
  const name = basename(lockFile);
  const changed = git(folder, 'status', '--porcelain', '--untracked-files=all', '--', name);
  const other = 'name the former spec, or a git revision of it, before the new one';
  if (!changed.ok) throw new Refusal(`git does not open a repository at ${shown(folder)}: ${changed.words}; ${other}`);
  if (changed.out.length > 0)
    throw new Refusal(`${shown(lockFile)} is not committed as it is, so no revision has what stands; ${other}`);
  const revision = git(folder, 'log', '-1', '--format=%H', '--', name).out.toString('utf8').trim();
  if (revision === '') throw new Refusal(`git has no ${shown(lockFile)}, so no revision has what stands; ${other}`);
  return revision;
}
