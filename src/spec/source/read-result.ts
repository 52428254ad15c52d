import type { Issue } from '../../kernel/issue';
import type { SourceNode } from './source';

/** What a reader of JSON or YAML found: the tree, or the first place that is not well-formed. */
export type ReadResult =
  { readonly root: SourceNode; readonly fault?: never } | { readonly root?: never; readonly fault: SyntaxFault };

export interface SyntaxFault {
  /** Where in the text. */
  readonly offset: number;
  /** Without file and position. */
  readonly issue: Issue;
}
