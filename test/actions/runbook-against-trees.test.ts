import { terraformAddresses } from '../../src/actions/terraform-addresses';
import { diffTopologies, type Version } from '../../src/actions/diff/diff-topologies';
import { synthesize } from '../../src/actions/synthesize';
import type { Plan } from '../../src/plan/plan';
import { planRunbook } from '../../src/report/runbook/plan-runbook';
import type { RunbookPart } from '../../src/report/runbook/runbook';
import { aPlan, TWO_CLOUDS } from '../support/a-spec';
import { readTemplates } from '../support/templates';

/*
 * A runbook says of each part which stacks are applied and what their plans change. The trees of the specs before and after
 * that part must say the same: no stack that it leaves out, and no resource beside those that it names.
 */

const AP = { name: 'ap', cloud: 'aws', region: 'ap-northeast-1' } as const;
const TEXTS = readTemplates();

/** The user's own measurement, so that no release changes the size of a pool. */
const MEASURED = { requestsPerSecondPerVcpu: 500 };

const two = (fields: object = {}): Plan => aPlan(TWO_CLOUDS, { kong: MEASURED, ...fields });
const three = (share?: number, fields: object = {}): Plan =>
  aPlan([...TWO_CLOUDS, { ...AP, ...(share === undefined ? {} : { share }) }], { kong: MEASURED, ...fields });

const known = new Map<Plan, Promise<Version>>();
function versionOf(plan: Plan): Promise<Version> {
  const made = known.get(plan) ?? synthesize(plan, TEXTS).then((synthesis) => ({ plan, synthesis }));
  known.set(plan, made);
  return made;
}

/** Returns the changes of the trees as `<stack> <action> <type or arguments>`, each kind once. */
async function treesOf(before: Plan, after: Plan): Promise<string[]> {
  const { stacks } = diffTopologies(await versionOf(before), await versionOf(after));
  const lines = stacks.flatMap(({ stack, resources }) =>
    resources.map(({ address, action, changed }) => {
      const type = address.split('.')[0] ?? '';
      return `${stack} ${action} ${type}${action === 'change' ? `: ${changed.join()}` : ''}`;
    }),
  );
  return [...new Set(lines)].sort();
}

async function partsOf(before: Plan, after: Plan): Promise<readonly RunbookPart[]> {
  const { stacks } = diffTopologies(await versionOf(before), await versionOf(after));
  const changes = stacks.map(({ stack }) => ({ stack, counts: '', losses: [] }));
  const made = await planRunbook({ before, after, addresses: terraformAddresses(before, after) }, () =>
    Promise.resolve(changes),
  );
  if (!made.ok) throw new Error(JSON.stringify(made.issues));
  return made.value.parts;
}

function appliedBy({ steps }: RunbookPart): string[] {
  const commands = steps.flatMap((step) => step.commands);
  return [...new Set(commands.flatMap((it) => /-chdir=(\S+) apply/.exec(it)?.[1] ?? []))].sort();
}

async function stacksOf(before: Plan, after: Plan): Promise<string[]> {
  return [...new Set((await treesOf(before, after)).map((line) => line.split(' ')[0]!))].sort();
}

/** Every single change whose one part applies all that differs. */
const CASES: readonly (readonly [string, Plan, Plan])[] = [
  ['a larger disk', two(), two({ datastore: { diskGib: 500 } })],
  ['more nodes', two(), two({ datastore: { nodesPerDatacenter: 6 } })],
  ['fewer nodes', two({ datastore: { nodesPerDatacenter: 6 } }), two()],
  ["Kong's release", two({ kong: { ...MEASURED, version: '2.8.5' } }), two()],
  ['larger pools', two(), two({ requestsPerSecond: 60_000 })],
  ['tags', two(), two({ tags: { team: 'edge' } })],
  ['who may reach the proxy', two(), two({ kong: { ...MEASURED, proxyCidrs: ['198.51.100.0/24'] } })],
];

test.each(CASES)('of %s applies the stacks whose trees differ, and no other', async (_, before, after) => {
  // A way that is gone by hand in the place of a part touches other trees.
  const parts = (await partsOf(before, after)).filter(({ only }) => only === undefined);
  expect(parts).toHaveLength(1);
  expect(appliedBy(parts[0]!)).toEqual(await stacksOf(before, after));
});

test('a larger disk changes sizes alone', async () => {
  expect(await treesOf(CASES[0]![1], CASES[0]![2])).toEqual([
    'cluster-eu-west change google_compute_disk: size',
    'cluster-us-east change aws_ebs_volume: size',
  ]);
});

