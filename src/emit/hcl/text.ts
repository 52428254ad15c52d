/** Characters that a reader cannot see or that turn the text around them: controls, formats, odd spaces, private ones, none. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Noncharacter_Code_Point}]|(?! )\p{Zs}/gu;
const LONE_SURROGATE = /\p{Cs}/gu;

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Text as it stands between quotes. Leaves `$` and `%` alone: the text is a template's, in which `$${` is an escape already.
 * Half a surrogate pair becomes U+FFFD, as it does where Terraform reads JSON.
 */
export function escapeTemplateText(text: string): string {
  if (/^[ !#-[\]-~]*$/.test(text)) return text;
  return text
    .replace(/["\\]/g, (mark) => `\\${mark}`)
    .replace(LONE_SURROGATE, '\ufffd')
    .replace(UNSEEN, (char) => SHORT_ESCAPES[char] ?? unicodeEscape(char));
}

/** Whether text can stand in a heredoc as it is, and each of its bytes be seen there. */
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

/** Whether a key of an object can go without quotes. HCL allows more than ASCII; a reader does not expect it. */
export function isBareKey(key: string): boolean {
  return IDENTIFIER.test(key) && !RESERVED.has(key);
}

/** Columns that text takes, counted as `terraform fmt` does: one for each character that a reader sees. */
export function columns(text: string): number {
  return /^[\x00-\x7f]*$/.test(text) ? text.length : [...graphemes().segment(text)].length;
}

let segmenter: Intl.Segmenter | undefined;

/** Made when first asked for: it loads tables that take 20 ms, and few texts need it. */
function graphemes(): Intl.Segmenter {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter;
}
