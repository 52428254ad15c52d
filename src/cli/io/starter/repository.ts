import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { nameAfter, STARTER_FILE, starterRepository } from '../../../actions/starter-repository';
import { STARTER } from '../../../actions/starter-spec';
import { UsageError } from '../../arguments';
import type { Terminal } from '../../ports';
import { startedText } from '../../views/started';
import { installedFile, nearestWith } from '../installed';
import { readTemplates } from '../templates';
import { writeMissing } from '../write-missing';
import { checkedSpec } from './checked-spec';
import { choose } from './choose';
import type { InitOptions } from './init-options';

const SCHEMA = 'schema/topology.schema.json';

/** Writes a repository to start from. Returns false if it could not, and says why. */
export async function writeRepository(options: InitOptions, terminal: Terminal): Promise<boolean> {
  const { folder } = options;
  if (options.force)
    throw new UsageError('--force is for a spec that is written alone; in a folder nothing is overwritten');
  const chosen = await choose(options, terminal);
  const starter = {
    ...chosen,
    name: options.name ?? nameAfter(basename(resolve(folder))) ?? STARTER.name,
    schema: installedFile(folder, SCHEMA) ?? STARTER.schema,
  };
  const files = starterRepository(readTemplates(), starter, chosen.ci);
  const spec = files.find(({ path }) => path === STARTER_FILE);
  if (!spec || !checkedSpec(spec.text, STARTER_FILE, terminal)) return false;
  const missing = writeMissing(folder, files);
  const git = nearestWith(folder, '.git');
  terminal.err(
    startedText({
      folder,
      ...missing,
      unlisted: missing.kept.includes('.gitignore') ? unlisted(folder, files) : [],
      isInstalled: installedFile(folder, 'package.json') !== undefined,
      gitRoot: git === undefined || git === resolve(folder) ? undefined : git,
      ci: chosen.ci,
    }),
  );
  return true;
}

/** Returns what the user's own .gitignore does not have of what topogen's has. */
function unlisted(
  folder: string,
  files: readonly { readonly path: string; readonly text: string }[],
): readonly string[] {
  const lines = (text: string): string[] => text.split(/\r?\n/).filter((it) => it !== '' && !it.startsWith('#'));
  const own = lines(readFileSync(join(folder, '.gitignore'), 'utf8')).map((it) => it.replace(/^\/|\/$/g, ''));
  const wanted = lines(files.find(({ path }) => path === '.gitignore')?.text ?? '');
  return wanted.filter((it) => !own.includes(it.replace(/\/$/, '')));
}
