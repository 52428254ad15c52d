/**
 * These characters are invisible, or change the text around them: controls, formats, odd spaces, private ones,
 * noncharacters.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Noncharacter_Code_Point}]|(?! )\p{Zs}/gu;
const LONE_SURROGATE = /\p{Cs}/gu;

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Escapes text for a place between quotes. `$` and `%` stay: the text is a template's, in which `$${` is an escape
 * already. Half a surrogate pair becomes U+FFFD, as it does in Terraform's reader of JSON.
 */
export function escapeTemplateText(text: string): string {
  if (/^[ !#-[\]-~]*$/.test(text)) return text;
  return text
    .replace(/["\\]/g, (mark) => `\\${mark}`)
    .replace(LONE_SURROGATE, '\ufffd')
    .replace(UNSEEN, (char) => SHORT_ESCAPES[char] ?? unicodeEscape(char));
}

/** True if text can be in a heredoc as it is, with every character of it visible. */
export function isPlainLines(text: string): boolean {
  const seen = text.replace(/[\n\t]/g, '');
  return !new RegExp(UNSEEN, 'u').test(seen) && !new RegExp(LONE_SURROGATE, 'u').test(seen) && !/[ \t]\n/.test(text);
}

function unicodeEscape(char: string): string {
  const code = char.codePointAt(0) as number;
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_-]*$/;
const RESERVED: ReadonlySet<string> = new Set(['true', 'false', 'null', 'for', 'in', 'if', 'else', 'endif', 'endfor']);

/** True if a key of an object needs no quotes. HCL allows more than ASCII; a reader does not expect it. */
export function isBareKey(key: string): boolean {
  return IDENTIFIER.test(key) && !RESERVED.has(key);
}

/** Returns the width of text in columns, counted as `terraform fmt` does: one for each visible character. */
export function columns(text: string): number {
  return /^[\x00-\x7f]*$/.test(text) ? text.length : [...graphemes().segment(text)].length;
}

let segmenter: Intl.Segmenter | undefined;

/** Returns the segmenter, made at the first call: it loads tables that take 20 ms, and few texts need it. */
function graphemes(): Intl.Segmenter {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter;
}
