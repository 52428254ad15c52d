import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLOUD_FACTS } from '../../src/clouds/facts';
import { parseSpec } from '../../src/spec/parse';

/* Whether a spec is taken at all, whatever the words: those stand beside each spec and are compared elsewhere. */

function isTaken(folder: string, file: string): boolean {
  const text = readFileSync(join(__dirname, '../fixtures', folder, file), 'utf8');
  return parseSpec(text, file, CLOUD_FACTS).ok;
}

function specsIn(folder: string): string[] {
  const files = readdirSync(join(__dirname, '../fixtures', folder));
  return files.filter((file) => /\.(json|yaml)$/.test(file) && !file.endsWith('.resolved.json'));
}

test('no invalid spec is taken', () => {
  expect(specsIn('invalid').length).toBeGreaterThan(50);
  expect(specsIn('invalid').filter((file) => isTaken('invalid', file))).toEqual([]);
});

test('every valid spec is taken', () => {
  expect(specsIn('valid').length).toBeGreaterThan(5);
  expect(specsIn('valid').filter((file) => !isTaken('valid', file))).toEqual([]);
});
