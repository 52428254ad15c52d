import type { Issue } from '../../kernel/issue';
import type { SourceNode } from './source';

/** A reader of JSON or YAML returns the tree, or the first place that is not well-formed. */
export type ReadResult =
  { readonly root: SourceNode; readonly fault?: never } | { readonly root?: never; readonly fault: SyntaxFault };

export interface SyntaxFault {
  /** Offset in the text. */
  readonly offset: number;
  /** The issue, without file and position. */
  readonly issue: Issue;
}
