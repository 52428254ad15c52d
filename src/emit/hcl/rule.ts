import type { BodyLayout } from './body-layout';
import type { Reading } from './value';

/**
 * How the body of one kind of block is written. Terraform's JSON does not tell blocks from arguments, nor a reference from a
 * string; these rules do. Those for Terraform's own blocks stand in `core-rules.ts`, those for a provider's come from it.
 */
export interface BodyRule {
  /**
   * Arguments that are not read as the others are; `native` ones hold native syntax in their strings: references, types.
   * @default none
   */
  readonly styles?: Readonly<Record<string, Style>>;
  /** How the other arguments are read. @default 'template' */
  readonly rest?: Reading;
  /** What is a block, and how that is written in turn. @default none */
  readonly blocks?: Readonly<Record<string, BodyRule>>;
  /** Whether the block has a label, such as `provisioner "local-exec"`. @default false */
  readonly isLabelled?: boolean;
  /** Whether `dynamic` blocks can stand for blocks. @default false */
  readonly isDynamic?: boolean;
  /** @default arguments, then blocks, as they come */
  readonly layout?: BodyLayout;
}

export type Style = Reading | 'native';
