import { AWS_CALLS } from './aws-calls';
import type { Argument } from './arguments';
import type { Call } from './calls';
import type { Constraint } from './constraint';
import { GOOGLE_CALLS } from './google-calls';
import { memberFor, type Models, type Shape } from './shape';

/** What the models say of the arguments that topogen writes: an extract, with where it comes from. */
export interface Table {
  readonly sources: readonly string[];
  /** Constraints by the name of the value in its model. */
  readonly shapes: Readonly<Record<string, Constraint>>;
  /** Names of values by type and argument; those that `shapes` does not have are free. */
  readonly arguments: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The calls of a type, or undefined if nobody wrote them down yet. */
export function callOf(type: string): Call | undefined {
  return AWS_CALLS[type] ?? GOOGLE_CALLS[type];
}

/** True for an argument that no member of the API takes. */
export function isOwn({ own = {} }: Call, path: string): boolean {
  return Object.keys(own).some((each) => path === each || path.startsWith(`${each}.`));
}

/**
 * Makes the table for some arguments.
 *
 * @throws Error with every argument for which the models have no member
 */
export function makeTable(used: readonly Pick<Argument, 'type' | 'path'>[], aws: Models, google: Models): Table {
  const shapes = new Map<string, Constraint>();
  const named = new Map<string, Map<string, string>>();
  const unknown = new Set<string>();
  for (const { type, path } of used) {
    const call = callOf(type);
    if (call && isOwn(call, path)) continue;
    const models = /^(data\.)?aws_/.test(type) ? aws : google;
    const [shape] = call ? shapesFor(call, models, path) : [];
    if (shape === undefined) {
      unknown.add(`${type} ${path}`);
      continue;
    }
    named.set(type, (named.get(type) ?? new Map<string, string>()).set(path, shape.name));
    if (shape.constraint) shapes.set(shape.name, shape.constraint);
  }
  if (unknown.size > 0) throw new Error(`the models have no member for:\n${[...unknown].sort().join('\n')}`);
  return {
    sources: [aws.source, google.source],
    shapes: sorted(shapes),
    arguments: sorted(new Map([...named].map(([type, each]) => [type, sorted(each)]))),
  };
}

/** Returns the values that an argument may be; of several roots each that has it. */
function shapesFor(call: Call, models: Models, path: string): Shape[] {
  const renamed = call.renamed?.[path];
  const roots = (): Shape[] => call.roots.map((address) => models.root(address));
  if (renamed === '') return roots();
  if (renamed !== undefined) {
    return renamed
      .split('.')
      .reduce<Shape[]>((shapes, name) => shapes.flatMap((shape) => shape.member(name) ?? []), roots());
  }
  const cut = path.lastIndexOf('.');
  const around = cut < 0 ? roots() : shapesFor(call, models, path.slice(0, cut));
  return around.flatMap((shape) => memberFor(shape, path.slice(cut + 1)) ?? []);
}

function sorted<Value>(map: ReadonlyMap<string, Value>): Record<string, Value> {
  return Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Writes a table with a line for each fact, so that a newer model shows as lines. */
export function tableText(table: Table): string {
  const lines = (record: object): string =>
    Object.entries(record)
      .map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`)
      .join(',\n');
  const types = Object.entries(table.arguments).map(
    ([type, each]) => `    ${JSON.stringify(type)}: {\n${lines(each).replaceAll(/^ {4}/gm, '      ')}\n    }`,
  );
  return [
    `{\n  "sources": ${JSON.stringify(table.sources)},`,
    `  "shapes": {\n${lines(table.shapes)}\n  },`,
    `  "arguments": {\n${types.join(',\n')}\n  }\n}\n`,
  ].join('\n');
}
