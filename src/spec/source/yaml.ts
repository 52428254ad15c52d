import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  Parser,
  type CST,
  type Document,
  type Node,
  type YAMLMap,
} from 'yaml';
import {
  nestedTooDeeply,
  yamlTooLong,
  yamlAliasBomb,
  yamlDirective,
  yamlKeyNotPlain,
  yamlMergeOfNoObject,
  yamlSeveralDocuments,
  yamlSyntax,
  yamlTag,
  yamlUnknownAlias,
} from '../issues/syntax';
import { mapNode, MAXIMUM_DEPTH, type MapEntry, type SourceNode } from './source';
import type { ReadResult, SyntaxFault } from './read-result';

/** A text may unfold to at most this many values, aliases counted each time: far above any spec, far below a bomb. */
const MAXIMUM_NODES = 50_000;

/** A text may consist of at most this many words and marks: what they make takes a second or two. */
const MAXIMUM_LEXEMES = 400_000;

/** The key by which YAML 1.1, and most tools of 1.2, take in the entries of another map. */
const MERGE_KEY = '<<';

/**
 * The parser may have at most this many nodes open at one time; every level of nesting takes one or two. The exact depth is
 * checked when the tree is made.
 */
const MAXIMUM_OPEN = 2 * MAXIMUM_DEPTH + 8;

/** Reads YAML 1.2, and stops at the first fault: one document, no tags of one's own, aliases within reason. */
export function readYaml(text: string): ReadResult {
  const composer = new Composer({ version: '1.2', schema: 'core', uniqueKeys: false, logLevel: 'silent' });
  try {
    // Documents are made on demand: a third one is never looked at.
    const [document, second] = composer.compose(boundedTokens(text));
    if (document === undefined) return { root: { kind: 'scalar', start: 0, value: null, text: '' } };
    const fault = faultOf(document, second);
    if (fault) return { fault };
    return { root: new TreeMaker(text).make(document.contents, 0) };
  } catch (thrown) {
    if (thrown instanceof Stop) return { fault: thrown.fault };
    throw thrown;
  }
}

/**
 * Yields what the parser makes of the text, one document after the other. The parser keeps a stack of its own, while
 * everything after it calls itself at each level: so depth is bounded here, and equal texts fail equally.
 */
function* boundedTokens(text: string): Generator<CST.Token> {
  const parser = new Parser();
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    const { offset } = parser;
    if (parser.stack.length > MAXIMUM_OPEN) throw new Stop({ offset, issue: nestedTooDeeply(MAXIMUM_DEPTH) });
    if (++lexemes > MAXIMUM_LEXEMES) throw new Stop({ offset, issue: yamlTooLong() });
  }
  yield* parser.end();
}

/** Thrown to end the walk from any depth; caught in this file. */
class Stop extends Error {
  constructor(readonly fault: SyntaxFault) {
    super(fault.issue.message);
  }
}

function faultOf(document: Document.Parsed, second: Document.Parsed | undefined): SyntaxFault | undefined {
  const [error] = document.errors;
  if (error) return { offset: error.pos[0], issue: yamlSyntax(error.message) };
  if (document.directives.yaml.explicit) return { offset: 0, issue: yamlDirective() };
  const [warning] = document.warnings;
  if (warning) return { offset: warning.pos[0], issue: yamlTag(warning.message) };
  if (second) return { offset: second.range[0], issue: yamlSeveralDocuments() };
  return undefined;
}

class TreeMaker {
  private nodes = 0;
  /** The anchored nodes so far, by name: an alias means the last anchor of its name before it. */
  private readonly anchors = new Map<string, Node>();

  constructor(private readonly text: string) {}

  make(node: Node | null, depth: number): SourceNode {
    const [start, end] = node?.range ?? [0, 0];
    if (depth > MAXIMUM_DEPTH) throw new Stop({ offset: start, issue: nestedTooDeeply(MAXIMUM_DEPTH) });
    if (++this.nodes > MAXIMUM_NODES) throw new Stop({ offset: start, issue: yamlAliasBomb(MAXIMUM_NODES) });
    if (isAlias(node)) {
      const target = this.anchors.get(node.source);
      if (!target) throw new Stop({ offset: start, issue: yamlUnknownAlias(node.source) });
      return this.make(target, depth + 1);
    }
    if (node?.anchor !== undefined) this.anchors.set(node.anchor, node);
    if (isSeq<Node>(node)) return { kind: 'list', start, items: node.items.map((item) => this.make(item, depth + 1)) };
    if (isMap<Node, Node | null>(node)) {
      return mapNode(start, this.entries(node, depth));
    }
    if (!isScalar(node)) return { kind: 'scalar', start, value: null, text: '' };
    return { kind: 'scalar', start, value: plainScalar(node.value), text: this.text.slice(start, end) };
  }

  /** Makes the entries of a map: its own, then those that it merges in by `<<` and does not have, the first that has a key first. */
  private entries(map: YAMLMap<Node, Node | null>, depth: number): MapEntry[] {
    const own: MapEntry[] = [];
    const taken: MapEntry[] = [];
    // In the order of the text, on which it depends what an alias means.
    for (const { key, value } of map.items)
      if (isMerge(key)) taken.push(...this.mergedBy(key, value, depth));
      else own.push(this.entry(key, value, depth));
    const names = new Set(own.map(({ key }) => key));
    const merged = new Map<string, MapEntry>();
    for (const entry of taken) if (!names.has(entry.key) && !merged.has(entry.key)) merged.set(entry.key, entry);
    return [...own, ...merged.values()];
  }

  private mergedBy(key: Node, value: Node | null, depth: number): readonly MapEntry[] {
    const made = value && this.make(value, depth + 1);
    const maps = made?.kind === 'list' ? made.items : [made];
    return maps.flatMap((map) => {
      if (map?.kind !== 'map') throw new Stop({ offset: key.range?.[0] ?? 0, issue: yamlMergeOfNoObject() });
      return map.entries;
    });
  }

  private entry(key: Node, value: Node | null, depth: number): MapEntry {
    const [keyStart, keyEnd] = key.range ?? [0, 0];
    if (!isScalar(key)) throw new Stop({ offset: keyStart, issue: yamlKeyNotPlain() });
    const name = typeof key.value === 'string' ? key.value : this.text.slice(keyStart, keyEnd);
    const made = value ? this.make(value, depth + 1) : undefined;
    return { key: name, keyStart, value: made ?? { kind: 'scalar', start: keyStart, value: null, text: '' } };
  }
}

function isMerge(key: Node): boolean {
  return isScalar(key) && key.type === 'PLAIN' && key.value === MERGE_KEY;
}

/** Returns a scalar of YAML's core schema, which has texts, numbers, booleans and null and nothing else. */
function plainScalar(value: unknown): string | number | boolean | null {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null)
    return value;
  return String(value);
}
