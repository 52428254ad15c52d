/**
 * A token of HCL's native syntax. The type of an operator or bracket is its own text; the other types are names.
 * `interp` is `${` or `${~`, `control` is `%{` or `%{~`, `seqEnd` is the brace that closes either; `literal` is text
 * inside a template.
 */
export interface Token {
  readonly type: TokenType;
  /** Text of the token in the source. */
  readonly text: string;
}

export type TokenType =
  | 'ident'
  | 'number'
  | 'newline'
  | 'comment'
  | 'openQuote'
  | 'closeQuote'
  | 'openHeredoc'
  | 'closeHeredoc'
  | 'literal'
  | 'interp'
  | 'control'
  | 'seqEnd'
  | Punctuation;

export type Punctuation = (typeof PUNCTUATION)[number];

/** The scanner tries these in order, so longer ones come first. */
export const PUNCTUATION = [
  ...(['...', '==', '!=', '>=', '<=', '&&', '||', '=>', '::'] as const),
  ...(['{', '}', '[', ']', '(', ')', '.', ',', '*', '/', '%', '+', '-', '=', '<', '>', '!', '?', ':'] as const),
] as const;

const OPENERS: ReadonlySet<TokenType> = new Set<TokenType>(['{', '[', '(', 'interp', 'control']);
const CLOSERS: ReadonlySet<TokenType> = new Set<TokenType>(['}', ']', ')', 'seqEnd']);

/** Returns the number of brackets that a token opens: 1, -1 if it closes one, or 0. */
export function bracketChange({ type }: Token): -1 | 0 | 1 {
  if (OPENERS.has(type)) return 1;
  return CLOSERS.has(type) ? -1 : 0;
}
