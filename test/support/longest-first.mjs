import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import TestSequencer from '@jest/test-sequencer';

/**
 * Test files that take longest, the longest first: begun last, one of them would leave the other processors idle at the end. Jest
 * itself orders files by what they took before, which a new clone does not know, and then by their length.
 */
const LONGEST = [
  'package/installed',
  'topologies/egress',
  'upgrade',
  'region-lost',
  'cli/io/outputs/every-call',
  'cli/killed',
  'topologies/accepted',
  'topologies/scanners',
  'report/browser/page',
  'scaling',
  'removal',
  'fuzz/specs',
  'topologies/monitored',
  'apply',
  'clouds/google/terraform',
  'plan/pools/nodes/boot',
  'plan/pools/nodes/certificate',
  'package/other-core',
  'fuzz/transitions',
  'plan/laws.property',
  'cli/mounts',
  'cdktf',
  'widening',
  'plan/datastores/cassandra/nodes/repair',
  'plan/nodes/balancer/members',
  'cli/program',
  'cli/what-stands',
].map((name) => fileURLToPath(new URL(`../${name}.test.ts`, import.meta.url)));

const missing = LONGEST.filter((path) => !existsSync(path));
if (missing.length > 0) throw new Error(`no such tests, which were to run first: ${missing.join(', ')}`);

export default class LongestFirst extends TestSequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const longest = LONGEST.flatMap((path) => sorted.filter((test) => test.path === path));
    return [...longest, ...sorted.filter((test) => !longest.includes(test))];
  }
}
