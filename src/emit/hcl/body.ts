import type { Json } from '../../kernel/json';
import { commentText } from '../../kernel/text/comment';
import { formatExpression } from './expression';
import { ARGUMENTS, arrange, BLOCKS, inBands, type Item, LONG_ARGUMENTS } from './body-layout';
import { alignAssignments, indent, line, type Line, WIDTH } from './line';
import type { BodyRule, Style } from './rule';
import { scanNative } from './scanner';
import { layoutValue, printLabel } from './value';

/** A body of Terraform's JSON. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** Lays out a block with its header, such as `resource "aws_vpc" "main" {`. */
export function layoutBlock(type: string, labels: readonly string[], body: JsonObject, rule: BodyRule): Line[] {
  const header = [type, ...labels.map(printLabel)].join(' ');
  const lines = layoutBody(body, rule);
  return lines.length === 0 ? [line(`${header} {}`)] : [line(`${header} {`), ...indent(lines), line('}')];
}

const DEFAULT_LAYOUT = inBands([[ARGUMENTS, LONG_ARGUMENTS], [BLOCKS]]);

/** Lays out the lines between the braces. */
function layoutBody(body: JsonObject, rule: BodyRule): Line[] {
  return arrange(readItems(body, rule), rule.layout ?? DEFAULT_LAYOUT);
}

function readItems(body: JsonObject, rule: BodyRule): Item[] {
  return Object.entries(body).flatMap(([name, value]): Item[] => {
    if (name === '//' || value === undefined) return [];
    if (rule.isDynamic && name === 'dynamic') return readDynamic(value, rule);
    const blockRule = rule.blocks?.[name];
    if (blockRule) return readBlocks(name, value, blockRule);
    const room = WIDTH - 2 - name.length - 3;
    const lines = layoutArgument(value, rule.styles?.[name] ?? rule.rest ?? 'template', room);
    return [{ kind: 'argument', name, value: lines }];
  });
}

function layoutArgument(value: Json, style: Style, room: number): Line[] {
  return style === 'native' ? layoutNative(value, room) : layoutValue(value, style, room);
}

/**
 * Lays out a string that holds native syntax, with `${}` around it or without, or a list or an object of such strings.
 */
function layoutNative(value: Json, room: number): Line[] {
  if (value === null || typeof value !== 'object') return [line(printNative(value))];
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map(printNative);
    const text = `[${items.join(', ')}]`;
    return text.length <= room
      ? [line(text)]
      : [line('['), ...indent(items.map((item) => line(`${item},`))), line(']')];
  }
  const pairs = Object.entries(value as JsonObject).map(([name, each]) => ({
    name,
    value: [line(printNative(each ?? null))],
  }));
  return [line('{'), ...indent(alignAssignments(pairs)), line('}')];
}

function printNative(value: Json): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return formatExpression(scanNative(/^\$\{([^]*)\}$/.exec(value)?.[1] ?? value));
}

function readBlocks(name: string, value: Json, rule: BodyRule): Item[] {
  return instancesOf(name, value).flatMap((body): Item[] => {
    if (!rule.isLabelled) return [{ kind: 'block', name, lines: layoutBlock(name, [], body, rule) }];
    return Object.entries(body).flatMap(([label, each]) =>
      instancesOf(name, each ?? null).map((inner): Item => {
        return { kind: 'block', name, lines: layoutBlock(name, [label], inner, rule) };
      }),
    );
  });
}

const DYNAMIC_LAYOUT = inBands([['for_each', 'iterator', ARGUMENTS], [BLOCKS]]);

/**
 * Reads `dynamic "ingress" { for_each = ... content { ... } }`; the content follows the rule of the block that it
 * generates.
 */
function readDynamic(value: Json, rule: BodyRule): Item[] {
  return instancesOf('dynamic', value).flatMap((body) =>
    Object.entries(body).flatMap(([name, each]) => {
      const content = rule.blocks?.[name] ?? {};
      const dynamic: BodyRule = { styles: { iterator: 'native' }, blocks: { content }, layout: DYNAMIC_LAYOUT };
      return instancesOf('dynamic', each ?? null).map((inner): Item => {
        return { kind: 'block', name, lines: layoutBlock('dynamic', [name], inner, dynamic) };
      });
    }),
  );
}

/** Returns the blocks of a name: one block is an object, several are a list; null is none. */
export function instancesOf(name: string, value: Json): JsonObject[] {
  if (value === null) return [];
  const instances = Array.isArray(value) ? (value as readonly Json[]) : [value];
  return instances.map((each) => {
    if (each === null || typeof each !== 'object' || Array.isArray(each)) {
      throw new Error(`${name} is a block, but the JSON has ${JSON.stringify(each)}`);
    }
    return each as JsonObject;
  });
}

/** Comments are prose, and wrap at the edge of a screen of 120 columns. */
const COMMENT_WIDTH = 118;

/** Makes a comment of one line, however long. */
export const commentLine = (text: string): Line => line(`# ${commentText(text)}`);

/** Wraps a comment over as many lines as it needs; its own line ends stay. */
export function layoutComment(text: string): Line[] {
  return text.split(/\r?\n/).flatMap((paragraph) => {
    const lines = [''];
    for (const word of paragraph.trim().split(/\s+/)) {
      const last = lines[lines.length - 1] ?? '';
      if (last !== '' && last.length + 1 + word.length > COMMENT_WIDTH) lines.push(word);
      else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
    }
    return lines.map((each) => line(`# ${commentText(each)}`.trimEnd()));
  });
}
