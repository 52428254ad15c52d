import type { Topology } from '../../actions/load-topology';
import type { Terminal } from '../ports';
import { shown } from '../views/shown';
import { Refusal } from './refusal';

/**
 * Holds that the user has named the topology whose whole loss they want: by an option, or typed on the terminal.
 *
 * @throws Refusal, before anything is run
 */
export async function assertConfirmed(
  { topology, datacenters }: Topology['plan'],
  named: string | undefined,
  terminal: Terminal,
): Promise<void> {
  if (named === topology) return;
  if (named !== undefined)
    throw new Refusal(
      `--confirm ${shown(named)} is not the name of this topology, which is ${topology}; nothing was run`,
    );
  if (!terminal.ask)
    throw new Refusal(`nobody can be asked here; --confirm ${topology} says that all of it may go, its data included`);
  const names = datacenters.map(({ name }) => name).join(', ');
  terminal.err(`This destroys ${topology}, all of it: ${names}. Its data and its addresses are lost.\n`);
  if ((await terminal.ask('To go on, type the name of the topology: ')).trim() !== topology)
    throw new Refusal('that is not its name; nothing was run');
}
