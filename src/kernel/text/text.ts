/**
 * Languages that topogen writes words of others into. `comment` is a line behind a comment sign, of any of them; `hcl` is the
 * template language that Terraform reads its texts in.
 */
export type Language =
  | 'comment'
  | 'haproxy'
  | 'hcl'
  | 'html'
  | 'kong-conf'
  | 'lua'
  | 'markdown'
  | 'mermaid'
  | 'nftables'
  | 'nginx'
  | 'properties'
  | 'python'
  | 'shell'
  | 'systemd'
  | 'xml'
  | 'yaml';

declare const LANGUAGE: unique symbol;
declare const USER: unique symbol;

/**
 * A piece of a text in a language. The functions of that language's file make it, and nothing else does: a plain string does not
 * fit where one is wanted, so that no word of a user's gets into a file without having been made the language's own.
 */
export type Text<L extends Language = Language> = string & { readonly [LANGUAGE]: L };

/**
 * Text that a user wrote and no rule has narrowed to harmless characters: an address of a package, the name of a file. A string
 * while the program runs. The compiler takes it for a symbol, which fits no string and stands in no template literal: the one
 * way on is the function of a language.
 */
export type UserText = symbol & { readonly [USER]: true };

/** Words that the functions of the languages take: topogen's own, and those of users. */
export type Words = string | UserText;

/** Text of a user's, or of topogen's where a user could have written his own. */
export function userText(words: Words): UserText {
  return words as UserText;
}

/** The words as a string, for the functions of a language alone. */
export function plainWords(words: Words): string {
  return words as string;
}

/** Marks what the function of a language has made. */
export function made<L extends Language>(text: string): Text<L> {
  return text as Text<L>;
}

/** A tag for literals of a language: what stands between the holes is topogen's own, and the holes take its pieces and numbers. */
export function literal<L extends Language>() {
  return (parts: TemplateStringsArray, ...holes: readonly (Text<L> | number)[]): Text<L> =>
    made(parts.map((part, i) => `${part}${i < holes.length ? String(holes[i]) : ''}`).join(''));
}
