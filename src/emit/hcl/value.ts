import type { Json } from '../../kernel/json';
import { hclText } from '../../kernel/text/hcl';
import { formatExpression, layoutExpression } from './expression';
import { alignAssignments, indent, line, type Line, prefix, suffix, VERBATIM } from './line';
import { flatten, parseNodes } from './node';
import { scanTemplate } from './scanner';
import { joinTokens } from './spacing';
import { resolveStripMarkers } from './strip-markers';
import { escapeTemplateText, isBareKey, isPlainLines } from './text';
import { bracketChange, type Token } from './token';

/**
 * A reading of a string in Terraform's JSON: as a template, or literally, if no expression is allowed there (backends,
 * descriptions, defaults of variables).
 */
export type Reading = 'template' | 'literal';

/**
 * Lays out a value of Terraform's JSON as an expression of its native syntax that means the same, over as many lines as
 * it needs.
 *
 * @param room number of columns that are left on the first line
 */
export function layoutValue(value: Json, reading: Reading, room: number): Line[] {
  if (typeof value === 'string') return layoutString(value, reading, room);
  if (typeof value === 'number') return [line(printNumber(value))];
  if (value === null || typeof value === 'boolean') return [line(String(value))];
  if (isList(value)) return layoutList(value, reading, room);
  return layoutObject(value, reading, room);
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

function printNumber(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`${value} is no number that Terraform knows`);
  return JSON.stringify(value);
}

function layoutList(items: readonly Json[], reading: Reading, room: number): Line[] {
  const flat = items.map((item) => layoutInline(item, reading));
  const text = `[${flat.join(', ')}]`;
  if (flat.every((item) => item !== undefined) && text.length <= room) return [line(text)];
  const [only] = items;
  if (items.length === 1 && only !== null && typeof only === 'object') {
    return suffix(prefix('[', layoutValue(only, reading, room - 2)), ']');
  }
  const lines = items.flatMap((item) => suffix(layoutItem(item, reading, room - 3), ','));
  return [line('['), ...indent(lines), line(']')];
}

/**
 * Returns a value on one line, or undefined for those that read better on lines of their own: objects that are not
 * empty.
 */
function layoutInline(value: Json, reading: Reading): string | undefined {
  if (value !== null && typeof value === 'object' && !isList(value) && Object.keys(value).length > 0) return undefined;
  const lines = isList(value) ? layoutList(value, reading, Infinity) : layoutItem(value, reading, Infinity);
  return lines.length === 1 ? lines[0]?.text : undefined;
}

/** Lays out an item of a list, never as a heredoc: the comma after it would have to be on a line alone. */
function layoutItem(value: Json, reading: Reading, room: number): Line[] {
  if (typeof value !== 'string') return layoutValue(value, reading, room);
  return layoutReference(value, reading) ?? layoutTemplate(scanString(value, reading), room);
}

function layoutObject(value: { readonly [key: string]: Json | undefined }, reading: Reading, room: number): Line[] {
  const pairs = Object.entries(value).flatMap(([key, each]) => {
    if (each === undefined) return [];
    const name = printKey(key, reading);
    return [{ name, value: layoutValue(each, reading, room - 2 - name.length - 3) }];
  });
  if (pairs.length === 0) return [line('{}')];
  return [line('{'), ...indent(alignAssignments(pairs)), line('}')];
}

/** Prints a key. A key that is an expression is put in brackets. */
export function printKey(key: string, reading: Reading): string {
  const tokens = scanString(key, reading);
  if (isWholeSequence(tokens)) return `(${formatExpression(tokens.slice(1, -1))})`;
  return isBareKey(key) ? key : printQuoted(tokens);
}

/** Prints a block's label: always quoted, never a template. */
export function printLabel(label: string): string {
  return printQuoted(scanString(label, 'literal'));
}

function layoutString(value: string, reading: Reading, room: number): Line[] {
  const reference = layoutReference(value, reading);
  if (reference) return reference;
  const tokens = scanString(value, reading);
  return isHeredoc(value, tokens) ? layoutHeredoc(tokens) : layoutTemplate(tokens, room);
}

const REFERENCE = /^\$\{([A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)+)\}$/;

/** Lays out a plain reference, the most frequent interpolation, without the work that the others need. */
function layoutReference(value: string, reading: Reading): Line[] | undefined {
  const reference = reading === 'template' ? REFERENCE.exec(value)?.[1] : undefined;
  return reference === undefined ? undefined : [line(reference)];
}

function layoutTemplate(tokens: readonly Token[], room: number): Line[] {
  if (isWholeSequence(tokens)) return layoutExpression(tokens.slice(1, -1), room);
  return [line(printQuoted(tokens))];
}

function scanString(text: string, reading: Reading): Token[] {
  // Terraform drops a byte order mark at the beginning of a template.
  const source = reading === 'template' ? text.replace(/^\ufeff/, '') : hclText(text);
  if (!/[$%]\{/.test(source)) return source === '' ? [] : [{ type: 'literal', text: source }];
  return resolveStripMarkers(scanTemplate(source));
}

/** True if a template is one `${...}` and nothing else: its value is that of the expression, of whatever type. */
function isWholeSequence(tokens: readonly Token[]): boolean {
  if (tokens[0]?.type !== 'interp') return false;
  let depth = 0;
  const end = tokens.findIndex((token) => (depth += bracketChange(token)) === 0);
  return end === tokens.length - 1;
}

function printQuoted(tokens: readonly Token[]): string {
  const [text, ...more] = tokens;
  if (!text || (text.type === 'literal' && more.length === 0)) return `"${escapeTemplateText(text?.text ?? '')}"`;
  const quoted = mapText(tokens, escapeTemplateText);
  return joinTokens([
    { type: 'openQuote', text: '"' },
    ...flatten(parseNodes(quoted)),
    { type: 'closeQuote', text: '"' },
  ]);
}

/** Changes the template's own text; strings inside its sequences stay. */
function mapText(tokens: readonly Token[], change: (text: string) => string): Token[] {
  let depth = 0;
  return tokens.map((token) => {
    depth += bracketChange(token);
    return depth === 0 && token.type === 'literal' ? { type: 'literal', text: change(token.text) } : token;
  });
}

/**
 * True if a string is best shown as a heredoc. A heredoc always ends in a line end and shows its text as it is: right
 * for text of two lines or more that ends in a line end and has no invisible characters, such as blanks at the end of a
 * line.
 */
function isHeredoc(value: string, tokens: readonly Token[]): boolean {
  const last = tokens[tokens.length - 1];
  if (last?.type !== 'literal' || !last.text.endsWith('\n') || !isPlainLines(value)) return false;
  let lineEnds = 0;
  mapText(tokens, (text) => {
    lineEnds += text.split('\n').length - 1;
    return text;
  });
  return lineEnds >= 2;
}

function layoutHeredoc(tokens: readonly Token[]): Line[] {
  const text = joinTokens(flatten(parseNodes(tokens)));
  const lines = text.split('\n').slice(0, -1);
  const marker = freeMarker(lines);
  return [line(`<<${marker}`), ...[...lines, marker].map((each) => ({ depth: VERBATIM, text: each }))];
}

function freeMarker(lines: readonly string[]): string {
  const taken = new Set(lines.map((each) => each.trim()));
  let marker = 'EOT';
  for (let i = 2; taken.has(marker); i++) marker = `EOT${i}`;
  return marker;
}
