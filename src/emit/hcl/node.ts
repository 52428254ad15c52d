import type { Token } from './token';
import { isBareKey } from './text';

/** A node of an expression's tree: brackets, quotes and template sequences are groups. */
export type Node = Token | Group;

export interface Group {
  readonly type: 'group';
  /** `{`, `[`, `(`, a quote, or the opener of a template sequence. */
  readonly open: Token;
  readonly close: Token;
  /**
   * Items between commas, in an object also between line ends. A `for` expression, a quote and a sequence are one item
   * each.
   */
  readonly items: readonly (readonly Node[])[];
}

/** Reads tokens into a tree, without comments and without quotes that have no effect: `"${x}"` becomes `x`. */
export function parseNodes(tokens: readonly Token[]): Node[] {
  return new Reader(tokens).children(() => false);
}

/** Returns the tokens of a tree, on one line. */
export function flatten(nodes: readonly Node[]): Token[] {
  const tokens: Token[] = [];
  addTokens(nodes, tokens);
  return tokens;
}

function addTokens(nodes: readonly Node[], tokens: Token[]): void {
  for (const node of nodes) {
    if (node.type !== 'group') tokens.push(node);
    else {
      tokens.push(node.open);
      node.items.forEach((item, i) => {
        if (i > 0) tokens.push(COMMA);
        addTokens(item, tokens);
      });
      tokens.push(node.close);
    }
  }
}

export const isGroup = (node: Node | undefined, open: Token['type']): node is Group =>
  node?.type === 'group' && node.open.type === open;

const COMMA: Token = { type: ',', text: ',' };

class Reader {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  children(isEnd: (token: Token) => boolean): Node[] {
    const nodes: Node[] = [];
    for (let token = this.tokens[this.at]; token && !isEnd(token); token = this.tokens[this.at]) {
      nodes.push(...this.next(token));
    }
    return nodes;
  }

  private next(token: Token): readonly Node[] {
    this.at++;
    switch (token.type) {
      case '{':
        return [this.group(token, '}')];
      case '[':
        return [this.group(token, ']')];
      case '(':
        return [this.group(token, ')')];
      case 'interp':
      case 'control':
        return [this.group(token, 'seqEnd')];
      case 'openQuote':
        return unwrapQuote(this.group(token, 'closeQuote'));
      case 'openHeredoc':
        throw new Error('a heredoc inside an interpolation cannot be printed; use a string with \\n');
      case 'comment':
        return token.text.endsWith('\n') ? [NEWLINE] : [];
      default:
        return [token];
    }
  }

  private group(open: Token, closer: Token['type']): Group {
    const children = this.children((token) => token.type === closer);
    const close = this.tokens[this.at++];
    if (!close) throw new Error(`not HCL: ${open.text} is not closed`);
    return { type: 'group', open, close, items: splitItems(open, children) };
  }
}

const NEWLINE: Token = { type: 'newline', text: '\n' };

function splitItems(open: Token, children: readonly Node[]): Node[][] {
  const isWhole = !['{', '[', '('].includes(open.type) || isFor(children);
  const isSeparator = (node: Node): boolean =>
    !isWhole && (node.type === ',' || (node.type === 'newline' && open.type === '{'));
  const items: Node[][] = [[]];
  for (const node of children) {
    if (isSeparator(node)) items.push([]);
    else if (node.type !== 'newline') items[items.length - 1]?.push(node);
  }
  return items.filter((item) => item.length > 0).map((item) => (open.type === '{' && !isWhole ? pair(item) : item));
}

function isFor(children: readonly Node[]): boolean {
  const first = children.find((node) => node.type !== 'newline');
  return first?.type === 'ident' && first.text === 'for';
}

/** Normalises a pair of an object: `"key" : value` becomes `key = value` if the key needs no quotes. */
function pair(item: readonly Node[]): Node[] {
  const at = item.findIndex((node) => node.type === '=' || node.type === ':');
  if (at < 1) return [...item];
  return [key(item.slice(0, at)), { type: '=', text: '=' }, ...item.slice(at + 1)];
}

function key(nodes: readonly Node[]): Node {
  const [first, ...more] = nodes;
  // This key was `"${x}"` before it was unwrapped: without brackets HCL would read it as a name.
  if (!first || more.length > 0) return inBrackets(nodes);
  const [text, ...parts] = isGroup(first, 'openQuote') ? (first.items[0] ?? []) : [];
  return text?.type === 'literal' && parts.length === 0 && isBareKey(text.text)
    ? { type: 'ident', text: text.text }
    : first;
}

/** Unwraps `"${x}"` to `x`, in brackets if an operator beside it would bind to a part of `x`. */
function unwrapQuote(quote: Group): readonly Node[] {
  const [sequence, ...more] = quote.items[0] ?? [];
  if (!isGroup(sequence, 'interp') || more.length > 0) return [quote];
  const inside = sequence.items[0] ?? [];
  return isOperand(inside) ? inside : [inBrackets(inside)];
}

/** True if nodes bind tighter than any operator: a reference, a call, a bracketed expression, a number. */
function isOperand(nodes: readonly Node[]): boolean {
  return nodes.every(({ type }, i) => {
    if (type === '*') return nodes[i - 1]?.type === '.';
    return type === 'group' || type === 'ident' || type === 'number' || type === '.' || type === '::';
  });
}

function inBrackets(nodes: readonly Node[]): Group {
  return { type: 'group', open: { type: '(', text: '(' }, close: { type: ')', text: ')' }, items: [nodes] };
}
