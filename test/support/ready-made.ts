import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from './synthesized';

/** Returns the names of the ready-made topologies, in order. @throws Error if there is none */
export function readyMade(): readonly string[] {
  const names = readdirSync(join(PROJECT, 'topologies')).flatMap((file) => /^([^.]+)\.json$/.exec(file)?.[1] ?? []);
  if (names.length === 0) throw new Error('there are no ready-made topologies');
  return names.sort();
}
