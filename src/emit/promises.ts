import type { Artifact } from '../kernel/artifact';
import { datacenterOf } from '../kernel/datacenter-of';
import type { CloudBuilder, TopologyPromise } from '../clouds/contract';
import { CLOUD_KNOWLEDGE } from '../clouds/facts';
import type { MockedTypes } from '../clouds/knowledge';
import { ResourceAddresses } from '../clouds/resource-addresses';
import type { CloudId } from '../kernel/ids';
import { terraformName } from '../plan/naming';
import type { Plan, StackPlan } from '../plan/plan';
import type { BuiltStack } from '../stacks/build';
import type { StackJson } from './assembly';
import { headerLine } from './header-line';

/**
 * Renders `tests/topology.tftest.hcl` of a stack that keeps promises of the topology. `terraform test` runs it with
 * every provider mocked and the outputs of every other stack made up, so without credentials and without state. One run asserts all
 * of them, since each run plans the whole stack: one for each promise took a minute for the links of six datacenters.
 */
export function renderPromises(
  plan: Plan,
  { plan: stackPlan, stack }: BuiltStack,
  json: StackJson,
  builders: Readonly<Record<CloudId, CloudBuilder>>,
): Artifact[] {
  const addresses = new ResourceAddresses(resourceAddresses(json));
  const promises = promisesOf(plan, stackPlan, addresses, builders);
  if (promises.length === 0) return [];
  const text = [
    `# ${headerLine(plan, stackPlan, 'what the topology promises')}\n`,
    ...providersOf(json).map(([provider, alias]) => mockProvider(provider, alias, json)),
    ...overrideAnswers(json),
    ...[...stack.reads].map(([name, reads]) => overrideState(name, reads)),
    runBlock(promises),
  ].join('\n');
  return [{ path: `${stackPlan.name}/tests/topology.tftest.hcl`, text }];
}

function promisesOf(
  plan: Plan,
  stack: StackPlan,
  addresses: ResourceAddresses,
  builders: Readonly<Record<CloudId, CloudBuilder>>,
): TopologyPromise[] {
  if (stack.layer === 'cluster' && stack.datacenter !== undefined) {
    const datacenter = datacenterOf(plan, stack.datacenter);
    return [...builders[datacenter.cloud].clusterPromises(plan, datacenter, addresses)];
  }
  if (stack.layer !== 'links') return [];
  return plan.links.flatMap((link) =>
    [link.left, link.right].flatMap((end) => {
      const datacenter = datacenterOf(plan, end.datacenter);
      return builders[datacenter.cloud].linkPromises(plan, link, datacenter, addresses);
    }),
  );
}

