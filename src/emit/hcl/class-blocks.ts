import type { BlockTree } from './block-schema';

/**
 * Returns the blocks of a generated provider class. The class itself describes its arguments for cdktf's own HCL
 * output, in `synthesizeHclAttributes`, from the fields of an instance. Called on a stand-in on which every field is
 * set, that method describes every argument that the type can have, not just those that an instance uses.
 *
 * `isBlock` in that description means "has members", no more. Blocks are, of those,
 * - one struct: only `timeouts`; the others are arguments of type object (`aws_s3tables_table_bucket`)
 * - one struct that Terraform keeps as a list: always
 * - a list of structs: those that accept a dynamic block; the others are arguments of type list(object), such as
 *   `aws_security_group.ingress`, which JSON too sets as arguments.
 */
export function blocksOfClass(construct: object): BlockTree {
  const prototype = Object.getPrototypeOf(construct) as GeneratedPrototype;
  const tree = knownTrees.get(prototype) ?? blocksOfPrototype(prototype);
  knownTrees.set(prototype, tree);
  return tree;
}

/** The tree of each class is kept: a class answers the same each time, and most classes are used by several stacks. */
const knownTrees = new WeakMap<GeneratedPrototype, BlockTree>();

function blocksOfPrototype({ synthesizeHclAttributes }: GeneratedPrototype): BlockTree {
  const describe = (dynamicDepth?: number): Description => synthesizeHclAttributes.call(standIn(0, dynamicDepth));
  const all = describe();
  return readTree(
    all,
    Array.from({ length: listDepthOf(all) }, (_, i) => describe(i + 1)),
  );
}

interface GeneratedPrototype {
  synthesizeHclAttributes(this: unknown): Description;
}

type Description = Readonly<Record<string, Entry>>;

interface Entry {
  readonly value: unknown;
  readonly isBlock: boolean;
  readonly type: string;
}

/** cdktf marks dynamic expressions and dynamic blocks by these symbols. */
const DYNAMIC_EXPRESSION = Symbol.for('cdktf/TerraformDynamicExpression');
const DYNAMIC_BLOCK = Symbol.for('cdktf/TerraformDynamicBlock');

/**
 * Makes a value that acts as a list, a struct and an element at once, and whose every field is another such value.
 *
 * @param depth number of structs above it
 * @param dynamicDepth depth at which it acts as a dynamic expression: a list of blocks then becomes a dynamic block
 */
function standIn(depth: number, dynamicDepth: number | undefined): unknown {
  const self: unknown = new Proxy([], {
    get: (_, name) => {
      if (typeof name === 'symbol') return undefined;
      if (name === 'map') return (change: (element: unknown) => unknown) => [change(self)];
      if (name === 'length') return 1;
      // A list's first element, and the value behind a getter, have the same depth as the list itself.
      return name === '0' || name === 'internalValue' ? self : standIn(depth + 1, dynamicDepth);
    },
    has: (_, name) => name === DYNAMIC_EXPRESSION && depth === dynamicDepth,
  });
  return self;
}

const isList = (value: unknown): value is readonly Description[] => Array.isArray(value);

/** Returns the description of the members of an entry, or undefined for a plain value. */
function membersOf({ value, isBlock }: Entry): Description | undefined {
  if (!isBlock || typeof value !== 'object' || value === null) return undefined;
  return isList(value) ? value[0] : (value as Description);
}

/** Returns the depth of the deepest list with members: only lists have to be told apart from blocks. */
function listDepthOf(description: Description): number {
  const depths = Object.values(description).map((entry) => {
    const members = membersOf(entry);
    const below = members ? listDepthOf(members) : 0;
    return below > 0 || (members && isList(entry.value)) ? 1 + below : 0;
  });
  return Math.max(0, ...depths);
}

/**
 * Returns the blocks of a description.
 *
 * @param probes the same description, with dynamic expressions in place of the lists at this depth and at each below it
 */
function readTree(description: Description, probes: readonly (Description | undefined)[]): BlockTree {
  const [here, ...deeper] = probes;
  const blocks = Object.entries(description).flatMap(([name, entry]) => {
    const members = membersOf(entry);
    if (!members || !isBlock(name, entry, here?.[name])) return [];
    const inner = deeper.map((probe) => (probe?.[name] ? membersOf(probe[name]) : undefined));
    return [[name, readTree(members, inner)] as const];
  });
  return Object.fromEntries(blocks);
}

function isBlock(name: string, { type, value }: Entry, probed: Entry | undefined): boolean {
  if (type === 'struct') return name === 'timeouts';
  if (type === 'map') return false;
  return !isList(value) || isDynamicBlock(probed?.value);
}

const isDynamicBlock = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && DYNAMIC_BLOCK in value;