test('another machine type or release of Cassandra changes no resource: machines take it when they are made anew', async () => {
  const aws = { ...TWO_CLOUDS[0]!, cassandra: { machineType: 'r6i.2xlarge' } };
  expect(await treesOf(two(), aPlan([aws, TWO_CLOUDS[1]!], { kong: MEASURED }))).toEqual([]);
  const [old, fresh] = ['3.11.19', '4.1'].map((version) => two({ datastore: { version, diskGib: 500 } }));
  expect(await treesOf(old!, fresh!)).toEqual([]);
});

test('links of another kind take a gateway away in a network that is applied again after them', async () => {
  const [one] = TWO_CLOUDS;
  const peered = aPlan([one!, AP], { kong: MEASURED });
  const ipsec = aPlan([one!, AP], { kong: MEASURED, links: { awsToAws: 'ipsec' } });
  expect(await treesOf(peered, ipsec)).toContain('network-ap remove aws_ec2_transit_gateway');
  const [part, ...more] = await partsOf(peered, ipsec);
  expect(more).toEqual([]);
  const applies = part!.steps.flatMap(({ commands }) =>
    commands.flatMap((it) => /-chdir=(\S+) apply/.exec(it)?.[1] ?? []),
  );
  expect(applies.indexOf('network-ap')).toBeLessThan(applies.indexOf('links'));
  expect(applies.at(-1)).toBe('network-ap');
  expect(part!.steps.at(-1)!.risk).toContain('cut off');
});

describe('a datacenter', () => {
  const waiting = three(0.000001);
  const whole = three();

  test('that is added with hardly any share adds rules to the older clusters, and changes nothing there', async () => {
    const [added] = await partsOf(two(), whole);
    const lines = await treesOf(two(), waiting);
    const older = lines.filter((line) => /^cluster-(us-east|eu-west) /.test(line));
    expect(
      older.filter((line) => !/ add (aws_vpc_security_group_\w+_rule|google_compute_firewall)$/.test(line)),
    ).toEqual([]);
    expect(older.length).toBeGreaterThan(0);
    const stacks = await stacksOf(two(), waiting);
    expect(stacks.filter((stack) => !appliedBy(added!).includes(stack))).toEqual([]);
  });

  test('that is the second one brings the first its gateway, in a stack that is applied too', async () => {
    const one = aPlan(TWO_CLOUDS.slice(0, 1), { kong: MEASURED });
    const second = aPlan([TWO_CLOUDS[0]!, { ...TWO_CLOUDS[1]!, share: 0.000001 }], { kong: MEASURED });
    const [added] = await partsOf(one, whole);
    const stacks = await stacksOf(one, second);
    expect(stacks).toContain('network-us-east');
    expect(stacks.filter((stack) => !appliedBy(added!).includes(stack))).toEqual([]);
  });

  test('that an older one dials for the first time brings that one its gateway', async () => {
    const ipsec = { kong: MEASURED, links: { awsToAws: 'ipsec' } };
    const pair = [TWO_CLOUDS[0]!, AP];
    const third = { name: 'sa', cloud: 'aws', region: 'sa-east-1', share: 0.000001 } as const;
    const [before, after] = [aPlan(pair, ipsec), aPlan([...pair, third], ipsec)];
    const [added] = await partsOf(before, after);
    const stacks = await stacksOf(before, after);
    expect(stacks).toContain('network-ap');
    expect(stacks).not.toContain('network-us-east');
    expect(stacks.filter((stack) => !appliedBy(added!).includes(stack))).toEqual([]);
    expect(appliedBy(added!)).not.toContain('network-us-east');
  });

  test('that takes its share changes sizes of pools alone', async () => {
    const [, shared] = await partsOf(two(), whole);
    const lines = await treesOf(waiting, whole);
    const sizes =
      / change (aws_autoscaling_group: (max_size|min_size)|google_compute_region_autoscaler: autoscaling_policy)/;
    expect(lines.filter((line) => !sizes.test(line))).toEqual([]);
    expect((await stacksOf(waiting, whole)).filter((stack) => !appliedBy(shared!).includes(stack))).toEqual([]);
  });

  test('that goes has the others grow first, and is itself left alone', async () => {
    const [taken] = await partsOf(whole, two());
    expect((await stacksOf(whole, waiting)).filter((stack) => !appliedBy(taken!).includes(stack))).toEqual([
      'cluster-ap',
    ]);
    expect(taken!.steps[1]!.risk).toContain('leave cluster-ap alone');
  });
});
