import type { Json } from '../../kernel/json';
import { blockRules, type BlockSchema, type BlockTree } from './block-schema';
import { instancesOf, type JsonObject, layoutBlock } from './body';
import {
  IMPORT_RULE,
  LOCALS_RULE,
  MODULE_RULE,
  MOVED_RULE,
  OUTPUT_RULE,
  providerRule,
  REMOTE_STATE_RULE,
  REMOVED_RULE,
  resourceRule,
  STATE_RULE,
  TERRAFORM_RULE,
  VARIABLE_RULE,
} from './core-rules';
import type { Line } from './line';
import type { BodyRule } from './rule';

/** A block at the top level of a file. */
export interface StackBlock {
  /** Key of the block in the order and the placement; empty for blocks that have no address. */
  readonly address: string;
  /** Name of the default file without `.tf`. */
  readonly file: string;
  readonly lines: Line[];
}

/** Reads every block of a stack's JSON, kind by kind. */
export function readStack(stack: JsonObject, schema: BlockSchema): StackBlock[] {
  return Object.entries(stack).flatMap(([key, value]) => {
    if (key === '//' || value === undefined || value === null) return [];
    const read = READERS[key];
    if (!read) throw new Error(`a stack's JSON has ${key}, which has no place in the HCL`);
    return read(value, schema);
  });
}

type Reader = (value: Json, schema: BlockSchema) => StackBlock[];

const READERS: Readonly<Record<string, Reader>> = {
  terraform: readTerraform,
  provider: readProviders,
  resource: (value, { resource }) => readTyped('resource', value, (type) => resourceRule(blocksOf(resource, type))),
  data: (value, { data }) => readTyped('data', value, (type) => dataRule(data, type)),
  variable: (value) => readNamed('variable', 'var', 'variables', value, VARIABLE_RULE),
  output: (value) => readNamed('output', 'output', 'outputs', value, OUTPUT_RULE),
  module: (value) => readNamed('module', 'module', 'main', value, MODULE_RULE),
  locals: (value) => readPlain('locals', 'locals', value, LOCALS_RULE),
  moved: (value) => readPlain('moved', 'moved', value, MOVED_RULE),
  import: (value) => readPlain('import', 'imports', value, IMPORT_RULE),
  removed: (value) => readPlain('removed', 'removed', value, REMOVED_RULE),
};

/** Reads the settings of Terraform, with the backend in a file of its own. */
function readTerraform(value: Json): StackBlock[] {
  return instancesOf('terraform', value).flatMap((body) => {
    const isState = ([name]: [string, unknown]): boolean => name === 'backend' || name === 'cloud';
    const state = Object.entries(body).filter(isState);
    const settings = Object.entries(body).filter((entry) => !isState(entry));
    return [
      ...plainBlock('terraform', 'versions', Object.fromEntries(settings.map(sourceFirst)), TERRAFORM_RULE),
      ...plainBlock('terraform', 'backend', Object.fromEntries(state), STATE_RULE),
    ];
  });
}

/** Sorts the arguments of a required provider: source, version, others. */
function sourceFirst([name, value]: [string, Json | undefined]): [string, Json | undefined] {
  if (name !== 'required_providers' || value === undefined) return [name, value];
  const sorted = instancesOf(name, value).map((providers) =>
    Object.fromEntries(
      Object.entries(providers).map(([provider, each]) => {
        if (each === undefined || each === null || typeof each !== 'object' || Array.isArray(each))
          return [provider, each];
        const { source, version, ...rest } = each as JsonObject;
        return [provider, { source, version, ...rest }];
      }),
    ),
  );
  return [name, sorted];
}

function readProviders(value: Json, { provider }: BlockSchema): StackBlock[] {
  return namesOf('provider', value).flatMap(([name, bodies]) =>
    instancesOf(name, bodies).map((body): StackBlock => {
      const alias = typeof body['alias'] === 'string' ? [body['alias']] : [];
      const rule = providerRule(blocksOf(provider, name));
      return {
        address: ['provider', name, ...alias].join('.'),
        file: 'providers',
        lines: layoutBlock('provider', [name], body, rule),
      };
    }),
  );
}

/** Reads resources or data sources: by type, then by name. */
function readTyped(kind: 'resource' | 'data', value: Json, ruleOf: (type: string) => BodyRule): StackBlock[] {
  return namesOf(kind, value).flatMap(([type, named]) => {
    const rule = ruleOf(type);
    const file = kind === 'resource' ? 'main' : type === REMOTE_STATE ? 'remote-state' : 'data';
    return namesOf(type, named).map(([name, body]): StackBlock => {
      const address = kind === 'resource' ? `${type}.${name}` : `data.${type}.${name}`;
      return { address, file, lines: layoutBlock(kind, [type, name], one(address, body), rule) };
    });
  });
}

function readNamed(kind: string, prefix: string, file: string, value: Json, rule: BodyRule): StackBlock[] {
  return namesOf(kind, value).map(([name, body]): StackBlock => {
    const address = `${prefix}.${name}`;
    return { address, file, lines: layoutBlock(kind, [name], one(address, body), rule) };
  });
}

function readPlain(kind: string, file: string, value: Json, rule: BodyRule): StackBlock[] {
  return instancesOf(kind, value).flatMap((body) => plainBlock(kind, file, body, rule));
}

function plainBlock(kind: string, file: string, body: JsonObject, rule: BodyRule): StackBlock[] {
  if (Object.keys(body).length === 0) return [];
  return [{ address: '', file, lines: layoutBlock(kind, [], body, rule) }];
}

const REMOTE_STATE = 'terraform_remote_state';

function dataRule(trees: Readonly<Record<string, BlockTree>>, type: string): BodyRule {
  return type === REMOTE_STATE ? REMOTE_STATE_RULE : resourceRule(blocksOf(trees, type));
}

function blocksOf(trees: Readonly<Record<string, BlockTree>>, type: string): Record<string, BodyRule> {
  const tree = trees[type];
  if (!tree) throw new Error(`the blocks of ${type} are not known`);
  return blockRules(tree);
}

/** Returns the properties of an object, or of a list of objects, whose keys are names of blocks. */
function namesOf(kind: string, value: Json): [string, Json][] {
  return instancesOf(kind, value).flatMap((object) =>
    Object.entries(object).flatMap(([name, each]): [string, Json][] =>
      name === '//' || each === undefined ? [] : [[name, each]],
    ),
  );
}

function one(address: string, value: Json): JsonObject {
  const [body, ...more] = instancesOf(address, value);
  if (!body || more.length > 0)
    throw new Error(`${address} stands for one block, the JSON has ${JSON.stringify(value)}`);
  return body;
}
