import { bracketChange, type Token, type TokenType } from './token';

/**
 * Joins a line of tokens with the spaces that `terraform fmt` puts between them. The rules are those of its formatter,
 * in its order: the first that applies decides.
 */
export function joinTokens(tokens: readonly Token[]): string {
  let text = '';
  tokens.forEach((token, i) => {
    text += token.text;
    const after = tokens[i + 1];
    if (after && isSpaced(tokens[i - 1], token, after)) text += ' ';
  });
  return text;
}

const TEMPLATE_EDGES_LEFT: ReadonlySet<TokenType> = new Set<TokenType>(['literal', 'openQuote', 'openHeredoc']);
const TEMPLATE_EDGES_RIGHT: ReadonlySet<TokenType> = new Set<TokenType>(['literal', 'closeQuote', 'closeHeredoc']);
const SEQUENCE_OPENERS: ReadonlySet<TokenType> = new Set<TokenType>(['interp', 'control']);

function isSpaced(before: Token | undefined, left: Token, right: Token): boolean {
  if (left.type === 'ident' && (right.type === '(' || right.type === '::')) return false;
  if (left.type === '::' && right.type === 'ident') return false;
  if (left.type === '.' || right.type === '.') return false;
  if (right.type === ',' || right.type === '...') return false;
  if (left.type === ',') return true;
  if (TEMPLATE_EDGES_LEFT.has(left.type) || TEMPLATE_EDGES_RIGHT.has(right.type)) return false;
  // In `for x in [...]`, `in` is a keyword, not a reference with an index.
  if (left.text === 'in' && before?.type === 'ident') return true;
  if (right.type === '[' && (left.type === 'ident' || left.type === 'number' || bracketChange(left) < 0)) return false;
  if (left.type === '!') return false;
  if (left.type === '-') return !isNegation(before);
  if (left.type === '{' || right.type === '}') return !(left.type === '{' && right.type === '}');
  if (SEQUENCE_OPENERS.has(left.type) && right.type === '{') return true;
  if (left.type === '}' && right.type === 'seqEnd') return true;
  return !(bracketChange(left) > 0 || bracketChange(right) < 0 || isSeam(left, right));
}

/** True between two sequences of a template, as in `${a}${b}`. */
function isSeam(left: Token, right: Token): boolean {
  return left.type === 'seqEnd' && SEQUENCE_OPENERS.has(right.type);
}

const BEFORE_NEGATION: ReadonlySet<TokenType> = new Set<TokenType>([
  ...(['(', '{', '[', '=', ':', ',', '?', '+', '*', '/', '%', '-'] as const),
  ...(['==', '!=', '>', '>=', '<', '<=', '&&', '||', '!'] as const),
]);

/** True if a minus after this token is a sign; false if it is a subtraction. */
function isNegation(before: Token | undefined): boolean {
  return before === undefined || BEFORE_NEGATION.has(before.type);
}
