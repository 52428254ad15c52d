import type { CloudFactsTable } from '../../kernel/cloud/facts';
import type { Issue } from '../../kernel/issue';
import type { Draft } from '../draft';

/**
 * A rule checks what the schema cannot state: it looks at the well-formed parts of a spec and returns what is wrong with
 * them.
 */
export type Rule = (draft: Draft, facts: CloudFactsTable) => Issue[];
