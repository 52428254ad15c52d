import type { Attribute, Block } from './schema';

const blockNesting = { single: 1, list: 2, set: 3 } as const;
const attributeNesting = { single: 1, list: 2, set: 3, map: 4 } as const;

/** Encodes a schema for protocol 6. */
export const schemaMessage = (block: Block): object => ({ version: 0, block: blockMessage(block) });

function blockMessage(block: Block): object {
  return {
    version: 0,
    attributes: block.attributes.map(attributeMessage),
    block_types: block.blocks.map((nested) => ({
      type_name: nested.name,
      block: blockMessage(nested.block),
      nesting: blockNesting[nested.nesting],
      min_items: nested.minItems,
      max_items: nested.maxItems,
    })),
  };
}

function attributeMessage(attribute: Attribute): object {
  const { name, type, nested, required, optional, computed, sensitive, writeOnly } = attribute;
  const shape = nested
    ? {
        nested_type: { attributes: nested.attributes.map(attributeMessage), nesting: attributeNesting[nested.nesting] },
      }
    : { type: Buffer.from(JSON.stringify(type)) };
  return { name, ...shape, required, optional, computed, sensitive, write_only: writeOnly };
}
