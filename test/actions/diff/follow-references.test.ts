import { followReferences } from '../../../src/actions/diff/follow-references';
import {
  resourceChanges,
  type ProviderKnowledge,
  type ResourceChange,
} from '../../../src/actions/diff/resource-changes';
import type { StackElements } from '../../../src/actions/diff/stack-elements';
import { stackOf } from './stack-of';

const KNOWLEDGE: ProviderKnowledge = {
  rules: {
    aws_net: ['range'],
    aws_rack: ['net', 'port.net', 'size if smaller', 'key if encrypted'],
    aws_link: ['rack'],
    data: ['*'],
  },
  losses: { aws_link: 'link' },
};

type Stacks = Readonly<Record<string, StackElements>>;

function follow(before: Stacks, after: Stacks): Map<string, ResourceChange[]> {
  const direct = Object.entries(after).map(
    ([name, stack]) => [name, resourceChanges(before[name] ?? new Map(), stack, KNOWLEDGE)] as const,
  );
  const staying = Object.entries(after).map(([name, stack]) => {
    return [name, new Map([...stack].filter(([address]) => before[name]?.has(address)))] as const;
  });
  return followReferences(new Map(direct), new Map(staying), () => KNOWLEDGE);
}

/** What follows from another range of `aws_net.a` in one stack: `replace aws_rack.b net`, sorted. */
function fromOtherRange(...elements: readonly (readonly [address: string, body: object])[]): string[] {
  const [before, after] = ['10.1', '10.2'].map((range) => stackOf(['aws_net.a', { range, name: 'a' }], ...elements));
  return lines(follow({ s: before! }, { s: after! }).get('s')).filter((line) => !line.includes('aws_net.a range'));
}

function lines(changes: readonly ResourceChange[] = []): string[] {
  return changes.map(({ address, action, changed, replacedFor }) =>
    [action, address, ...(action === 'replace' ? replacedFor : changed)].join(' '),
  );
}

test('who refers to a replaced resource where it cannot change in place is replaced, and who refers to that', () => {
  const stack = (range: string): StackElements =>
    stackOf(
      ['aws_net.a', { range }],
      ['aws_rack.b', { net: '${aws_net.a.id}' }],
      ['aws_link.c', { rack: ['${aws_rack.b.arn}'] }],
      ['aws_link.d', { other: '${aws_rack.b.arn}' }],
    );
  expect(follow({ s: stack('10.1') }, { s: stack('10.2') }).get('s')).toEqual([
    {
      address: 'aws_link.c',
      action: 'replace',
      changed: ['rack'],
      replacedFor: ['rack'],
      because: ['aws_rack.b'],
      loses: 'link',
    },
    { address: 'aws_link.d', action: 'change', changed: ['other'], replacedFor: [], because: ['aws_rack.b'] },
    { address: 'aws_net.a', action: 'replace', changed: ['range'], replacedFor: ['range'] },
    { address: 'aws_rack.b', action: 'replace', changed: ['net'], replacedFor: ['net'], because: ['aws_net.a'] },
  ]);
  expect(follow({ s: stack('10.1') }, { s: stack('10.1') }).get('s')).toEqual([]);
});

test('a name that is stated and stays forces nobody, one that changes does', () => {
  const named = ['aws_rack.b', { net: '${aws_net.a.name}' }] as const;
  expect(fromOtherRange(named)).toEqual([]);
  const [before, after] = ['one', 'two'].map((name) => stackOf(['aws_net.a', { name }], named));
  expect(lines(follow({ s: before! }, { s: after! }).get('s'))).toEqual([
    'change aws_net.a name',
    'replace aws_rack.b net',
  ]);
});

test('a change in place makes nothing new that is not stated', () => {
  const [before, after] = [1, 2].map((size) =>
    stackOf(['aws_net.a', { size }], ['aws_rack.b', { net: '${aws_net.a.id}' }]),
  );
  expect(lines(follow({ s: before! }, { s: after! }).get('s'))).toEqual(['change aws_net.a size']);
});

test('references are found in lists, blocks and functions, by rules with paths and conditions', () => {
  expect(fromOtherRange(['aws_rack.b', { port: [{ speed: 1, net: '${join("-", ["x", aws_net.a.id])}' }] }])).toEqual([
    'replace aws_rack.b port.net',
  ]);
  expect(fromOtherRange(['aws_rack.b', { port: [{ speed: '${aws_net.a.id}' }] }])).toEqual(['change aws_rack.b port']);
  expect(fromOtherRange(['aws_rack.b', { size: '${aws_net.a.id}' }])).toEqual(['change aws_rack.b size']);
  expect(fromOtherRange(['aws_rack.b', { key: '${aws_net.a.id}', encrypted: false }])).toEqual([
    'change aws_rack.b key',
  ]);
  expect(fromOtherRange(['aws_rack.b', { key: '${aws_net.a.id}', encrypted: true }])).toEqual([
    'replace aws_rack.b key',
  ]);
});

test('what is no value is no reference: order, another address, a text', () => {
  expect(fromOtherRange(['aws_rack.b', { depends_on: ['aws_net.a'], net: 'x' }])).toEqual([]);
  expect(fromOtherRange(['aws_net.a2', {}], ['aws_rack.b', { net: '${aws_net.a2.id}' }])).toEqual([]);
  expect(fromOtherRange(['aws_rack.b', { net: 'aws_net.a.id' }])).toEqual([]);
});

