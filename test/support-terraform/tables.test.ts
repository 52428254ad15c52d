import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROVIDER_ADDITIONS } from '../../src/clouds/replacement';
import { rulesOf } from '../../src/kernel/replacement';
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

/** Every type of a cloud that a golden topology has. */
function emittedTypes(): string[] {
  const golden = join(__dirname, '..', 'golden');
  const files = readdirSync(golden, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.tf'));
  const texts = files.map((path) => readFileSync(join(golden, path), 'utf8'));
  const named = texts.flatMap((text) =>
    [...text.matchAll(/^resource "((?:aws|google)_\w+)"/gm)].map(([, type]) => type!),
  );
  return [...new Set(named)].sort();
}

const { places } = PROVIDER_ADDITIONS;
const placeOf = (type: string): readonly string[] => places[type] ?? places[`${type.split('_')[0]}_*`] ?? [];

describe('the tables about the providers', () => {
  test.each(emittedTypes())(
    '%s takes from its provider what the schema lets it leave out, and moves by replacement',
    (type) => {
      const places = schemaOf(type).attributes.filter(
        (it) => ['project', 'region', 'zone'].includes(it.name) && it.optional,
      );
      expect(placeOf(type)).toEqual(places.map((it) => it.name).sort());
      const rules = rulesOf(forceNew, type);
      expect(placeOf(type).filter((name) => !rules.includes('*') && !rules.includes(name))).toEqual([]);
    },
  );

  test.each(types)('replacements of %s name what the schema has', (typeName) => {
    const block = schemaOf(typeName);
    const named = (forceNew[typeName] ?? [])
      .flatMap((rule) => rule.split(' if '))
      .filter((path) => path !== 'smaller' && path !== 'stated');
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
