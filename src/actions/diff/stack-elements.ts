import type { Artifact } from '../../kernel/artifact';
import { withProvider, type Configured, type ProviderAdditions } from '../../kernel/replacement';
import { referencesIn, type Reference } from './references';

/** An element of a stack: a resource, or a data source or output, which pass values on between resources. */
export interface StackElement {
  /** Type of a resource; `data` or `output` otherwise. */
  readonly type: string;
  /**
   * Stated arguments, with the place that the provider adds, and with the contents of generated files after their
   * names.
   */
  readonly body: Configured;
  readonly references: readonly Reference[];
}

/** The elements of a stack by address: `aws_vpc.main`, `data.aws_ami.ubuntu`, `output.vpc_id`. */
export type StackElements = ReadonlyMap<string, StackElement>;

/** Returns the elements of each stack of an assembly, by stack name. */
export function elementsByStack(
  assembly: readonly Artifact[],
  additions: ProviderAdditions,
): Map<string, StackElements> {
  const texts = new Map(assembly.map((artifact) => [artifact.path, artifact.text]));
  const stacks = new Map<string, StackElements>();
  for (const [path, text] of texts) {
    const stack = /^stacks\/([^/]+)\/cdk\.tf\.json$/.exec(path)?.[1];
    if (stack === undefined) continue;
    const readFile: ReadFile = (file) => texts.get(`stacks/${stack}/files/${file}`);
    stacks.set(stack, readElements(JSON.parse(text) as StackJson, readFile, additions));
  }
  return stacks;
}

/** Returns the content of a generated file by its path below the stack's `files`. */
export type ReadFile = (path: string) => string | undefined;

/** The parts of a stack's JSON that a comparison reads. */
export interface StackJson {
  readonly provider?: Readonly<Record<string, readonly Configured[]>>;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Configured>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Configured>>>>;
  readonly output?: Readonly<Record<string, { readonly value: unknown }>>;
}

/** Returns the elements of one stack. */
export function readElements(json: StackJson, readFile: ReadFile, additions: ProviderAdditions): StackElements {
  const element = elementMaker(json.provider ?? {}, readFile, additions);
  // A remote state is no element: references lead directly to the outputs of the stack that it reads, whatever its
  // backend.
  const { terraform_remote_state: _states, ...data } = json.data ?? {};
  return new Map([
    ...named(json.resource ?? {}).map(([type, name, body]) => [`${type}.${name}`, element(type, body)] as const),
    ...named(data).map(([type, name, body]) => [`data.${type}.${name}`, element('data', body)] as const),
    ...Object.entries(json.output ?? {}).map(
      ([name, { value }]) => [`output.${name}`, element('output', entriesOf(value))] as const,
    ),
  ]);
}

/** Returns what makes the elements of a stack with these providers. */
export function elementMaker(
  providers: NonNullable<StackJson['provider']>,
  readFile: ReadFile,
  additions: ProviderAdditions,
): (type: string, stated: Configured) => StackElement {
  return (type, stated) => ({
    type,
    body: withProvider(additions, type, withFiles(stated, readFile) as Configured, providers),
    references: referencesIn(stated),
  });
}

function named(byType: NonNullable<StackJson['resource']>): (readonly [string, string, Configured])[] {
  return Object.entries(byType).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, body]) => [type, name, body] as const),
  );
}

/** Returns the entries of an output. One that is a map is read by key, and each key changes by itself. */
export function entriesOf(value: unknown): Configured {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Configured) : { value };
}

/**
 * This pattern matches the path of a generated file in an expression, from the stack's folder or from inside another
 * generated file.
 */
const FILE = /(?:\$\{path\.module\}\/files|\$\{files\})\/([A-Za-z0-9._/-]+)/g;

/** Returns the places in a text that name generated files, as they are written. */
export function fileNames(text: string): string[] {
  return [...text.matchAll(FILE)].map(([place]) => place);
}

/**
 * Returns the value with the contents of every file appended that it names, and of the files that those name: a changed
 * kong.conf is a change of the launch template whose user data includes it, although the expression stays the same.
 */
function withFiles(value: unknown, readFile: ReadFile): unknown {
  if (typeof value === 'string') return [value, ...contents(value, readFile, new Set())].join('\n');
  if (Array.isArray(value)) return value.map((each) => withFiles(each, readFile));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withFiles(each, readFile)]));
}

function contents(text: string, readFile: ReadFile, seen: Set<string>): string[] {
  return [...text.matchAll(FILE)].flatMap(([, path = '']) => {
    if (seen.has(path)) return [];
    seen.add(path);
    const content = readFile(path);
    return content === undefined ? [] : [content, ...contents(content, readFile, seen)];
  });
}
