/**
 * A token of HCL's native syntax. Operators and brackets are their own type; the rest is named. `interp` is `${` or `${~`,
 * `control` is `%{` or `%{~`, `seqEnd` is the brace that closes either; `literal` is text inside a template.
 */
export interface Token {
  readonly type: TokenType;
  /** As it stands in the source. */
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

/** The longest first, as the scanner has to try them. */
export const PUNCTUATION = [
  ...(['...', '==', '!=', '>=', '<=', '&&', '||', '=>', '::'] as const),
  ...(['{', '}', '[', ']', '(', ')', '.', ',', '*', '/', '%', '+', '-', '=', '<', '>', '!', '?', ':'] as const),
] as const;

const OPENERS: ReadonlySet<TokenType> = new Set<TokenType>(['{', '[', '(', 'interp', 'control']);
const CLOSERS: ReadonlySet<TokenType> = new Set<TokenType>(['}', ']', ')', 'seqEnd']);

/** How many brackets a token opens: 1, -1 when it closes one, or 0. */
export function bracketChange({ type }: Token): -1 | 0 | 1 {
  if (OPENERS.has(type)) return 1;
  return CLOSERS.has(type) ? -1 : 0;
}
