import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Synthesis } from '../../src/actions/synthesize';
import { readyMade } from '../support/ready-made';
import { PROJECT, synthesizeShipped, synthesizeText } from '../support/synthesized';

/** Specs of the fixtures: one that uses every part of the language, one with every way to the internet, one with copies of a database's backups and with an alarm of them. */
const FIXTURES: readonly string[] = ['everything', 'egress', 'backups-of-a-database-copied'];

/** The ready-made topologies, and these. */
export const HELD: readonly string[] = [...readyMade(), ...FIXTURES];

/** Takes one of them through every stage. */
export async function synthesisOf(name: string): Promise<Synthesis> {
  const fixture = join(PROJECT, 'test', 'fixtures', 'valid', `${name}.json`);
  const { synthesis } = FIXTURES.includes(name)
    ? await synthesizeText(readFileSync(fixture, 'utf8'), basename(fixture))
    : await synthesizeShipped(name);
  return synthesis;
}
