import { referencesIn } from '../../../src/actions/diff/references';

test('a reference has the path of its argument, the address and the attribute', () => {
  expect(
    referencesIn({
      vpc: '${aws_vpc.main.id}',
      whole: '${aws_vpc.main}',
      first: '${aws_subnet.a[0].id}',
      data: '${data.aws_ami.ubuntu.id}',
      blocks: [{ inner: { name: '${join("-", [aws_vpc.main.arn, aws_vpc.other.arn])}' } }, { n: 1 }, null],
    }),
  ).toEqual([
    { path: 'vpc', address: 'aws_vpc.main', attribute: 'id' },
    { path: 'whole', address: 'aws_vpc.main' },
    { path: 'first', address: 'aws_subnet.a', attribute: 'id' },
    { path: 'data', address: 'data.aws_ami.ubuntu', attribute: 'id' },
    { path: 'blocks.inner.name', address: 'aws_vpc.main', attribute: 'arn' },
    { path: 'blocks.inner.name', address: 'aws_vpc.other', attribute: 'arn' },
  ]);
});

test('an output of another stack is read whole or by key', () => {
  const outputs = 'data.terraform_remote_state.network_us_east.outputs';
  expect(referencesIn({ a: `\${${outputs}.ids["kong-a"]}`, b: `\${${outputs}.vpc_id}` })).toEqual([
    { path: 'a', address: 'output.ids', stack: 'network_us_east', attribute: 'kong-a' },
    { path: 'b', address: 'output.vpc_id', stack: 'network_us_east' },
  ]);
});

test.each(['//', 'lifecycle', 'depends_on', 'provider'])('%s takes no value, whatever it names', (name) => {
  expect(referencesIn({ [name]: { condition: '${aws_vpc.main.id}' } })).toEqual([]);
});

test('replace_triggered_by names what it looks at, without a sign that it is an expression', () => {
  expect(referencesIn({ lifecycle: { replace_triggered_by: ['aws_vpc.main', 'aws_vpc.other.arn'] } })).toEqual([
    { path: 'replace_triggered_by', address: 'aws_vpc.main' },
    { path: 'replace_triggered_by', address: 'aws_vpc.other', attribute: 'arn' },
  ]);
  expect(referencesIn({ vpc: 'aws_vpc.main' })).toEqual([]);
});
