import type { Artifact } from '../../../src/kernel/artifact';
import { diffTopologies, type Version } from '../../../src/actions/diff/diff-topologies';
import { treeChanges } from '../../../src/actions/diff/tree-changes';
import { synthesize } from '../../../src/actions/synthesize';
import { aPlan, type ADatacenter } from '../../support/a-spec';
import { readTemplates } from '../../support/templates';
import { treeOf } from '../../support/tree-of';

const US_EAST: ADatacenter = { name: 'us-east', cloud: 'aws', region: 'us-east-1' };
const EU_WEST: ADatacenter = { name: 'eu-west', cloud: 'google', region: 'europe-west1' };
const US_WEST: ADatacenter = { name: 'us-west', cloud: 'aws', region: 'us-west-2' };
const BASE = [US_EAST, EU_WEST, US_WEST];
const INDEXES = { 'us-east': 0, 'eu-west': 1, 'us-west': 2 };

async function version(datacenters: readonly ADatacenter[], fields: object = {}): Promise<Version> {
  const plan = aPlan(datacenters, { ...fields }, INDEXES);
  return { plan, synthesis: await synthesize(plan, readTemplates()) };
}

const BEFORE = version(BASE);

/** The same for the assembly. */
function inAssembly(before: Version, after: Version) {
  const { assembly } = before.synthesis;
  return treeChanges(after.plan.stacks, treeOf('edge', assembly), after.synthesis.assembly);
}

/** What the HCL tree of one version shows when that of another comes over it. */
function inTree(before: Version, after: Version, change = (artifacts: readonly Artifact[]) => artifacts) {
  const tree = treeOf('edge', change(before.synthesis.terraform));
  return treeChanges(after.plan.stacks, tree, after.synthesis.terraform);
}

test.each<[string, readonly ADatacenter[], object]>([
  [
    'other tags, more requests and larger disks',
    BASE,
    { tags: { team: 'edge' }, requestsPerSecond: 60_000, datastore: { diskGib: 900 } },
  ],
  [
    'another supernet and Redis',
    BASE,
    { network: { supernet: '172.16.0.0/12' }, kong: { plugins: [{ name: 'rate-limiting', policy: 'redis' }] } },
  ],
  ['IPsec between datacenters of AWS', BASE, { links: { awsToAws: 'ipsec' } }],
  ['a datacenter less, and another on another cloud', [US_EAST, { ...EU_WEST, cloud: 'aws', region: 'eu-west-1' }], {}],
])('the HCL tree shows of %s what the JSON of both versions shows', async (_, datacenters, fields) => {
  const [before, after] = [await BEFORE, await version(datacenters, fields)];
  const expected = diffTopologies(before, after).stacks;
  expect(expected.length).toBeGreaterThan(1);
  expect(inTree(before, after)).toEqual(expected);
  expect(inAssembly(before, after)).toEqual(expected);
});

test('a tree that comes over itself has no changes, whatever its line ends, and whatever the user laid beside it', async () => {
  const before = await BEFORE;
  expect(inTree(before, before)).toEqual([]);
  const withCrLf = (them: readonly Artifact[]) => them.map((it) => ({ ...it, text: it.text.replaceAll('\n', '\r\n') }));
  expect(inTree(before, before, withCrLf)).toEqual([]);
  const tree = treeOf('edge', before.synthesis.terraform);
  const path = 'cluster-us-east/own.tf';
  const own = { ...tree, entries: new Map([...tree.entries, [path, 'file' as const]]) };
  const text = (it: string) => (it === path ? 'resource "aws_ebs_volume" "own" {\n  size = 1\n}\n' : tree.text(it));
  expect(treeChanges(before.plan.stacks, { ...own, text }, before.synthesis.terraform)).toEqual([]);
});

test('where no tree of topogen stands, nothing is compared', async () => {
  const { plan, synthesis } = await BEFORE;
  const empty = { entries: new Map(), text: () => undefined, executable: () => false };
  expect(treeChanges(plan.stacks, empty, synthesis.terraform)).toBeUndefined();
});

test('a changed file of a machine is a change of what names it, and of nothing else', async () => {
  const before = await BEFORE;
  const changed = (them: readonly Artifact[]) =>
    them.map((it) => (it.path === 'cluster-us-east/files/kong/kong.conf' ? { ...it, text: `${it.text}#\n` } : it));
  expect(before.synthesis.terraform.some(({ path }) => path === 'cluster-us-east/files/kong/kong.conf')).toBe(true);
  const shown = inTree(before, before, changed)?.flatMap(({ stack, resources }) =>
    resources.map(({ action, address, changed: names }) => [stack, action, address, ...names].join(' ')),
  );
  expect(shown).toEqual(['cluster-us-east change aws_launch_template.kong user_data']);
});
