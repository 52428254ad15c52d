import * as ts from 'typescript';
import type { Mutant } from './mutant';

/*
 * Which tests run which function: the sources with a mark at the head of each function, run once by all tests. A mutant is
 * then tried by those alone that come to the function it lies in, or that load its module where it lies in none.
 */

/** The text with every function marked, and the module itself. Marks are collected by `record-reach.ts`. */
export function withMarks(path: string, text: string): string {
  const inserts = functionsOf(path, text).flatMap(({ body }, number): (readonly [number, string])[] => {
    const mark = `globalThis.topogenReached?.add('${path}#${number}')`;
    if (ts.isBlock(body)) return [[body.getStart() + 1, ` ${mark};`]];
    return [
      [body.getStart(), `(${mark}, (`],
      [body.end, '))'],
    ];
  });
  const marked = [...inserts]
    .map((insert, order) => ({ insert, order }))
    .sort((a, b) => b.insert[0] - a.insert[0] || b.order - a.order)
    .reduce((all, { insert: [at, mark] }) => all.slice(0, at) + mark + all.slice(at), text);
  return `globalThis.topogenReached?.add('${path}#module');${marked}`;
}

/** The mark that tests pass which may come to a mutant. */
export function markOf({ path, start }: Mutant, text: string): string {
  const around = functionsOf(path, text).map((it, number) => ({ ...it, number }));
  const inner = around.filter((it) => it.start <= start && start < it.end).at(-1);
  return `${path}#${inner?.number ?? 'module'}`;
}

interface Body {
  readonly start: number;
  readonly end: number;
  readonly body: ts.Node;
}

/** Every function that has a body, outer ones before those inside them. */
function functionsOf(path: string, text: string): Body[] {
  const found: Body[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined)
      found.push({ start: node.getStart(), end: node.end, body: node.body as ts.Node });
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true));
  return found;
}
