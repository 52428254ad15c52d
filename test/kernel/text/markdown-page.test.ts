import { markdownText } from '../../../src/kernel/text/markdown';
import { markdownPage, MOST_CHARACTERS } from '../../../src/kernel/text/markdown-page';

const WHOLE = markdownText('topogen diff');
const lines = (count: number) => Array.from({ length: count }, (_, i) => markdownText(`- line ${i} ${'x'.repeat(80)}`));

test('two pages fit into one comment of GitHub, with a marker', () => {
  expect(2 * MOST_CHARACTERS).toBeLessThan(65_536 - 500);
});

test('a page that fits has all of it', () => {
  const page = markdownPage([{ head: [markdownText('Title')], lines: lines(3), end: [markdownText('End')] }], WHOLE);
  expect(page.split('\n')).toHaveLength(6);
  expect(page).not.toContain('more lines');
});

test.each([0, 1, 7, 300, 5_000])(
  'a page stays within its bound, counts what it left out, and keeps every head: %s lines',
  (count) => {
    const parts = [
      { head: [markdownText('Losses')], lines: lines(count) },
      { head: [markdownText('Resources')], lines: lines(count), end: [markdownText('End')] },
    ];
    const page = markdownPage(parts, WHOLE);
    expect(page.length).toBeLessThanOrEqual(MOST_CHARACTERS);
    for (const words of ['Losses', 'Resources', 'End']) expect(page).toContain(words);
    const shown = page.split('\n').filter((it) => it.startsWith('- line')).length;
    const left = [...page.matchAll(/and (\d+) more lines/g)].reduce((sum, [, number]) => sum + Number(number), 0);
    expect(shown + left).toBe(2 * count);
    // What comes first weighs most: the second part has nothing before the first has all.
    const [first = '', second = ''] = page.split('Resources');
    if (first.includes('more lines')) expect(second).not.toMatch(/^- line/m);
  },
);
