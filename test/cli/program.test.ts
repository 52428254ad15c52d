import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtProgram } from '../support/built-program';
import { PROJECT } from '../support/synthesized';

/*
 * npm makes the program executable only when it first links it. A build after that, into an emptied folder, must leave it
 * executable too, or `npx topogen` ends with "Permission denied".
 */
test('the built program runs by its own name', () => {
  const version = execFileSync(join(builtProgram(), 'main.js'), ['--version'], { encoding: 'utf8' });
  expect(version.trim()).toBe(JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')).version);
});
