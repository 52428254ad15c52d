import { Fn, TerraformOutput, TerraformStack, Token } from 'cdktf';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Construct } from 'constructs';
import { readTemplates } from '../../src/cli/io/templates';
import { CLOUD_BUILDERS } from '../../src/clouds/registry';
import { loadTopology } from '../../src/actions/load-topology';
import { renderNodes } from '../../src/plan/nodes/render-nodes';
import { buildStacks } from '../../src/stacks/build';
import { stackJson } from '../../src/stacks/stack-json';

/* What cdktf itself makes of a stack is the measure, to the byte. */

function withCdktf(stack: TerraformStack): string {
  return JSON.stringify(TerraformStack.prototype.toTerraform.call(stack));
}

function withOurs(stack: TerraformStack): string {
  return JSON.stringify(stackJson(stack, { version: stack['cdktfVersion'], overrides: stack['rawOverrides'] }));
}

test.each(['three-clouds', 'redis', 'aws-pair-ipsec'])('every stack of %s is what cdktf makes of it', (name) => {
  const specText = readFileSync(join(__dirname, '..', '..', 'topologies', `${name}.json`), 'utf8');
  const loaded = loadTopology({ specText, specFile: `${name}.json`, lockFile: 'lock' });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  const { plan } = loaded.value;
  const built = buildStacks(plan, CLOUD_BUILDERS, renderNodes(plan, readTemplates()));
  expect(built.length).toBeGreaterThan(4);
  for (const { stack } of built) expect([stack.node.id, withOurs(stack)]).toEqual([stack.node.id, withCdktf(stack)]);
});

test('tokens of every kind are resolved, wherever they stand, and what looks like one stays', () => {
  const root = new Construct(undefined as unknown as Construct, '');
  root.node.setContext('cdktfVersion', '0.21.0');
  const stack = new TerraformStack(root, 'a');
  const reference = '${aws_vpc.main.id}';
  const values: readonly unknown[] = [
    Token.asString(reference),
    `a ${Token.asString(reference)} b ${Token.asString(Fn.upper('c'))}`,
    Token.asNumber(reference),
    `${Token.asNumber(reference)}`,
    Token.asList(reference),
    Token.asStringMap(reference),
    Token.asNumberList(reference),
    [Token.asString(reference), 'plain', 1, true],
    { [Token.asString(reference)]: [{ b: Token.asNumber(reference) }] },
    Fn.jsonencode({ a: Token.asString(reference), b: '"quoted"\n' }),
    Token.asAny({ resolve: () => ({ deep: [Token.asString(reference)] }), creationStack: [], toString: () => '' }),
    { empty: {}, none: [] },
    '1e+3 %{x} $${y} "z" \n TfToken',
    -1.5e-9,
    9_007_199_254_740_991,
  ];
  values.forEach((value, i) => void new TerraformOutput(stack, `o${i}`, { value, staticId: i % 2 === 0 }));
  stack.addOverride('terraform.required_version', Token.asString(reference));
  expect(withOurs(stack)).toBe(withCdktf(stack));
  expect(withOurs(stack)).not.toMatch(/TfToken\[|e\+\d{3}/);
});
