import type { Artifact } from '../../kernel/artifact';
import type { Configured } from '../../kernel/replacement';

/** Every resource of a stack, by address, with what its generated files say in place of their names. */
export type StackResources = ReadonlyMap<string, { readonly type: string; readonly body: Configured }>;

/** The resources of each stack of an assembly, by stack name. */
export function resourcesByStack(assembly: readonly Artifact[]): Map<string, StackResources> {
  const texts = new Map(assembly.map((artifact) => [artifact.path, artifact.text]));
  const stacks = new Map<string, StackResources>();
  for (const [path, text] of texts) {
    const stack = /^stacks\/([^/]+)\/cdk\.tf\.json$/.exec(path)?.[1];
    if (stack !== undefined)
      stacks.set(
        stack,
        readResources(text, (file) => texts.get(`stacks/${stack}/files/${file}`)),
      );
  }
  return stacks;
}

type ReadFile = (path: string) => string | undefined;

function readResources(json: string, readFile: ReadFile): StackResources {
  const { resource = {} } = JSON.parse(json) as { resource?: Record<string, Record<string, Configured>> };
  const entries = Object.entries(resource).flatMap(([type, named]) =>
    Object.entries(named).map(
      ([name, body]) => [`${type}.${name}`, { type, body: withFiles(body, readFile) as Configured }] as const,
    ),
  );
  return new Map(entries);
}

/** A path of a generated file inside an expression, from the stack's folder or from inside another generated file. */
const FILE = /(?:\$\{path\.module\}\/files|\$\{files\})\/([A-Za-z0-9._/-]+)/g;

/**
 * The value with the content of every file it names appended, and of the files that those name: a changed kong.conf is a
 * change of the launch template whose user data takes it in, although the expression stays the same.
 */
function withFiles(value: unknown, readFile: ReadFile): unknown {
  if (typeof value === 'string') return [value, ...contents(value, readFile, new Set())].join('\n');
  if (Array.isArray(value)) return value.map((each) => withFiles(each, readFile));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, key === '//' ? undefined : withFiles(each, readFile)]),
  );
}

function contents(text: string, readFile: ReadFile, seen: Set<string>): string[] {
  return [...text.matchAll(FILE)].flatMap(([, path = '']) => {
    if (seen.has(path)) return [];
    seen.add(path);
    const content = readFile(path);
    return content === undefined ? [] : [content, ...contents(content, readFile, seen)];
  });
}
