import { forceNew } from '../support/terraform/force-new';
import type { ProviderName } from '../support/terraform/provider-source';
import { changedPaths } from '../support/terraform/replacement';
import type { Block } from '../support/terraform/schema';
import { findSchema } from '../support/terraform/schemas';
import { sensitiveAttributes } from '../support/terraform/sensitive-attributes';

function schemaOf(typeName: string): Block {
  const provider = typeName.split('_')[0] as ProviderName;
  const block = findSchema(provider, 'resource', typeName) ?? findSchema(provider, 'data', typeName);
  if (!block) throw new Error(`the provider has no ${typeName}`);
  return block;
}

/** Whether a path such as `boot_disk.mode` leads to an attribute or a block. */
function leadsSomewhere(block: Block, path: string): boolean {
  const [name, ...rest] = path.split('.') as [string, ...string[]];
  const nested = block.blocks.find((each) => each.name === name);
  if (nested) return rest.length === 0 || leadsSomewhere(nested.block, rest.join('.'));
  return rest.length === 0 && block.attributes.some((each) => each.name === name);
}

const types = Object.keys(forceNew).filter((name) => !name.endsWith('_*'));

describe('the tables about the providers', () => {
  test.each(types)('replacements of %s name what the schema has', (typeName) => {
    const block = schemaOf(typeName);
    const named = (forceNew[typeName] ?? []).flatMap((rule) => rule.split(' if ')).filter((path) => path !== 'smaller');
    expect(named.filter((path) => path !== '*' && !leadsSomewhere(block, path))).toEqual([]);
  });

  test.each(Object.keys(sensitiveAttributes))('secrets of %s name what the schema has', (typeName) => {
    const block = schemaOf(typeName);
    expect((sensitiveAttributes[typeName] ?? []).filter((path) => !leadsSomewhere(block, path))).toEqual([]);
  });
});

describe('the paths that force a replacement', () => {
  const prior = { size: 10, flag: true, text: 'a', disk: [{ mode: 'a', id: 1 }], id: 'x' };

  test.each([
    [['text'], { ...prior, text: 'b' }, [[{ attribute_name: 'text' }]]],
    [['text'], { ...prior, size: 11 }, []],
    [['size if smaller'], { ...prior, size: 11 }, []],
    [['size if smaller'], { ...prior, size: 9 }, [[{ attribute_name: 'size' }]]],
    [['text if flag'], { ...prior, text: 'b', flag: false }, []],
    [['disk.mode'], { ...prior, disk: [{ mode: 'a', id: 2 }] }, []],
    [
      ['disk.mode'],
      { ...prior, disk: [{ mode: 'b', id: 1 }] },
      [[{ attribute_name: 'disk' }, { element_key_int: 0 }, { attribute_name: 'mode' }]],
    ],
    [['disk.mode'], { ...prior, disk: [] }, [[{ attribute_name: 'disk' }]]],
    [['*'], { ...prior, id: 'y' }, []],
    [['*'], { ...prior, flag: false }, [[{ attribute_name: 'flag' }]]],
  ])('%j', (rules, planned, expected) => {
    expect(changedPaths({ aws_vpc: rules }, 'aws_vpc', prior, planned)).toEqual(expected);
  });

  test('hold for every type of a provider', () => {
    const paths = changedPaths({ 'aws_*': ['text'] }, 'aws_vpc', prior, { ...prior, text: 'b' });
    expect(paths).toEqual([[{ attribute_name: 'text' }]]);
    expect(changedPaths({ 'aws_*': ['text'] }, 'google_dns_policy', prior, { ...prior, text: 'b' })).toEqual([]);
  });
});
