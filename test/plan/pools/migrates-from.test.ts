import type { EngineId } from '../../../src/kernel/ids';
import { compareVersions, releaseLine } from '../../../src/kernel/version';
import { DATASTORES } from '../../../src/plan/datastores/registry';
import { KONG_LINES } from '../../../src/spec/kong-releases';
import { judgeKong } from '../../../src/spec/transitions/kong';
import { judgeRing } from '../../../src/spec/datastores/cassandra/transitions/judge';
import type { Transition } from '../../../src/spec/transitions/transition';
import type { Standing } from '../../../src/spec/standing';

/*
 * The migrations job is the second wall behind the judgement of a spec: for every pair of releases both say the same.
 */

const RELEASES = [...KONG_LINES.values()].flatMap(({ release, lastPatch }) => {
  const line = releaseLine(release);
  return [`${line}.0`, `${line}.1`, `${line}.2`, release].filter((it) => Number(it.split('.')[2]) <= lastPatch);
});

const standing = (kong: string): Standing => ({
  kong,
  supernet: '10.64.0.0/10',
  datastore: { engine: 'cassandra', release: '3.11.19', replicationFactor: 3 },
  datacenters: {},
});

/** True if a step is allowed, be it with a warning. */
const passes = ({ issue }: Transition): boolean => issue.severity !== 'error';

/** The question that the job asks of the stretches that it was given. */
function jobTakes(from: string, to: string, engine: EngineId = 'cassandra'): boolean {
  if (compareVersions(from, to) > 0) return false;
  return DATASTORES[engine].kong
    .migratesFrom(to)
    .some(
      ({ first, lastLine }) => compareVersions(from, first) >= 0 && compareVersions(releaseLine(from), lastLine) <= 0,
    );
}

test.each(['0.14.1', '2.0.5', '2.1.4', '2.8.1', '2.8.5', '3.3.1'])(
  'the job takes over what the spec may step from: %s',
  (from) => {
    const verdicts = RELEASES.map((to) => {
      const judged = [...judgeKong(standing(from), standing(to)), ...judgeRing(standing(from), standing(to))];
      return [to, judged.every(passes)] as const;
    });
    expect(RELEASES.map((to) => [to, jobTakes(from, to)])).toEqual(verdicts);
    // Some of both.
    expect(new Set(verdicts.map(([, taken]) => taken)).size).toBe(2);
  },
);

test.each(['2.7.2', '2.8.1', '2.8.5', '3.3.1', '3.4.2', '3.9.1'])(
  'on PostgreSQL, whose tables are altered, the job takes over whatever the guides lead from: %s',
  (from) => {
    const verdicts = RELEASES.map((to) => [to, judgeKong(standing(from), standing(to)).every(passes)] as const);
    expect(RELEASES.map((to) => [to, jobTakes(from, to, 'postgresql')])).toEqual(verdicts);
  },
);
