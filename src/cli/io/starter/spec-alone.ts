import { lstatSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { nameAfter } from '../../../actions/starter-repository';
import { STARTER, starterSpec } from '../../../actions/starter-spec';
import { programOf, type Terminal } from '../../ports';
import { pasted, shown } from '../../views/shown';
import { installedFile } from '../installed';
import { readTemplates } from '../templates';
import { writeFileAtomically } from '../write-file';
import { choose } from './choose';
import { checkedSpec } from './checked-spec';
import type { InitOptions } from './init-options';

/** Writes the starter spec alone. Returns false if it could not, and says why. */
export async function writeSpecAlone(options: InitOptions, terminal: Terminal): Promise<boolean> {
  const file = options.folder;
  if (!/\.ya?ml$/i.test(file)) {
    terminal.err(`error: ${shown(file)}: the starter spec is YAML, since it is full of comments; name it *.yaml\n`);
    return false;
  }
  if (lstatSync(file, { throwIfNoEntry: false }) && !options.force) {
    terminal.err(`error: ${shown(file)} exists; choose another name, or overwrite it with --force\n`);
    return false;
  }
  const chosen = await choose({ ...options, yes: true }, terminal);
  const schema = installedFile(dirname(file), 'schema/topology.schema.json') ?? STARTER.schema;
  const name = options.name ?? nameAfter(basename(file).replace(/\.[^.]*$/, '')) ?? STARTER.name;
  const text = starterSpec(readTemplates(), { ...chosen, name, schema });
  if (!checkedSpec(text, file, terminal)) return false;
  writeFileAtomically(file, text);
  const program = programOf(terminal);
  terminal.err(
    `Wrote ${shown(file)}. Edit it, then run:\n  ${program} validate ${pasted(file)}\n  ${program} synth ${pasted(file)}\n`,
  );
  return true;
}
