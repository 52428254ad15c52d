import { bracketChange, type Token } from './token';

/**
 * `${~ x ~}` eats the white space beside it: in a template without quotes up to the end or the start of the line, in a quoted
 * one across `\n` as well. So that quotes do not change the meaning, what a marker eats of several lines is taken out here,
 * and the marker with it.
 */
export function resolveStripMarkers(tokens: readonly Token[]): Token[] {
  const resolved = [...tokens];
  let depth = 0;
  tokens.forEach((token, i) => {
    depth += bracketChange(token);
    if (depth > 0 || token.type !== 'literal' || !/\n[^]/.test(token.text)) return;
    const [before, after] = [tokens[i - 1], tokens[i + 1]];
    let { text } = token;
    if (before?.text === '~}') {
      text = text.replace(/^[^\n]*\n?/, (line) => line.replace(/^\p{White_Space}+/u, ''));
      resolved[i - 1] = { ...before, text: '}' };
    }
    if (after && isEager(after)) {
      text = text.replace(/[^\n]*\n?$/, (line) => line.replace(/\p{White_Space}+$/u, ''));
      // A `$` that came to stand before `${` would escape it: there the marker stays, with one blank to eat.
      if (/[$%]$/.test(text)) text += ' ';
      else resolved[i + 1] = { ...after, text: after.text.slice(0, -1) };
    }
    resolved[i] = { type: 'literal', text };
  });
  return resolved;
}

const isEager = ({ type, text }: Token): boolean => (type === 'interp' || type === 'control') && text.endsWith('~');
