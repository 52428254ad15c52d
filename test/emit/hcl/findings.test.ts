import { explainFindings } from '../../../src/emit/hcl/findings';
import { line, printLines, indent } from '../../../src/emit/hcl/line';

/** Where the reasons for findings of scanners stand: each scanner reads them in one place alone. */

const BLOCK = [line('resource "x_rule" "packages" {'), ...indent([line('cidr = "0.0.0.0/0"')]), line('}')];

const text = (findings: Readonly<Record<string, string>>): string => printLines(explainFindings(BLOCK, findings));

test('the reason for trivy is directly above the block, the reason for checkov is the first line in it', () => {
  expect(text({ 'AVD-0001': 'Mirrors move.', CKV_X_1: 'Mirrors move, too.', 'AVD-0002': 'No ports.' })).toBe(
    [
      '# trivy:ignore:AVD-0001 Mirrors move.',
      '# trivy:ignore:AVD-0002 No ports.',
      'resource "x_rule" "packages" {',
      '  # checkov:skip=CKV_X_1:Mirrors move, too.',
      '  cidr = "0.0.0.0/0"',
      '}',
      '',
    ].join('\n'),
  );
});

test('a block without findings stays as it is', () => {
  expect(explainFindings(BLOCK, {})).toEqual(BLOCK);
});

test('a long reason stays on one line, since scanners read no further', () => {
  const reason = 'word '.repeat(60).trim();
  expect(text({ 'AVD-0001': reason }).split('\n')[0]).toBe(`# trivy:ignore:AVD-0001 ${reason}`);
});

test.each(['two\nlines', '', ' '])('the reason %j is refused: it would explain nothing', (reason) => {
  expect(() => text({ 'AVD-0001': reason })).toThrow('the reason for AVD-0001 is not one line');
});

test('a block without an inside is refused', () => {
  expect(() => explainFindings([line('resource "x" "y" {}')], { CKV_X_1: 'why' })).toThrow('without lines');
});
