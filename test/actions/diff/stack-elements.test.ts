import { elementsByStack } from '../../../src/actions/diff/stack-elements';

const text = (json: object): string => JSON.stringify(json);

test('the elements of a stack are its resources, data sources and outputs, each by its address', () => {
  const json = {
    resource: { aws_vpc: { main: { cidr_block: '10.1.0.0/16' } } },
    data: {
      aws_ami: { ubuntu: { owners: ['self'] } },
      terraform_remote_state: { other: { backend: 'local' } },
    },
    output: {
      ids: { value: { a: '${aws_vpc.main.id}', b: 'x' } },
      list: { value: ['${aws_vpc.main.id}'] },
      one: { value: 'x' },
      none: { value: null },
    },
  };
  const elements = elementsByStack([{ path: 'stacks/s/cdk.tf.json', text: text(json) }], { places: {}, tags: {} }).get(
    's',
  )!;
  expect([...elements].map(([address, { type, body }]) => [address, type, body])).toEqual([
    ['aws_vpc.main', 'aws_vpc', { cidr_block: '10.1.0.0/16' }],
    ['data.aws_ami.ubuntu', 'data', { owners: ['self'] }],
    ['output.ids', 'output', { a: '${aws_vpc.main.id}', b: 'x' }],
    ['output.list', 'output', { value: ['${aws_vpc.main.id}'] }],
    ['output.one', 'output', { value: 'x' }],
    ['output.none', 'output', { value: null }],
  ]);
  expect(elements.get('output.ids')!.references).toEqual([{ path: 'a', address: 'aws_vpc.main', attribute: 'id' }]);
});

test('stacks lie in folders of their own below stacks/, and nothing else is one', () => {
  const paths = [
    'stacks/a/cdk.tf.json',
    'old/stacks/b/cdk.tf.json',
    'stacks/c/cdk.tf.json.bak',
    'stacks/d/files/cdk.tf.json',
    'manifest.json',
  ];
  const stacks = elementsByStack(
    paths.map((path) => ({ path, text: text({}) })),
    { places: {}, tags: {} },
  );
  expect([...stacks.keys()]).toEqual(['a']);
});

test('a resource takes its place from its provider, unless it says its own', () => {
  const json = {
    provider: { aws: [{ region: 'us-east-1' }] },
    resource: { aws_vpc: { a: {}, b: { region: 'us-west-2' } } },
  };
  const elements = elementsByStack([{ path: 'stacks/s/cdk.tf.json', text: text(json) }], {
    places: { 'aws_*': ['region'] },
    tags: {},
  });
  expect([...elements.get('s')!.values()].map(({ body }) => body)).toEqual([
    { region: 'us-east-1' },
    { region: 'us-west-2' },
  ]);
});

test("a provider's tags are those of each resource that carries tags, whose own win", () => {
  const json = {
    provider: { aws: [{ default_tags: [{ tags: { team: 'a', role: 'none' } }] }] },
    resource: { aws_vpc: { a: {}, b: { tags: { role: 'x' } } }, aws_route: { c: {} } },
  };
  const table = {
    aws: {
      argument: 'tags',
      ofProvider: (stated: object) => (stated as (typeof json.provider.aws)[number]).default_tags[0]!.tags,
      types: new Set(['aws_vpc']),
    },
  };
  const elements = elementsByStack([{ path: 'stacks/s/cdk.tf.json', text: text(json) }], { places: {}, tags: table });
  expect([...elements.get('s')!.values()].map(({ body }) => body)).toEqual([
    { tags: { team: 'a', role: 'none' } },
    { tags: { team: 'a', role: 'x' } },
    {},
  ]);
});

describe('what a generated file says', () => {
  const bodyOf = (argument: unknown, files: Readonly<Record<string, string>>): unknown => {
    const json = { resource: { aws_x: { a: { argument } } } };
    const assembly = [
      { path: 'stacks/s/cdk.tf.json', text: text(json) },
      ...Object.entries(files).map(([path, content]) => ({ path: `stacks/s/files/${path}`, text: content })),
    ];
    return elementsByStack(assembly, { places: {}, tags: {} }).get('s')!.get('aws_x.a')!.body['argument'];
  };
  const FILE = '${file("${path.module}/files/a")}';

  test('stands behind the expression that names it, wherever that lies', () => {
    expect(bodyOf(FILE, { a: 'one' })).toBe(`${FILE}\none`);
    expect(bodyOf([{ deep: FILE, other: 1, none: null }], { a: 'one' })).toEqual([
      { deep: `${FILE}\none`, other: 1, none: null },
    ]);
  });

  test('brings what other files say that it names, each once', () => {
    const files = { a: '${file("${files}/b")} ${file("${files}/c")}', b: '${file("${files}/c")}', c: 'three' };
    expect(bodyOf(FILE, files)).toBe([FILE, files.a, files.b, files.c].join('\n'));
  });

  test('comes to an end where files name each other', () => {
    const files = { a: '${file("${files}/b")}', b: '${file("${files}/a")}' };
    expect(bodyOf(FILE, files)).toBe([FILE, files.a, files.b].join('\n'));
  });

  test('is nothing where there is no such file in the stack', () => {
    expect(bodyOf(FILE, { b: 'another' })).toBe(FILE);
    expect(bodyOf('files/a', { a: 'one' })).toBe('files/a');
  });
});
