import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Synthesis } from '../../src/actions/synthesize';
import { PROJECT, synthesizeShipped, synthesizeText } from '../support/synthesized';

/** The ready-made topologies, and a spec that uses every part of the language. */
export const HELD: readonly string[] = [
  ...readdirSync(join(PROJECT, 'topologies'))
    .filter((file) => file.endsWith('.json') && !file.endsWith('.lock.json'))
    .map((file) => basename(file, '.json')),
  'everything',
];

const EVERYTHING = join(PROJECT, 'test', 'fixtures', 'valid', 'everything.json');

/** Takes one of them through every stage. */
export async function synthesisOf(name: string): Promise<Synthesis> {
  const { synthesis } =
    name === 'everything'
      ? await synthesizeText(readFileSync(EVERYTHING, 'utf8'), basename(EVERYTHING))
      : await synthesizeShipped(name);
  return synthesis;
}
