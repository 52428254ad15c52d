import type { Topology } from '../../actions/load-topology';
import type { Module } from '../commands/command';
import { optionsOf } from '../commands/options-of';
import { SILENT, type Terminal } from '../ports';
import { placeOf, type Place } from './place';
import { SHELLS } from './shells';

type Plan = Topology['plan'];

/** A candidate that begins with this asks the shell for its own: `:specs`, `:files` and `:folders`. */
const OF_THE_SHELL = ':';

/**
 * Answers a completion script: prints each candidate on a line, for the shell to choose from. It never fails and says
 * nothing else, since it runs while somebody types.
 *
 * @param words words behind `topogen`; the last one is unfinished, maybe empty
 */
export async function complete(
  words: readonly string[],
  commands: readonly Module[],
  terminal: Terminal,
): Promise<void> {
  const place = placeOf(words, commands);
  if (!place) return;
  const current = words.at(-1) ?? '';
  const all = await candidates(place, commands).catch(() => []);
  const fitting = all.filter((it) => it.startsWith(OF_THE_SHELL) || it.startsWith(current));
  terminal.out(fitting.map((it) => `${it}\n`).join(''));
}

async function candidates(place: Place, commands: readonly Module[]): Promise<readonly string[]> {
  if (place.kind === 'command') return [...commands.map(({ usage }) => usage.split(' ')[0]!), '--help', '--version'];
  if (place.kind === 'option') return optionsOf(place.command).map(({ word }) => word);
  switch (place.completed) {
    case 'spec':
      return [':specs'];
    case 'revision':
      return [...(await revisions()), ':specs'];
    case 'datacenter':
      return ofPlan(place.spec, (plan) => plan.datacenters.map(({ name }) => name));
    case 'number':
      return ofPlan(place.spec, async (plan) => (await import('../../actions/show-explain')).numberNames(plan));
    case 'loss':
      return ofPlan(place.spec, async (plan) => (await import('../../actions/show-simulation')).lossNames(plan));
    case 'lost':
      return ofPlan(place.spec, async (plan) => (await import('../../actions/show-recovery')).lostNames(plan));
    case 'password':
      return ofPlan(place.spec, async (plan) => (await import('../../actions/show-recovery')).passwordNames(plan));
    case 'shell':
      return SHELLS;
    case 'folder':
      return [':folders'];
    case 'file':
      return [':files'];
    case 'nothing':
      return [];
  }
}

async function revisions(): Promise<readonly string[]> {
  const { git } = await import('../io/git');
  const { ok, out } = git('.', 'for-each-ref', '--format=%(refname:short)', 'refs/heads', 'refs/tags', 'refs/remotes');
  return ok ? ['HEAD', ...out.toString('utf8').split('\n').filter(Boolean)] : [];
}

/** Returns words of the plan of a spec; none if it has an error. */
async function ofPlan(
  spec: string | undefined,
  words: (plan: Plan) => readonly string[] | Promise<readonly string[]>,
): Promise<readonly string[]> {
  if (spec === undefined) return [];
  const { loadFromFile } = await import('../io/loaded-topology');
  const loaded = loadFromFile(spec, SILENT);
  return loaded ? words(loaded.topology.plan) : [];
}
