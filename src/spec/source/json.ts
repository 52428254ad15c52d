import {
  jsonComment,
  jsonControlCharacter,
  jsonExpected,
  jsonMalformedEscape,
  jsonMalformedNumber,
  jsonSingleQuotes,
  jsonTextAfterEnd,
  jsonTrailingComma,
  jsonUnknownWord,
  jsonUnquotedKey,
  jsonUnterminatedString,
  nestedTooDeeply,
} from '../issues/syntax';
import {
  mapNode,
  MAXIMUM_DEPTH,
  type ListNode,
  type MapEntry,
  type MapNode,
  type ScalarNode,
  type SourceNode,
} from './source';
import type { ReadResult, SyntaxFault } from './read-result';

/**
 * Reads strict JSON (RFC 8259), and stops at the first fault. The reader of JavaScript itself gives no positions, words its
 * errors differently in every release, and accepts repeated keys.
 */
export function readJson(text: string): ReadResult {
  const reader = new JsonReader(text);
  try {
    return { root: reader.document() };
  } catch (thrown) {
    if (thrown instanceof Stop) return { fault: thrown.fault };
    throw thrown;
  }
}

/** Thrown to end the reading from any depth; caught in this file. */
class Stop extends Error {
  constructor(readonly fault: SyntaxFault) {
    super(fault.issue.message);
  }
}

const SPACE = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[^\s,:[\]{}"']+/y;
const PLAIN_CHARACTERS = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const LITERALS = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** Other languages write these words for `true`, `false` and `null`. */
const MEANT: Readonly<Record<string, string>> = {
  true: 'true',
  false: 'false',
  none: 'null',
  nil: 'null',
  undefined: 'null',
};

class JsonReader {
  private at = 0;

  constructor(private readonly text: string) {}

  document(): SourceNode {
    this.skipSpace();
    const root = this.value(0);
    this.skipSpace();
    if (this.at < this.text.length) this.stop(jsonTextAfterEnd(this.word()));
    return root;
  }

  private value(depth: number): SourceNode {
    if (depth > MAXIMUM_DEPTH) this.stop(nestedTooDeeply(MAXIMUM_DEPTH));
    const next = this.text[this.at];
    if (next === '{') return this.map(depth);
    if (next === '[') return this.list(depth);
    if (next === '"') return this.string();
    if (next === "'") this.stop(jsonSingleQuotes());
    return this.number() ?? this.literal();
  }

  private map(depth: number): MapNode {
    const start = this.at++;
    const entries: MapEntry[] = [];
    this.skipSpace();
    while (this.text[this.at] !== '}') {
      const key = this.key();
      this.expect(':', 'a colon after the key');
      entries.push({ key: String(key.value), keyStart: key.start, value: this.value(depth + 1) });
      this.separator('}', 'a comma or }');
    }
    this.at++;
    return mapNode(start, entries);
  }

  private list(depth: number): ListNode {
    const start = this.at++;
    const items: SourceNode[] = [];
    this.skipSpace();
    while (this.text[this.at] !== ']') {
      items.push(this.value(depth + 1));
      this.separator(']', 'a comma or ]');
    }
    this.at++;
    return { kind: 'list', start, items };
  }

  private key(): ScalarNode {
    const next = this.text[this.at];
    if (next === '"') return this.string();
    if (next === "'") this.stop(jsonSingleQuotes());
    const word = this.word();
    return this.stop(/^[\w$-]+$/.test(word) ? jsonUnquotedKey(word) : jsonExpected('a key in double quotes', word));
  }

  /** Reads the comma between two entries, or nothing before the closing bracket. */
  private separator(close: string, wanted: string): void {
    this.skipSpace();
    if (this.text[this.at] === close) return;
    const comma = this.at;
    this.expect(',', wanted);
    if (this.text[this.at] === close) {
      this.at = comma;
      this.stop(jsonTrailingComma(close));
    }
  }

  private string(): ScalarNode {
    const start = this.at++;
    let value = '';
    for (;;) {
      value += this.match(PLAIN_CHARACTERS) ?? '';
      const next = this.text[this.at];
      if (next === '"') break;
      if (next === undefined || next === '\n' || next === '\r') {
        this.at = start;
        this.stop(jsonUnterminatedString());
      }
      if (next !== '\\') this.stop(jsonControlCharacter(next));
      const escape = this.match(ESCAPE);
      if (escape === undefined) this.stop(jsonMalformedEscape(this.text.slice(this.at, this.at + 2)));
      value += JSON.parse(`"${escape}"`);
    }
    this.at++;
    return { kind: 'scalar', start, value, text: this.text.slice(start, this.at) };
  }

  private number(): ScalarNode | undefined {
    if (!/[-+.\d]/.test(this.text[this.at] ?? '')) return undefined;
    const start = this.at;
    const word = this.word();
    const number = this.match(NUMBER);
    if (number !== word) {
      this.at = start;
      this.stop(jsonMalformedNumber(word));
    }
    return { kind: 'scalar', start, value: Number(number), text: word };
  }

  private literal(): ScalarNode {
    const start = this.at;
    const word = this.word();
    const value = LITERALS.get(word);
    if (value === undefined) {
      this.stop(/^\w/.test(word) ? jsonUnknownWord(word, MEANT[word.toLowerCase()]) : jsonExpected('a value', word));
    }
    this.at += word.length;
    return { kind: 'scalar', start, value, text: word };
  }

  private expect(character: string, wanted: string): void {
    this.skipSpace();
    if (this.text[this.at] !== character) this.stop(jsonExpected(wanted, this.word()));
    this.at++;
    this.skipSpace();
  }

  private skipSpace(): void {
    this.match(SPACE);
    if (/^(\/[/*]|#)/.test(this.text.slice(this.at, this.at + 2))) this.stop(jsonComment());
  }

  /** Returns the text at the cursor for a message: a run of letters, or one character; empty at the end of the text. */
  private word(): string {
    const before = this.at;
    const word = this.match(WORD) ?? this.text.slice(this.at, this.at + 1);
    this.at = before;
    return word;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const matched = pattern.exec(this.text)?.[0];
    if (matched !== undefined) this.at += matched.length;
    return matched;
  }

  private stop(issue: SyntaxFault['issue']): never {
    throw new Stop({ offset: this.at, issue });
  }
}
