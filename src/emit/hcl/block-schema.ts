import { ARGUMENTS, BLOCKS, inBands, LONG_ARGUMENTS } from './body-layout';
import type { BodyRule } from './rule';

/** Names of the blocks that can stand in a body, each with the blocks that can stand in it. All else is an argument. */
export interface BlockTree {
  readonly [name: string]: BlockTree;
}

/** The blocks of the types that a stack uses. */
export interface BlockSchema {
  /** By type, such as `aws_instance`. */
  readonly resource: Readonly<Record<string, BlockTree>>;
  /** By type, such as `aws_ami`. */
  readonly data: Readonly<Record<string, BlockTree>>;
  /** By the provider's name, such as `aws`. */
  readonly provider: Readonly<Record<string, BlockTree>>;
}

/** What tells a block from its like comes first. */
const LAYOUT = inBands([['sid', 'effect', 'name', ARGUMENTS, LONG_ARGUMENTS], [BLOCKS]]);

/** The rules by which a provider's blocks are written. */
export function blockRules(tree: BlockTree): Record<string, BodyRule> {
  const rules = Object.entries(tree).map(([name, inner]): [string, BodyRule] => {
    return [name, { blocks: blockRules(inner), isDynamic: true, layout: LAYOUT }];
  });
  return Object.fromEntries(rules);
}
