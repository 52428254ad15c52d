import { scanNative } from '../../../src/emit/hcl/scanner';
import { bracketChange, type Token } from '../../../src/emit/hcl/token';

/** A token with the line that it begins on, counted from 1. */
export interface PlacedToken extends Token {
  readonly line: number;
}

/** A block at the top level of a file, as it is written there. */
export interface SourceBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly line: number;
  /** Tokens between its braces. */
  readonly body: readonly PlacedToken[];
}

/**
 * Reads the blocks of a file.
 *
 * @throws Error on text that is not HCL
 */
export function readBlocks(text: string): SourceBlock[] {
  const tokens = placeTokens(text).filter(({ type }) => type !== 'comment');
  const blocks: SourceBlock[] = [];
  let header: PlacedToken[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as PlacedToken;
    if (token.type === 'newline') header = [];
    else if (token.type !== '{') header.push(token);
    else {
      const end = endOfGroup(tokens, i);
      const [type, ...labels] = header.filter((each) => each.type === 'ident' || each.type === 'literal');
      if (type) {
        const body = tokens.slice(i + 1, end);
        blocks.push({ type: type.text, labels: labels.map((label) => label.text), line: type.line, body });
      }
      i = end;
    }
  }
  return blocks;
}

/** Returns the names that are assigned directly in a body, each with the tokens of its value. */
export function assignmentsOf(
  body: readonly PlacedToken[],
): { readonly name: PlacedToken; readonly value: readonly PlacedToken[] }[] {
  const assignments: { name: PlacedToken; value: PlacedToken[] }[] = [];
  let depth = 0;
  body.forEach((token, i) => {
    const isName = depth === 0 && token.type === 'ident' && body[i + 1]?.type === '=' && isLineStart(body[i - 1]);
    if (isName) assignments.push({ name: token, value: valueFrom(body, i + 2) });
    depth += bracketChange(token);
  });
  return assignments;
}

const isLineStart = (before: PlacedToken | undefined): boolean => before === undefined || before.type === 'newline';

function valueFrom(body: readonly PlacedToken[], start: number): PlacedToken[] {
  let depth = 0;
  const length = body.slice(start).findIndex((token) => {
    depth += bracketChange(token);
    return depth === 0 && token.type === 'newline';
  });
  return length < 0 ? body.slice(start) : body.slice(start, start + length);
}

/** Returns the index of the token that closes the group which opens at `start`. */
export function endOfGroup(tokens: readonly Token[], start: number): number {
  let depth = 0;
  for (let i = start; i < tokens.length; i++) {
    depth += bracketChange(tokens[i] as Token);
    if (depth === 0) return i;
  }
  throw new Error('not HCL: a block is not closed');
}

function placeTokens(text: string): PlacedToken[] {
  let line = 1;
  return scanNative(text).map((token) => {
    const placed = { ...token, line };
    line += token.text.split('\n').length - 1;
    return placed;
  });
}
