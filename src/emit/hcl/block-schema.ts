import { ARGUMENTS, BLOCKS, inBands, LONG_ARGUMENTS } from './body-layout';
import type { BodyRule } from './rule';

/**
 * A block tree has the names of the blocks that a body can contain, each with the blocks inside it. Every other name is
 * an argument.
 */
export interface BlockTree {
  readonly [name: string]: BlockTree;
}

/** The blocks of the types that a stack uses. */
export interface BlockSchema {
  /** Blocks by type, such as `aws_instance`. */
  readonly resource: Readonly<Record<string, BlockTree>>;
  /** Blocks by type, such as `aws_ami`. */
  readonly data: Readonly<Record<string, BlockTree>>;
  /** Blocks by the provider's name, such as `aws`. */
  readonly provider: Readonly<Record<string, BlockTree>>;
}

/** Arguments that identify one of several repeated blocks (`sid`, `effect`, `name`) come first. */
const LAYOUT = inBands([['sid', 'effect', 'name', ARGUMENTS, LONG_ARGUMENTS], [BLOCKS]]);

/** Makes the rules by which a provider's blocks are written. */
export function blockRules(tree: BlockTree): Record<string, BodyRule> {
  const rules = Object.entries(tree).map(([name, inner]): [string, BodyRule] => {
    return [name, { blocks: blockRules(inner), isDynamic: true, layout: LAYOUT }];
  });
  return Object.fromEntries(rules);
}
