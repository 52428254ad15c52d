import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLOUD_FACTS } from '../../src/clouds/facts';
import { formatIssue } from '../../src/kernel/issue';
import { canonicalJson } from '../../src/kernel/json';
import { parseSpec } from '../../src/spec/parse';

/*
 * Every spec of test/fixtures/valid, with the whole Spec that it resolves to and the lines that a user sees beside it.
 * UPDATE_FIXTURES=1 rewrites both, and fails.
 */
const FOLDER = join(__dirname, '../fixtures/valid');
const updating = process.env.UPDATE_FIXTURES === '1';
const specs = readdirSync(FOLDER).filter((file) => /\.(json|yaml)$/.test(file) && !file.endsWith('.resolved.json'));

describe('a valid spec resolves to exactly what stands beside it', () => {
  test.each(specs)('%s', (file) => {
    const checked = parseSpec(readFileSync(join(FOLDER, file), 'utf8'), file, CLOUD_FACTS);
    const lines = checked.issues.map((it) => `${formatIssue(it)}\n`).join('');
    if (!checked.ok) throw new Error(lines);
    const base = join(FOLDER, file.replace(/\.(json|yaml)$/, ''));
    if (updating) {
      writeFileSync(`${base}.resolved.json`, canonicalJson(checked.value.spec));
      writeFileSync(`${base}.issues.txt`, lines);
      throw new Error(`rewrote the files of ${base}: read them, then run again without UPDATE_FIXTURES`);
    }
    expect(textOf(`${base}.resolved.json`)).toBe(canonicalJson(checked.value.spec));
    expect(textOf(`${base}.issues.txt`)).toBe(lines);
  });
});

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '(nothing yet)';
}
