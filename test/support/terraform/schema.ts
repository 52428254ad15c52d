/** Provider schemas as Terraform's plugin protocol 6 knows them, in the shape that the stand-in providers work with. */

/** A type in Terraform's own JSON notation, such as `["list","string"]`. */
export type AttributeType =
  | 'string'
  | 'number'
  | 'bool'
  | 'dynamic'
  | readonly ['list' | 'set' | 'map', AttributeType]
  | readonly ['object', Readonly<Record<string, AttributeType>>];

export interface Attribute {
  readonly name: string;
  readonly type: AttributeType;
  /** Set for the attributes of newer providers that are written as an object or a list of objects with rules of their own. */
  readonly nested?: NestedAttributes;
  readonly required: boolean;
  readonly optional: boolean;
  readonly computed: boolean;
  readonly sensitive: boolean;
  /** Sent to the provider, kept neither in the plan nor in the state. */
  readonly writeOnly: boolean;
}

export interface NestedAttributes {
  readonly nesting: 'single' | 'list' | 'set' | 'map';
  readonly attributes: readonly Attribute[];
}

export interface NestedBlock {
  readonly name: string;
  readonly nesting: 'single' | 'list' | 'set';
  readonly block: Block;
  /** 0 or 1: the generated packages tell required from optional, no more. */
  readonly minItems: number;
  /** 0 is no limit. */
  readonly maxItems: number;
}

export interface Block {
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly NestedBlock[];
}

export type SchemaKind = 'resource' | 'data' | 'provider';
