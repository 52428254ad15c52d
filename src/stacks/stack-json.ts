import { TerraformElement, TerraformOutput, Tokenization, DefaultTokenResolver, StringConcat } from 'cdktf';
import { deepMerge } from 'cdktf/lib/util';
import type { Construct } from 'constructs';

/** The parts of a stack's JSON that no element of it makes. */
export interface StackFrame {
  readonly version: string;
  readonly overrides: Readonly<Record<string, unknown>>;
}

const RESOLVER = new DefaultTokenResolver(new StringConcat());

/**
 * The JSON of a stack as cdktf makes it (`TerraformStack.toTerraform`), with every token resolved once. cdktf resolves the whole
 * again when it has put it together, although nothing is left in it to resolve, and makes objects for the path to each word that
 * is no token: together a third of the synthesis of a large mesh, and a second copy of it in memory.
 */
export function stackJson(stack: Construct, { version, overrides }: StackFrame): Record<string, unknown> {
  const resolve: Resolve = (value) =>
    Tokenization.resolve(value, { scope: stack, preparing: false, resolver: RESOLVER }) as unknown;
  const resolved = (value: object): object => resolveTokens(value, resolve) as object;
  const elements = stack.node.findAll().filter((each) => TerraformElement.isTerraformElement(each));
  const metadata = {
    version,
    stackName: stack.node.id,
    backend: 'local',
    cloud: undefined,
    ...(Object.keys(overrides).length > 0 ? { overrides: { stack: Object.keys(overrides) } } : {}),
  };
  for (const element of elements) adopt(metadata, resolved(element.toMetadata()));
  const json: Record<string, unknown> = { '//': resolved({ metadata, outputs: outputIds(elements) }) };
  for (const element of elements) adopt(json, resolved(element.toTerraform()));
  adopt(json, resolved(overrides));
  return json;
}

/**
 * Merges what has just been resolved into an object, as cdktf's `deepMerge` does, but takes its parts as they are and copies none:
 * nobody else has them.
 */
function adopt(target: object, source: object): void {
  const into = target as Record<string, unknown>;
  for (const [key, value] of Object.entries(source)) {
    const known = into[key];
    if (isMap(known) && isMap(value)) adopt(known, value);
    else if (Array.isArray(known) && Array.isArray(value))
      into[key] = [...(known as unknown[]), ...(value as unknown[])];
    else if (value === undefined) delete into[key];
    else into[key] = value;
  }
}

const isMap = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

type Resolve = (value: unknown) => unknown;

/** Marks of a token in a text: its own form, and that of a token for a number inside one. */
const MAY_HOLD_TOKEN = /TfToken\[|Token Value$|\de\+\d/;

/** Numbers beyond all that anybody writes are tokens. */
const LARGEST_NUMBER = 1e200;

/** A value with its tokens resolved by cdktf, which is asked of tokens alone and of lists and maps that are one. */
function resolveTokens(value: unknown, resolve: Resolve): unknown {
  if (isPlain(value)) return value;
  if (Array.isArray(value)) {
    if (value.some((each) => typeof each !== 'object' && !isPlain(each))) return resolve(value);
    return value.map((each) => resolveTokens(each, resolve)).filter((each) => each !== undefined);
  }
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return resolve(value);
  const keys = Object.keys(value);
  if ('resolve' in value || keys.some((key) => MAY_HOLD_TOKEN.test(key))) return resolve(value);
  const result: Record<string, unknown> = {};
  for (const key of keys) {
    const each = resolveTokens((value as Record<string, unknown>)[key], resolve);
    if (each !== undefined) result[key] = each;
  }
  return result;
}

/** True if a value is no token and holds none. */
function isPlain(value: unknown): boolean {
  if (typeof value === 'string') return !MAY_HOLD_TOKEN.test(value);
  if (typeof value === 'number') return Math.abs(value) < LARGEST_NUMBER;
  return typeof value === 'boolean' || value === null || value === undefined;
}

/** Ids of the outputs, below the parts of their paths, as cdktf's command line looks for them. */
function outputIds(elements: readonly TerraformElement[]): object {
  const ids = {};
  for (const output of elements.filter((each) => TerraformOutput.isTerraformOutput(each))) {
    const nested = output.node.path
      .split('/')
      .reduceRight<object>(
        (inner, part) => ({ [part]: Object.keys(inner).length === 0 ? output.friendlyUniqueId : inner }),
        {},
      );
    deepMerge(ids, nested);
  }
  return ids;
}
