import { bracketChange, type Token } from './token';

/**
 * Resolves strip markers. `${~ x ~}` strips the white space beside it: in a template without quotes up to the end or
 * the start of the line, in a quoted one across `\n` as well. The text is quoted later, and must still mean the same:
 * so white space that a marker strips from text of several lines is removed here, together with the marker.
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
      // A `$` directly before `${` would escape it: the marker stays then, with one blank to strip.
      if (/[$%]$/.test(text)) text += ' ';
      else resolved[i + 1] = { ...after, text: after.text.slice(0, -1) };
    }
    resolved[i] = { type: 'literal', text };
  });
  return resolved;
}

const isEager = ({ type, text }: Token): boolean => (type === 'interp' || type === 'control') && text.endsWith('~');
