import { writeFileSync } from 'node:fs';
import { SILENT } from '../../src/cli/ports';
import { runApp } from '../../src/cli/run-for-cdktf';
import { RunFolder } from '../support/run-in-folder';

/*
 * Advice is said by the command that checks a spec, and by synth once: a sentence that is the same at every command hides the one
 * that is new.
 */

const SPEC = { name: 'edge', requestsPerSecond: 100, datacenters: 2 };

let folder: RunFolder;
beforeEach(() => {
  folder = new RunFolder();
});
afterEach(() => folder.remove());

async function advised(...args: string[]): Promise<boolean> {
  const { code, err } = await folder.run(...args);
  expect(code).toBe(0);
  return err.includes('advice: ');
}

function write(spec: object): void {
  writeFileSync(folder.path('edge.json'), JSON.stringify(spec));
}

test('synth says a sentence once, whatever else changes, and a new one alone', async () => {
  write(SPEC);
  expect(await advised('synth', 'edge.json', '--quiet')).toBe(false);
  expect(await advised('synth', 'edge.json')).toBe(true);
  expect(await advised('synth', 'edge.json')).toBe(false);
  write({ ...SPEC, requestsPerSecond: 200 });
  const { err } = await folder.run('synth', 'edge.json');
  expect([err.includes('Against what stood'), err.includes('advice: ')]).toEqual([true, false]);
  // What cdktf runs makes the assembly anew, and says no advice.
  let said = '';
  const cdktf = { TOPOGEN_SPEC: folder.path('edge.json'), CDKTF_OUTDIR: folder.path('cdktf.out') };
  expect(await runApp(cdktf, { ...SILENT, err: (text) => void (said += text) })).toBe(0);
  expect(said).toBe('');
  write({ ...SPEC, requestsPerSecond: 200, gateway: { certificate: { aws: 'edge/tls' } } });
  expect(await advised('synth', 'edge.json')).toBe(false);
  write({ ...SPEC, requestsPerSecond: 9_000 });
  const again = await folder.run('synth', 'edge.json', '--allow', 'certificate-removed');
  expect(again.err.match(/(?<=advice: .*)\[[a-z-]+\]$/gm)).toEqual(['[certificate-of-each-node]']);
  expect(await advised('validate', 'edge.json')).toBe(true);
  for (const command of ['plan', 'explain', 'cost', 'simulate', 'check'])
    expect([command, await advised(command, 'edge.json')]).toEqual([command, false]);
});

test.each(['', '{', '{"a": 1}', '[1, null]'])('a list of what was said that holds %j is as none', async (text) => {
  write(SPEC);
  await folder.run('synth', 'edge.json');
  writeFileSync(folder.path('cdktf.out/advice.json'), text);
  expect(await advised('synth', 'edge.json')).toBe(true);
  expect(await advised('synth', 'edge.json')).toBe(false);
});
