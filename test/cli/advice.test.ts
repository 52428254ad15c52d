import { writeFileSync } from 'node:fs';
import { RunFolder } from '../support/run-in-folder';

/*
 * Advice is said by the command that checks a spec, and by synth when it changes what is written: a sentence that is the same
 * at every command hides the one that is new.
 */

const SPEC = { name: 'edge', requestsPerSecond: 100, datacenters: 2 };

const folder = new RunFolder();
afterAll(() => folder.remove());

async function advised(...args: string[]): Promise<boolean> {
  const { code, err } = await folder.run(...args);
  expect(code).toBe(0);
  return err.includes('advice: ');
}

test('synth says it once, and again with the next change', async () => {
  writeFileSync(folder.path('edge.json'), JSON.stringify(SPEC));
  expect(await advised('synth', 'edge.json')).toBe(true);
  expect(await advised('synth', 'edge.json')).toBe(false);
  writeFileSync(folder.path('edge.json'), JSON.stringify({ ...SPEC, requestsPerSecond: 9_000 }));
  expect(await advised('synth', 'edge.json', '--quiet')).toBe(false);
  writeFileSync(folder.path('edge.json'), JSON.stringify({ ...SPEC, requestsPerSecond: 20_000 }));
  expect(await advised('synth', 'edge.json')).toBe(true);
  expect(await advised('validate', 'edge.json')).toBe(true);
  for (const command of ['plan', 'explain', 'cost', 'simulate', 'check'])
    expect([command, await advised(command, 'edge.json')]).toEqual([command, false]);
});
