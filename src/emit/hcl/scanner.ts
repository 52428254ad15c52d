import { PUNCTUATION, type Token, type TokenType } from './token';

/**
 * Splits an expression or a whole file into tokens; spaces are left out.
 *
 * @throws Error on text that is not HCL
 */
export function scanNative(source: string): Token[] {
  const scanner = new Scanner(source);
  scanner.native(false);
  return scanner.tokens;
}

/**
 * Splits a string as Terraform's JSON syntax reads it into tokens: a template without quotes, in which a backslash is a
 * backslash and `$${` and `%%{` mean a literal `${` and `%{`.
 *
 * @throws Error on an interpolation that is not closed
 */
export function scanTemplate(source: string): Token[] {
  const scanner = new Scanner(source);
  scanner.template(() => false);
  return scanner.tokens;
}

const SPACES = /[ \t]+/y;
const NEWLINE = /\r?\n/y;
const COMMENT = /(?:#|\/\/)[^\n]*\n?|\/\*[^]*?\*\//y;
const NUMBER = /\d(?:[\d.]*\d)?(?:[eE][+-]?\d+)?/y;
const IDENT = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const HEREDOC = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;

class Scanner {
  readonly tokens: Token[] = [];
  private at = 0;

  constructor(private readonly source: string) {}

  /** Scans up to the end, or in a template sequence up to the brace that closes it. */
  native(inSequence: boolean): void {
    let braces = 0;
    while (this.at < this.source.length) {
      if (this.skip(SPACES)) continue;
      if (this.matched(NEWLINE, 'newline') || this.matched(COMMENT, 'comment')) continue;
      if (this.matched(IDENT, 'ident') || this.matched(NUMBER, 'number')) continue;
      if (this.source[this.at] === '"') this.quoted();
      else if (this.source.startsWith('<<', this.at)) this.heredoc();
      else if (inSequence && braces === 0 && /~?\}/y.test(this.source.slice(this.at, this.at + 2))) {
        this.push('seqEnd', this.source[this.at] === '~' ? 2 : 1);
        return;
      } else {
        const mark = this.punctuation();
        if (mark === '{') braces++;
        if (mark === '}') braces--;
      }
    }
    if (inSequence) throw this.error('an interpolation is not closed');
  }

  /** Scans literal text and sequences until `isEnd` is true, or to the end. */
  template(isEnd: () => boolean, unit: RegExp = /[^$%]+|[$%]/y): void {
    while (this.at < this.source.length && !isEnd()) {
      const next = this.source.slice(this.at, this.at + 3);
      if (next.startsWith('${') || next.startsWith('%{')) this.sequence();
      else if (next === '$${' || next === '%%{') this.literal(3);
      else this.literal(this.length(unit));
    }
  }

  private sequence(): void {
    const type = this.source[this.at] === '$' ? 'interp' : 'control';
    this.push(type, this.source[this.at + 2] === '~' ? 3 : 2);
    this.native(true);
  }

  private quoted(): void {
    this.push('openQuote', 1);
    this.template(() => this.source[this.at] === '"' || this.source[this.at] === '\n', /(?:\\.|[^$%"\\\n])+|[$%]/y);
    if (this.source[this.at] !== '"') throw this.error('a quoted string is not closed');
    this.push('closeQuote', 1);
  }

  private heredoc(): void {
    HEREDOC.lastIndex = this.at;
    const match = HEREDOC.exec(this.source);
    if (!match) throw this.error('a heredoc has no marker');
    this.push('openHeredoc', match[0].length);
    const end = new RegExp(`[ \\t]*${match[1]}[ \\t]*(?=\\r?\\n|$)`, 'y');
    const isEnd = (): boolean => {
      end.lastIndex = this.at;
      return this.source[this.at - 1] === '\n' && end.test(this.source);
    };
    this.template(isEnd, /[^$%\n]*\n|[^$%\n]+|[$%]/y);
    if (!isEnd()) throw this.error('a heredoc is not closed');
    this.push('closeHeredoc', this.length(end));
  }

  private punctuation(): TokenType {
    const mark = PUNCTUATION.find((each) => this.source.startsWith(each, this.at));
    if (mark === undefined) throw this.error(`unexpected character ${JSON.stringify(this.source[this.at])}`);
    this.push(mark, mark.length);
    return mark;
  }

  private matched(pattern: RegExp, type: TokenType): boolean {
    const length = this.length(pattern);
    if (length > 0) this.push(type, length);
    return length > 0;
  }

  private skip(pattern: RegExp): boolean {
    const length = this.length(pattern);
    this.at += length;
    return length > 0;
  }

  /** Returns the length of a sticky pattern's match at the cursor, 0 for none. */
  private length(pattern: RegExp): number {
    pattern.lastIndex = this.at;
    return pattern.exec(this.source)?.[0].length ?? 0;
  }

  /** Adds literal text. Neighbouring pieces become one token. */
  private literal(length: number): void {
    if (length === 0) throw this.error(`unexpected character ${JSON.stringify(this.source[this.at])}`);
    const last = this.tokens[this.tokens.length - 1];
    const text = this.source.slice(this.at, this.at + length);
    if (last?.type === 'literal') this.tokens[this.tokens.length - 1] = { type: 'literal', text: last.text + text };
    else this.tokens.push({ type: 'literal', text });
    this.at += length;
  }

  private push(type: TokenType, length: number): void {
    this.tokens.push({ type, text: this.source.slice(this.at, this.at + length) });
    this.at += length;
  }

  private error(what: string): Error {
    return new Error(`not HCL: ${what} at character ${this.at + 1} of ${JSON.stringify(this.source.slice(0, 200))}`);
  }
}
