import type { AcceptedFindings } from '../../clouds/accepted-findings';
import type { BlockSchema } from './block-schema';
import { commentLine, type JsonObject, layoutComment } from './body';
import { explainFindings } from './findings';
import { BLANK, type Line, printLines } from './line';
import { readStack } from './stack-blocks';

/** A file of a stack's folder. */
export interface HclFile {
  /** Name of the file, such as `network.tf`. */
  readonly path: string;
  readonly text: string;
}

/** The file of a block, and the comment above it. */
export interface Placement {
  /** Name of the file without `.tf`. @default by kind: `main`, `data`, `remote-state`, `providers`, `outputs` ... */
  readonly file?: string | undefined;
  /** Comment without `#`; long lines are broken between words. @default none */
  readonly comment?: string | undefined;
  /** Findings of scanners that stay at the block, with the reasons. @default none */
  readonly findings?: AcceptedFindings | undefined;
}

export interface RenderOptions {
  /**
   * Returns the first line of a file, without `#`: its title, the spec that it comes from, a warning against edits by
   * hand.
   */
  readonly header: (path: string) => string;
  /**
   * Placements by address: `aws_vpc.main`, `data.aws_ami.kong`, `module.x`, `output.vpc_id`.
   * @default every block by its kind
   */
  readonly placement?: ReadonlyMap<string, Placement>;
  /**
   * Addresses in the order of their blocks within a file; those not named follow, in the JSON's order.
   * @default the JSON's order
   */
  readonly order?: readonly string[];
}

/**
 * Renders the synthesised JSON of one stack as files of HCL that mean the same: formatted as `terraform fmt` would,
 * sorted by path.
 *
 * @throws Error on a type that the schema lacks, and on anything that the JSON syntax does not allow
 */
export function renderStack(stack: JsonObject, schema: BlockSchema, options: RenderOptions): HclFile[] {
  const placement = options.placement ?? new Map<string, Placement>();
  const ranks = new Map((options.order ?? []).map((address, i) => [address, i]));
  const rank = (address: string): number => ranks.get(address) ?? Infinity;

  const files = new Map<string, { readonly address: string; readonly lines: Line[] }[]>();
  for (const { address, file, lines } of readStack(stack, schema)) {
    const placed = placement.get(address);
    const path = `${placed?.file ?? file}.tf`;
    const comment = placed?.comment === undefined ? [] : layoutComment(placed.comment);
    const blocks = files.get(path) ?? [];
    blocks.push({ address, lines: [...comment, ...explainFindings(lines, placed?.findings ?? {})] });
    files.set(path, blocks);
  }
  return [...files.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, blocks]) => {
      const sorted = blocks.toSorted((a, b) => compare(rank(a.address), rank(b.address)));
      const lines = sorted.flatMap((block) => [BLANK, ...block.lines]);
      return { path, text: printLines([commentLine(options.header(path)), ...lines]) };
    });
}

/** Compares ranks. Blocks without a rank keep their order, since the sort is stable. */
const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