function resourceAddresses(json: StackJson): string[] {
  const resources = (json['resource'] ?? {}) as Record<string, Record<string, unknown>>;
  return Object.entries(resources).flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`));
}

/** Returns the stack's providers by name, each with its alias if it has one. */
function providersOf(json: StackJson): (readonly [string, string | undefined])[] {
  const providers = (json['provider'] ?? {}) as Record<string, readonly { readonly alias?: string }[]>;
  return Object.entries(providers)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, bodies]) => bodies.map(({ alias }) => [name, alias] as const));
}

/**
 * Renders the mock of a provider. The provider's validators are not mocked, so that values which one resource takes
 * from another need their real form.
 */
function mockProvider(provider: string, alias: string | undefined, json: StackJson): string {
  const mocks = Object.values(CLOUD_KNOWLEDGE).flatMap(({ mocks: { resources, data } }) => [
    ...mockBlocks('resource', provider, json, resources),
    ...mockBlocks('data', provider, json, data),
  ]);
  const parts = [...(alias === undefined ? [] : [`  alias = "${alias}"\n`]), ...mocks];
  return parts.length === 0
    ? `mock_provider "${provider}" {}\n`
    : `mock_provider "${provider}" {\n${parts.join('\n')}}\n`;
}

function mockBlocks(
  kind: 'resource' | 'data',
  provider: string,
  json: StackJson,
  mocks: MockedTypes[keyof MockedTypes],
): string[] {
  const used = Object.keys((json[kind] ?? {}) as object).sort();
  return used.flatMap((type) => {
    const values = mocks[type];
    if (!values || !type.startsWith(`${provider}_`)) return [];
    const width = Math.max(...Object.keys(values).map((name) => name.length));
    const lines = Object.entries(values).map(([name, value]) => `      ${name.padEnd(width)} = "${value}"\n`);
    return [`  mock_${kind} "${type}" {\n    defaults = {\n${lines.join('')}    }\n  }\n`];
  });
}

/** Renders the answers of data sources that mocked values would not satisfy. */
function overrideAnswers(json: StackJson): string[] {
  const data = (json['data'] ?? {}) as Record<string, Record<string, Record<string, unknown>>>;
  return Object.values(CLOUD_KNOWLEDGE).flatMap(({ answers }) =>
    Object.entries(answers).flatMap(([type, answer]) =>
      Object.entries(data[type] ?? {}).map(([name, asked]) => override(`data.${type}.${name}`, answer(asked))),
    ),
  );
}

function override(target: string, values: Readonly<Record<string, string>>): string {
  const width = Math.max(...Object.keys(values).map((name) => name.length));
  const lines = Object.entries(values).map(([name, value]) => `    ${name.padEnd(width)} = ${value}`);
  return `override_data {\n  target = ${target}\n\n  values = {\n${lines.join('\n')}\n  }\n}\n`;
}

function overrideState(stack: string, reads: ReadonlyMap<string, ReadonlySet<string> | string>): string {
  const lines = [...reads].map(([name, what], i) => {
    if (typeof what === 'string') return `      ${name.padEnd(runWidth(reads, name))} = ${made(name, what, i)}`;
    const keys = [...what];
    const keyWidth = Math.max(...keys.map((key) => key.length));
    return [
      `      ${name} = {`,
      ...keys.map((key, k) => `        ${key.padEnd(keyWidth)} = ${made(name, 'string', k)}`),
      '      }',
    ].join('\n');
  });
  return `override_data {\n  target = data.terraform_remote_state.${terraformName(stack)}\n\n  values = {\n    outputs = {\n${lines.join('\n')}\n    }\n  }\n}\n`;
}

/** Returns the width of names as `terraform fmt` aligns them: within a run of lines that hold one value each. */
function runWidth(reads: ReadonlyMap<string, ReadonlySet<string> | string>, name: string): number {
  const names = [...reads.keys()];
  const at = names.indexOf(name);
  const isLine = (i: number): boolean => i >= 0 && i < names.length && typeof reads.get(names[i] ?? '') === 'string';
  let [first, last] = [at, at];
  while (isLine(first - 1)) first--;
  while (isLine(last + 1)) last++;
  return Math.max(...names.slice(first, last + 1).map((each) => each.length));
}

/**
 * Makes up a value that the providers' own checks accept: a number, a value of a form that a cloud requires, an
 * address, or a name.
 */
function made(name: string, what: string, i: number): string {
  if (what === 'number') return String(64512 + i);
  if (what === 'list') return `["${name}-0"]`;
  for (const cloud of Object.values(CLOUD_KNOWLEDGE)) {
    const value = cloud.madeUpValue(name, i);
    if (value !== undefined) return value;
  }
  // The value must not look like a password to a scanner.
  if (/password|secret/.test(name)) return `"test-${i}"`;
  if (/address/.test(name)) return `"203.0.113.${i + 1}"`;
  return `"${name.replaceAll('_', '-')}-${i}"`;
}

/** Renders the run that asserts promises, each below its name. Terraform looks at every assertion, whichever of them fail. */
function runBlock(promises: readonly TopologyPromise[]): string {
  const asserts = promises.map(({ name, conditions, message }) => {
    const blocks = conditions.map((condition) =>
      ['  assert {', `    ${assertCondition(condition)}`, `    error_message = "${message}"`, '  }\n'].join('\n'),
    );
    return [`  # ${name}\n`, blocks.join('\n')].join('');
  });
  return ['run "promises" {', '  command = apply\n', `${asserts.join('\n')}}\n`].join('\n');
}

/** Renders a condition as `terraform fmt` does: aligned with the message below it, unless it takes several lines. */
function assertCondition(condition: string): string {
  if (!condition.includes('\n')) return `condition     = ${condition}`;
  return `condition = ${condition.replaceAll('\n', '\n    ')}`;
}