test('replace_triggered_by replaces for any change of a resource, or for that of one attribute', () => {
  const triggered = (by: string) => ['aws_rack.b', { lifecycle: { replace_triggered_by: [by] } }] as const;
  expect(fromOtherRange(triggered('aws_net.a'))).toEqual(['replace aws_rack.b replace_triggered_by']);
  expect(fromOtherRange(triggered('aws_net.a.id'))).toEqual(['replace aws_rack.b replace_triggered_by']);
  expect(fromOtherRange(triggered('aws_net.a.name'))).toEqual([]);
});

test('what Terraform is told to overlook is not replaced for', () => {
  const lifecycle = { ignore_changes: ['port[0].net'] };
  expect(fromOtherRange(['aws_rack.b', { port: [{ net: '${aws_net.a.id}' }], lifecycle }])).toEqual([]);
  expect(fromOtherRange(['aws_rack.b', { net: '${aws_net.a.id}', lifecycle }])).toEqual(['replace aws_rack.b net']);
});

test('news passes through data sources, which are no change of their own', () => {
  const data = stackOf(['data.aws_x.d', { of: '${aws_net.a.id}' }]).get('data.aws_x.d')!;
  const stack = (range: string): StackElements =>
    new Map([
      ...stackOf(['aws_net.a', { range }], ['aws_rack.b', { net: '${data.aws_x.d.json}' }]),
      ['data.aws_x.d', { ...data, type: 'data' }],
    ]);
  expect(lines(follow({ s: stack('10.1') }, { s: stack('10.2') }).get('s'))).toEqual([
    'replace aws_net.a range',
    'replace aws_rack.b net',
  ]);
});

test('news crosses to the stacks that read an output, by the key that they read', () => {
  const remote = 'data.terraform_remote_state.network_us_east.outputs';
  const stacks = (range: string): Stacks => ({
    'network-us-east': stackOf(
      ['aws_net.a', { range, name: 'a' }],
      ['aws_net.b', { range: '10.3' }],
      ['output.ids', { a: '${aws_net.a.id}', b: '${aws_net.b.id}' }],
      ['output.name', { value: '${aws_net.a.name}' }],
      ['output.id', { value: '${aws_net.a.id}' }],
    ),
    cluster: stackOf(
      ['aws_rack.a', { net: `\${${remote}.ids["a"]}` }],
      ['aws_rack.b', { net: `\${${remote}.ids["b"]}` }],
      ['aws_rack.c', { net: `\${${remote}.name}` }],
      ['aws_rack.d', { net: `\${${remote}.id}` }],
    ),
  });
  const followed = follow(stacks('10.1'), stacks('10.2')).get('cluster') ?? [];
  expect(lines(followed)).toEqual(['replace aws_rack.a net', 'replace aws_rack.d net']);
  expect(followed[0]!.because).toEqual(['output.ids of network-us-east']);
});

test('a circle of references comes to an end', () => {
  const stack = (range: string): StackElements =>
    stackOf(['aws_net.a', { range, peer: '${aws_rack.b.id}' }], ['aws_rack.b', { net: '${aws_net.a.id}' }]);
  expect(lines(follow({ s: stack('10.1') }, { s: stack('10.2') }).get('s'))).toEqual([
    'replace aws_net.a range',
    'replace aws_rack.b net',
  ]);
});

test('a block beside an overlooked one is not overlooked', () => {
  const lifecycle = { ignore_changes: ['port[0].net'] };
  expect(fromOtherRange(['aws_rack.b', { port: [{ speed: '${aws_net.a.id}' }], lifecycle }])).toEqual([
    'change aws_rack.b port',
  ]);
});

test('everything that forces a replacement is named, in order, and what only passes a value on is not', () => {
  const stack = (range: string): StackElements =>
    stackOf(
      ['aws_net.z', { range }],
      ['aws_net.a', { range }],
      ['aws_rack.b', { net: '${aws_net.z.id}', size: '${aws_net.m.id}', port: [{ net: '${aws_net.a.id}' }] }],
      ['aws_rack.c', { size: ['${aws_net.z.id}', '${aws_net.a.id}'] }],
      ['aws_net.m', { range }],
    );
  const changes = follow({ s: stack('10.1') }, { s: stack('10.2') }).get('s')!;
  expect(changes.find((it) => it.address === 'aws_rack.b')).toEqual({
    address: 'aws_rack.b',
    action: 'replace',
    changed: ['net', 'port', 'size'],
    replacedFor: ['net', 'port.net'],
    because: ['aws_net.a', 'aws_net.z'],
  });
  expect(changes.find((it) => it.address === 'aws_rack.c')!.because).toEqual(['aws_net.a', 'aws_net.z']);
});

test('what comes and what goes keeps its place among the others, by address', () => {
  const before = stackOf(['aws_net.d', {}], ['aws_net.b', { size: 1 }]);
  const after = stackOf(['aws_net.c', {}], ['aws_net.b', { size: 2 }], ['aws_net.a', {}]);
  expect(lines(follow({ s: before }, { s: after }).get('s'))).toEqual([
    'add aws_net.a',
    'change aws_net.b size',
    'add aws_net.c',
    'remove aws_net.d',
  ]);
});
