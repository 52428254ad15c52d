import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLOUD_FACTS } from '../../src/clouds/facts';
import { formatIssue } from '../../src/kernel/issue';
import { parseSpec } from '../../src/spec/parse';

/*
 * Every file of test/fixtures/invalid is a spec with the fault that its name says, and beside it stand the exact lines
 * that a user sees. UPDATE_FIXTURES=1 rewrites those lines, and fails, so that nobody takes the rewriting for a test.
 */
const FOLDER = join(__dirname, '../fixtures/invalid');
const updating = process.env.UPDATE_FIXTURES === '1';
const specs = readdirSync(FOLDER).filter((file) => /\.(json|yaml)$/.test(file));

function linesFor(file: string): string {
  const checked = parseSpec(readFileSync(join(FOLDER, file), 'utf8'), file, CLOUD_FACTS);
  expect(checked.ok).toBe(false);
  return checked.issues.map((it) => `${formatIssue(it)}\n`).join('');
}

function expectedFile(file: string): string {
  return join(FOLDER, file.replace(/\.(json|yaml)$/, '.expected.txt'));
}

describe('an invalid spec is refused with the exact lines that stand beside it', () => {
  test.each(specs)('%s', (file) => {
    const lines = linesFor(file);
    const path = expectedFile(file);
    if (updating) {
      writeFileSync(path, lines);
      throw new Error(`rewrote ${path}: read it, then run again without UPDATE_FIXTURES`);
    }
    expect(existsSync(path) ? readFileSync(path, 'utf8') : '(no expected lines yet)').toBe(lines);
  });
});

test('no expected lines stand there without their spec', () => {
  const known = new Set(specs.map(expectedFile));
  const orphans = readdirSync(FOLDER).filter((file) => file.endsWith('.txt') && !known.has(join(FOLDER, file)));
  expect(orphans).toEqual([]);
});

test('every error has a place', () => {
  const places = specs.map((file) => parseSpec(readFileSync(join(FOLDER, file), 'utf8'), file, CLOUD_FACTS));
  const errors = places.flatMap((checked) => checked.issues.filter((it) => it.severity === 'error'));
  // But for what concerns the file as a whole.
  const withoutPlace = errors.filter((it) => it.position === undefined).map((it) => it.code);
  expect([...new Set(withoutPlace)].sort()).toEqual(['spec-is-empty', 'spec-is-lock-file']);
});
