import type { Configured } from '../../kernel/replacement';

/*
 * These functions read HCL as topogen lays it out: every argument and every block begins a line of its own, indented by two
 * spaces a level, and what goes on over several lines ends with a bracket at the indentation of its beginning. They give
 * what Terraform's JSON says, as far as a comparison needs it: an expression is a text in `${}`, and two that are laid out
 * alike are the same.
 */

/** A block at the top level of a file. */
export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly text: string;
}

const TOP = /^([a-z]\w*)((?: "[^"]*")*) \{\}?$/;

/** Finds the blocks of a file, without a look at what is in them. A line that belongs to none is left out. */
export function hclBlocks(text: string): HclBlock[] {
  const blocks: HclBlock[] = [];
  const lines = text.split(/\r?\n/);
  for (let start = 0; start < lines.length; start++) {
    const [head, type = '', labels = ''] = TOP.exec(lines[start] ?? '') ?? [];
    if (head === undefined) continue;
    const end = head.endsWith('{}') ? start : endOf(lines, start);
    blocks.push({ type, labels: labelsOf(labels), text: lines.slice(start, end + 1).join('\n') });
    start = end;
  }
  return blocks;
}

function endOf(lines: readonly string[], start: number): number {
  let marker: string | undefined;
  for (let at = start + 1; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (marker !== undefined) marker = line.trim() === marker ? undefined : marker;
    else if (line === '}') return at;
    else marker = HEREDOC.exec(line)?.[1];
  }
  return lines.length - 1;
}

/** Reads what is in a block. */
export function hclBody({ text }: HclBlock): Configured {
  return new Reader(text.split('\n')).body(0).blocks[0]?.body ?? {};
}

interface Block {
  readonly type: string;
  readonly body: Configured;
}

const BLOCK = /^([a-z]\w*)((?: "[^"]*")*) \{(\})?$/;
const ARGUMENT = /^("(?:[^"\\]|\\.)*"|\([^=]*\)|[\w-]+) += (.*)$/;
const HEREDOC = /<<-?(\w+)$/;

class Reader {
  #at = 0;
  readonly #lines: readonly string[];

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  /** Reads arguments and blocks up to the brace that closes them. */
  body(depth: number): { readonly values: Record<string, unknown>; readonly blocks: readonly Block[] } {
    const indent = '  '.repeat(depth);
    const values: Record<string, unknown> = {};
    const blocks: Block[] = [];
    for (; this.#at < this.#lines.length; this.#at++) {
      const line = this.#lines[this.#at] ?? '';
      if (depth > 0 && line.startsWith(`${'  '.repeat(depth - 1)}}`)) break;
      if (!line.startsWith(indent)) continue;
      const rest = line.slice(indent.length);
      const block = BLOCK.exec(rest);
      if (block) blocks.push(this.#block(block, depth));
      const argument = block ? null : ARGUMENT.exec(rest);
      if (argument) values[nameOf(argument[1] ?? '')] = this.#value(argument[2] ?? '', depth);
    }
    return { values, blocks };
  }

  #block([, type = '', , closed]: RegExpExecArray, depth: number): Block {
    if (closed !== undefined) return { type, body: {} };
    this.#at++;
    const { values, blocks } = this.body(depth + 1);
    const inner: Record<string, Configured[]> = {};
    for (const each of blocks) (inner[each.type] ??= []).push(each.body);
    const { lifecycle: [lifecycle] = [], ...others } = inner;
    return { type, body: { ...values, ...others, ...(lifecycle ? { lifecycle: lifecycleOf(lifecycle) } : {}) } };
  }

  #value(start: string, depth: number): unknown {
    if (start === '{') {
      this.#at++;
      return this.body(depth + 1).values;
    }
    const heredoc = HEREDOC.exec(start)?.[1];
    if (heredoc !== undefined) return this.#heredoc(heredoc).join('\n');
    if (!/[{[(]$/.test(start)) return scalarOf(start);
    const lines = [start];
    const indent = '  '.repeat(depth);
    for (this.#at++; this.#at < this.#lines.length; this.#at++) {
      const line = this.#lines[this.#at] ?? '';
      lines.push(line.trim());
      const marker = HEREDOC.exec(line)?.[1];
      if (marker !== undefined) lines.push(...this.#heredoc(marker));
      else if (line.startsWith(indent) && line[indent.length] !== ' ') break;
    }
    return `\${${lines.join(' ')}}`;
  }

  /** Reads the lines of a heredoc and stops at its marker. */
  #heredoc(marker: string): string[] {
    const lines: string[] = [];
    for (this.#at++; this.#at < this.#lines.length && this.#lines[this.#at]?.trim() !== marker; this.#at++)
      lines.push(this.#lines[this.#at] ?? '');
    return lines;
  }
}

function labelsOf(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"/g)].map(([, label = '']) => label);
}

/** Returns the name of an argument or a key. One in brackets is an expression, which stays one. */
function nameOf(written: string): string {
  if (written.startsWith('"')) return String(scalarOf(written));
  return written.startsWith('(') ? `\${${written.slice(1, -1)}}` : written;
}

/** Reads a value of one line: a number, a word, a text, or else an expression. */
function scalarOf(text: string): unknown {
  if (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return Number(text);
  if (text === 'null') return null;
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === '{}') return {};
  return /^"(?:[^"\\]|\\.)*"$/.test(text) ? text.slice(1, -1) : `\${${text}}`;
}

/** Returns the block with its lists of addresses and arguments as lists: they are the only ones that are read. */
function lifecycleOf(block: Configured): Configured {
  const listOf = (value: unknown): unknown => {
    const inside = /^\$\{\[(.*)\]\}$/.exec(String(value))?.[1];
    return inside === undefined
      ? String(value).replace(/^\$\{|\}$/g, '')
      : inside.split(/, ?/).flatMap((each) => (each.trim() === '' ? [] : [each.trim()]));
  };
  const lists = ['ignore_changes', 'replace_triggered_by'].filter((name) => block[name] !== undefined);
  return { ...block, ...Object.fromEntries(lists.map((name) => [name, listOf(block[name])])) };
}
