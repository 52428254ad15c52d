import type { CloudFactsTable } from '../../kernel/cloud/facts';
import type { Issue } from '../../kernel/issue';
import type { Draft } from '../draft';

/** A rule that the schema cannot state. It looks at the well-formed parts and returns what is wrong with them. */
export type Rule = (draft: Draft, facts: CloudFactsTable) => Issue[];
