import type { BodyLayout } from './body-layout';
import type { Reading } from './value';

/**
 * A body rule says how the body of one kind of block is written. Terraform's JSON does not distinguish blocks from
 * arguments, nor a reference from a string; these rules do. Those for Terraform's own blocks are in `core-rules.ts`,
 * those for a provider's blocks are made from the provider's classes.
 */
export interface BodyRule {
  /**
   * Arguments that are not read as the others are; `native` ones hold native syntax in their strings: references,
   * types.
   * @default none
   */
  readonly styles?: Readonly<Record<string, Style>>;
  /** Reading of the other arguments. @default 'template' */
  readonly rest?: Reading;
  /** Blocks of the body, each with its own rule. @default none */
  readonly blocks?: Readonly<Record<string, BodyRule>>;
  /** True if the block has a label, such as `provisioner "local-exec"`. @default false */
  readonly isLabelled?: boolean;
  /** True if the body accepts `dynamic` blocks. @default false */
  readonly isDynamic?: boolean;
  /** Order of the items. @default arguments, then blocks, each in the JSON's order */
  readonly layout?: BodyLayout;
}

export type Style = Reading | 'native';
