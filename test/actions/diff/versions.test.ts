import {
  diffTopologies,
  harms,
  isSame,
  type TopologyDiff,
  type Version,
} from '../../../src/actions/diff/diff-topologies';
import { aPlan, TWO_CLOUDS } from '../../support/a-spec';

/* What `diff` makes of assemblies that say little: one thing each. */

const PLAN = aPlan(TWO_CLOUDS);

type Stack = Readonly<Record<string, unknown>>;

/** A version of the same topology whose stacks hold just this. */
function version(stacks: Readonly<Record<string, Stack>>): Version {
  const assembly = Object.entries(stacks).map(([name, json]) => ({
    path: `stacks/${name}/cdk.tf.json`,
    text: JSON.stringify(json),
  }));
  return { plan: PLAN, synthesis: { assembly, terraform: [], stacks: [] } };
}

function diff(before: Readonly<Record<string, Stack>>, after: Readonly<Record<string, Stack>>): TopologyDiff {
  return diffTopologies(version(before), version(after));
}

function lines({ stacks }: TopologyDiff): string[] {
  return stacks.flatMap(({ stack, action, resources }) =>
    resources.map((it) => [`${action} ${stack}`, it.action, it.address, ...it.changed].join(' ')),
  );
}

const vpc = (cidr: string) => ({ aws_vpc: { main: { cidr_block: cidr } } });

test('stacks come in the order of apply, and those that go at the end, by name', () => {
  const before = {
    zebra: { resource: vpc('10.1.0.0/16') },
    links: { resource: vpc('10.1.0.0/16') },
    ape: { resource: vpc('10.1.0.0/16') },
  };
  const after = {
    'cluster-us-east': { resource: vpc('10.1.0.0/16') },
    links: { resource: vpc('10.2.0.0/16') },
    'network-us-east': { resource: vpc('10.1.0.0/16') },
  };
  expect(lines(diff(before, after))).toEqual([
    'add network-us-east add aws_vpc.main',
    'change links replace aws_vpc.main cidr_block',
    'add cluster-us-east add aws_vpc.main',
    'remove ape remove aws_vpc.main',
    'remove zebra remove aws_vpc.main',
  ]);
});

test('a resource that is new is added once, whatever it refers to', () => {
  const before = { links: { resource: vpc('10.1.0.0/16') } };
  const after = {
    links: { resource: { ...vpc('10.2.0.0/16'), aws_subnet: { new: { vpc_id: '${aws_vpc.main.id}' } } } },
  };
  expect(lines(diff(before, after))).toEqual([
    'change links add aws_subnet.new',
    'change links replace aws_vpc.main cidr_block',
  ]);
});

test('a data source that is asked for something else gives something else, whichever attribute is read', () => {
  const stacks = (name: string) => ({
    links: {
      data: { aws_ami: { ubuntu: { name_regex: name } } },
      resource: { aws_instance: { one: { ami: '${data.aws_ami.ubuntu.image_id}' } } },
    },
  });
  expect(lines(diff(stacks('22'), stacks('24')))).toEqual(['change links replace aws_instance.one ami']);
  expect(lines(diff(stacks('22'), stacks('22')))).toEqual([]);
});

test('an argument that is taken out is a change, and so is one that comes in', () => {
  const queue = (body: object) => ({
    links: { resource: { aws_vpc: { main: { cidr_block: '10.1.0.0/16', ...body } } } },
  });
  expect(lines(diff(queue({ tags: { a: 'b' } }), queue({})))).toEqual(['change links change aws_vpc.main tags']);
  expect(lines(diff(queue({}), queue({ tags: { a: 'b' } })))).toEqual(['change links change aws_vpc.main tags']);
});

test('a password that goes is lost where the datastore knows it, and nowhere else', () => {
  const stacks = { shared: { resource: { random_password: { one: { length: 32 } } } } };
  expect(harms(diff(stacks, {})).map(({ stack, change }) => [stack, change.address, change.loses])).toEqual([
    ['shared', 'random_password.one', 'data'],
  ]);
  expect(harms(diff({ links: stacks.shared }, {}))).toEqual([]);
  expect(harms(diff({}, stacks))).toEqual([]);
});

test('two versions are the same when nothing differs, in the stacks or in the topology', () => {
  const stacks = { links: { resource: vpc('10.1.0.0/16') } };
  expect(isSame(diff(stacks, stacks))).toBe(true);
  expect(isSame(diff(stacks, {}))).toBe(false);
  const more = aPlan(TWO_CLOUDS, { requestsPerSecond: 12001 });
  expect(isSame(diffTopologies(version(stacks), { ...version(stacks), plan: more }))).toBe(false);
});
