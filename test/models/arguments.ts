import type { Synthesis } from '../../src/actions/synthesize';
import { emittedStacks } from '../support/emitted';
import { OF_ANY, OF_TERRAFORM } from './calls';

/** An argument of an emitted block. */
export interface Argument {
  /** Type, with `data.` before that of a data source. */
  readonly type: string;
  /** Argument with the blocks around it: `health_check.port`. */
  readonly path: string;
  /** Where it stands: `cluster-us-east aws_lb.proxy`. */
  readonly place: string;
  readonly value: unknown;
}

/** Types of no cloud. */
const LOCAL = /^(random_|tls_|terraform_data$|data\.terraform_remote_state$)/;

/** Returns every argument of every block of a topology, one for each element of a list. */
export function argumentsOf({ assembly }: Pick<Synthesis, 'assembly'>): Argument[] {
  return emittedStacks({ assembly } as Synthesis).flatMap((stack) => {
    const text = assembly.find(({ path }) => path === `stacks/${stack}/cdk.tf.json`)!.text;
    const { resource = {}, data = {} } = JSON.parse(text) as Partial<Record<'resource' | 'data', Blocks>>;
    return [...argumentsOfAll(stack, '', resource), ...argumentsOfAll(stack, 'data.', data)];
  });
}

type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

function argumentsOfAll(stack: string, prefix: string, blocks: Blocks): Argument[] {
  return Object.entries(blocks).flatMap(([type, named]) =>
    LOCAL.test(prefix + type)
      ? []
      : Object.entries(named).flatMap(([name, block]) =>
          Object.entries(block)
            .filter(([argument]) => !OF_TERRAFORM.has(argument) && !OF_ANY.has(argument))
            .flatMap(([argument, value]) => leaves(argument, value))
            .map(([path, value]) => ({ type: prefix + type, path, place: `${stack} ${prefix}${type}.${name}`, value })),
        ),
  );
}

function leaves(path: string, value: unknown): [string, unknown][] {
  if (Array.isArray(value)) return value.flatMap((each) => leaves(path, each));
  if (value === null || typeof value !== 'object') return [[path, value]];
  return Object.entries(value).flatMap(([name, each]) => (OF_ANY.has(name) ? [] : leaves(`${path}.${name}`, each)));
}

/** True for a value that Terraform knows later: no model can judge its text. */
export function isExpression(value: unknown): boolean {
  return typeof value === 'string' && value.includes('${');
}
