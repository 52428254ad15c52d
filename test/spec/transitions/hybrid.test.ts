import { formatLock, parseLock } from '../../../src/spec/lock';
import type { Standing } from '../../../src/spec/standing';
import { judgeHybrid } from '../../../src/spec/transitions/hybrid';
import { standingOf } from '../../../src/plan/standing';
import { aHybridPlan } from '../../support/a-hybrid-plan';
import { TWO_CLOUDS } from '../../support/a-spec';

/* Hybrid mode that stands: the lock file holds it, and a change of mode or data planes before control planes are refused. */

const standing = (version: string, dataPlaneVersion?: string): Standing =>
  standingOf(
    aHybridPlan(TWO_CLOUDS, { kong: { version, ...(dataPlaneVersion === undefined ? {} : { dataPlaneVersion }) } }),
  );
const traditional = ({ hybrid: _, ...others }: Standing): Standing => others;
const words = (before: Standing, after: Standing): string[] => judgeHybrid(before, after).map(({ word }) => word);

const [old, between, fresh] = [standing('3.4.2'), standing('3.9.1', '3.4.2'), standing('3.9.1')];

test('the lock file holds the release of the data planes, which is the mode too', () => {
  expect([old.hybrid, between.hybrid]).toEqual([{ dataPlanes: '3.4.2' }, { dataPlanes: '3.4.2' }]);
  const text = formatLock({
    topology: 'edge',
    nextIndex: 2,
    indexes: { 'us-east': 0, 'eu-west': 1 },
    standing: between,
    allowed: [],
  });
  const read = parseLock(text, 'edge.lock.json');
  expect(read.ok && read.value.standing).toEqual(between);
  expect(parseLock(text.replace('"3.4.2"', '"new"'), 'edge.lock.json').ok).toBe(false);
});

test.each([
  ['control planes alone', old, between, []],
  ['data planes after them', between, fresh, []],
  ['both at once', old, fresh, ['kong-data-planes-too-early']],
  ['data planes back again', fresh, between, []],
  ['a patch of both at once', standing('3.9.1', '3.9.0'), fresh, []],
  ['nothing', fresh, fresh, []],
  ['the mode', fresh, traditional(fresh), ['kong-mode-changed']],
  ['the mode, the other way', traditional(fresh), fresh, ['kong-mode-changed']],
  ['neither mode', traditional(old), traditional(fresh), []],
])('a change of %s', (_, before, after, expected) => {
  expect(words(before, after)).toEqual(expected);
});

test('the way out names the release that data planes have', () => {
  const [judged] = judgeHybrid(old, fresh);
  expect(judged?.issue.remedy).toContain(
    'write "dataPlaneVersion": "3.4.2", apply, and leave it out when every control plane runs 3.9',
  );
});
