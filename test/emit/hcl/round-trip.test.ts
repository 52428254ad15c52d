import * as fc from 'fast-check';
import type { BlockSchema } from '../../../src/emit/hcl/block-schema';
import { renderStack } from '../../../src/emit/hcl/render-stack';
import { hclText } from '../../../src/kernel/text/hcl';
import type { Json } from '../../../src/kernel/json';
import { describeWithTerraform, withTerraform } from '../../support/terraform/terraform';
import { times } from '../../support/effort';

/** What the expressions in the values refer to; in a file of its own that both forms share. */
const WORLD = `locals {
  text = "a $\${b} \\"c\\" \\\\ d"
  yes  = true
  list = ["x", "y"]
  map  = { one = 1, two = "2" }
}
`;

const NO_BLOCKS: BlockSchema = { resource: {}, data: {}, provider: {} };

/**
 * Terraform itself reads each value twice, from its JSON syntax and from the HCL that is printed for it, and compares both:
 * as values, types included, and as JSON text, byte for byte. Returns what differs, and what `terraform fmt` would change.
 */
async function readBothWays(values: Iterable<Json>, defaults: Iterable<Json> = []): Promise<unknown[]> {
  const pairs: string[] = [];
  const stack = (side: string): Record<string, Json> => {
    const locals = [...values].map((value, i) => [`${side}_${i}`, value] as const);
    const variables = [...defaults].map((value, i) => [`${side}_${i}`, { default: value }] as const);
    const variable = variables.length === 0 ? {} : { variable: Object.fromEntries(variables) };
    return { locals: Object.fromEntries(locals), ...variable };
  };
  [...values].forEach((_, i) => pairs.push(`local.SIDE_${i}`));
  [...defaults].forEach((_, i) => pairs.push(`var.SIDE_${i}`));
  const both = pairs.map((pair) => [pair.replace('SIDE', 'json'), pair.replace('SIDE', 'hcl')] as const);
  const report = both.map(
    ([json, hcl]) => `{ equal = ${json} == ${hcl}, json = jsonencode(${json}), hcl = jsonencode(${hcl}) }`,
  );

  return withTerraform(async (tf) => {
    await tf.write('world.tf', WORLD);
    await tf.write('values.tf.json', JSON.stringify(stack('json'), null, 1));
    const files = renderStack(stack('hcl'), NO_BLOCKS, { header: () => 'Values' });
    for (const { path, text } of files) await tf.write(path, text);
    const { stdout: diff } = await tf.at().run(['fmt', '-check', '-diff', '-no-color'], [0, 3]);
    await tf.write('report.tf', `output "report" {\n  value = [\n${report.join(',\n')}\n]\n}\n`);
    await tf.at().run(['apply', '-auto-approve', '-input=false', '-no-color', '-lock=false']);
    const { stdout } = await tf.at().run(['output', '-json', 'report']);
    const read = JSON.parse(stdout) as { equal: boolean; json: string; hcl: string }[];
    expect(read).toHaveLength(pairs.length);
    const different = read.filter(({ equal, json, hcl }) => !equal || json !== hcl);
    return diff === '' ? different : [...different, diff];
  });
}

const torture: readonly Json[] = [
  ...[null, true, false, 0, -0, 1, -1, 0.1, -2.5, 1e21, 1e-7, -1.5e300, 5e-324, 2 ** 53, 123456789012345680000],
  ...[
    '',
    ' ',
    'plain',
    '0',
    'true',
    'null',
    'a "quoted" word',
    'back\\slash',
    'trailing \\',
    '\\n is no newline',
    '\\$${x}',
  ],
  ...[
    '$',
    '%',
    '$$',
    '%%',
    '$ {',
    '{',
    '}',
    '$}',
    '$${',
    '%%{',
    '$$${',
    '%%%{',
    '$$$${',
    '$%%{',
    '%$${',
    '$${~',
    '"$${"',
  ],
  ...[
    '$${escaped}',
    '%%{ escaped }',
    'a$',
    'a%',
    '$\n',
    '%\n{',
    '$${a}$${b}',
    '#{x}',
    '// no comment',
    '/* nor this */',
  ],
  ...[
    'one line',
    'one line\n',
    'no end\nof line',
    'two\nlines\n',
    '\n',
    '\n\n',
    '\n\n\n',
    ' indented\n  more\n',
    'a\n\nb\n',
  ],
  ...[
    'trailing blanks  \nhere\n',
    'tab\there\nand\t\n',
    'windows\r\nlines\r\n',
    'EOT\nEOT2\n',
    '  EOT\nx\n',
    'a\nEOT',
    '<<EOT\nx\nEOT\n',
  ],
  ...[
    '#!/bin/sh\nset -eu\necho "$HOME" > \'x\'\nprintf "%s\\n" "$${y}"\n',
    '$${a}\n%%{b}\n',
    '${local.text}\nand\n',
    'a ${local.text}\nb\n',
  ],
  ...[
    'é',
    'e\u0301',
    '日本語',
    '😀',
    '👨‍👩‍👧',
    '\u0000',
    '\u0001\u001f\u007f\u0085',
    '\u00a0\u2003',
    '\u200b\u200d\u202e\u2066',
    '\u2028\u2029',
  ],
  ...[
    '\ufeffbom',
    '\ufeff\ufeffboms',
    '\ufeff${local.list}',
    '\ufffe',
    '\u{10ffff}',
    '\ue000',
    '\ud800',
    'x\udc00y',
    'soft\u00adhyphen\nnext\n',
  ],
  ...[
    '${local.text}',
    '${ local.text }',
    '${~ local.text ~}',
    ' ${local.text} ',
    '${local.text}${local.text}',
    '$${local.text}',
    '$$${local.text}',
  ],
  ...[
    '${"${local.text}"}',
    '${"a${"b${local.text}"}c"}',
    '${"$${x} %%{y} \\" \\\\ \\u00e9"}',
    '${local.list}',
    '${local.list[0]}',
    '${local.map["one"]}',
  ],
  ...[
    '${local.list[*]}',
    '${local.yes ? "y" : "n"}',
    '${!local.yes}',
    '${-1}',
    '${1-2}',
    '${(1+2)*3}',
    '${local.yes&&1<2||!local.yes}',
    '${5%3}',
  ],
  ...[
    '${[for x in local.list:upper(x) if x!="y"]}',
    '${{for k,v in local.map:k=>"${v}!"}}',
    '${{for x in local.list:x=>x...}}',
    '${[]}',
    '${{}}',
    '${null}',
  ],
  ...[
    '${{"a":1,"b-c":2,"d e":3,(local.list[0]):4,"${local.list[1]}":5}}',
    '${{\n a = 1\n b = "2",\n c = [\n1,\n2\n]\n}}',
    '${[\n1, # one\n2, /* two */\n]}',
  ],
  ...[
    '%{ if local.yes }yes%{ else }no%{ endif }',
    'a\n$ ${~ local.text ~} \n b',
    'a\n  ${~ local.text ~}\n  b',
    ' \n ${~ local.text ~} \n ',
    '%{~ for x in local.list ~}\n${x},\n%{~ endfor ~}\nend\n',
    '${jsonencode({"Version"="2012-10-17","a"=["${local.text}"]})}',
  ],
  ...[
    '${join(",",["${local.list[0]}","${local.yes?"a":"b"}"])}',
    '${replace("%%{x}$", "x", "%%{")}',
    '${merge(local.map, {"three" = 3}, {"four" = ' + `"${'4'.repeat(90)}"})}`,
  ],
  ...[
    '${replace(' + `"${'a'.repeat(60)}", "${'b'.repeat(60)}"` + ', "c")}',
    '${local.yes ? ["' + 'y'.repeat(70) + '", "z"] : ["' + 'n'.repeat(70) + '"]}',
  ],
  ...[
    [],
    {},
    [[]],
    [{}],
    [[[1]]],
    [null],
    ['a'],
    ['a', 1, true, null],
    [1.5, -1, 0],
    ['multi\nline\n', 'x'],
    ['a'.repeat(70), 'b'.repeat(70)],
  ],
  ...[
    [{ a: 1 }],
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, 'x', []],
    [[{ a: 1 }]],
    [['a'.repeat(60)], ['b'.repeat(60)]],
    [{}, {}],
  ],
  { a: 1, long_name: 'x', b: { c: { d: [] } }, after: false },
  { text: 'a\nb\n', short: 1, 'other text': 'c\nd\n', z: [{ y: 'e\nf\n', x: 2 }] },
  {
    for: 1,
    in: 2,
    if: 3,
    true: 4,
    null: 5,
    _: 6,
    'a-b': 7,
    'a.b': 8,
    '1': 9,
    'with space': 10,
    '': 11,
    '"': 12,
    '\\': 13,
    '//': 14,
  },
  {
    '$${a}': 1,
    '%%{b}': 2,
    '${local.text}': 3,
    'x-${local.text}': 4,
    '${1}': 5,
    'new\nline': 6,
    é: 7,
    日本: 8,
    '👨‍👩‍👧': 9,
    kubernetes: 10,
  },
  { 'kubernetes.io/role/elb': '1', Name: '${local.text}', zero: 0, off: false, none: null, empty: '' },
];

const literals: readonly Json[] = [
  ...[
    '',
    '${x}',
    '%{x}',
    '$${x}',
    '%%{x}',
    '$$${x}',
    '$',
    '$$',
    '${',
    '%{',
    '${"',
    '}',
    '"\\',
    'a\nb\n',
    '${a}\n%{b}\n',
    '😀\u0000',
  ],
  ...[0, false, null, [], {}, ['${x}', '$${y}'], { '${x}': '${y}', '$${x}': 1, 'a b': '%{' }, [{ a: ['${'] }]],
];

/** Pieces that mean something to HCL, and letters between them. */
const piece = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...'$%{}~"\\#/*<>=,.-_ \n\t',
      '\r\n',
      'EOT',
      'EOT\n',
      '<<EOT\n',
      '\n\n',
      '$$',
      '\\u0041',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('\u0000', '\u001b', '\u200b', '\u202e', '\u2028', 'é', 'e\u0301', '😀', '👨‍👩‍👧', '\ufeff'),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
);
const rawText = fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join(''));

const sequence = fc.constantFrom(
  ...[
    '${local.text}',
    '${local.list[1]}',
    '${upper("x")}',
    '${"}"}',
    '${local.yes?"y":"n"}',
    '${~local.text~}',
    '${local.map.two}',
  ],
  ...['%{ if local.yes }y%{ else }n%{ endif }', '%{ for x in local.list }${x} %{ endfor }'],
);
/** Templates: literal text, escaped as the JSON syntax asks, with sequences in it. */
const template = fc
  .array(
    fc.oneof(
      rawText.map((text): string => hclText(text)),
      sequence,
    ),
    { maxLength: 5 },
  )
  .map(joinTemplates);

/** What would join to an opener or an escape of its own is kept apart. */
function joinTemplates(parts: readonly string[]): string {
  return parts.reduce(
    (text, part) => (/[$%]$/.test(text) && /^[$%{]/.test(part) ? `${text} ${part}` : text + part),
    '',
  );
}

const number = fc.oneof(
  fc.integer(),
  fc.double({ noDefaultInfinity: true, noNaN: true }),
  fc.constantFrom(0, -0, 1e21, -1e-7),
);
/** Names without pieces that Terraform would take for the same name: sequences, and letters written in two ways. */
const name = fc.oneof(
  fc.constantFrom(
    'for',
    'null',
    'true',
    'a-b',
    'a.b',
    'a b',
    '0',
    '',
    '$${x}',
    '%%{y}',
    '日本',
    '"',
    'new\nline',
    '${local.text}',
    'x${local.text}',
  ),
  fc.string({ unit: 'grapheme-ascii', maxLength: 12 }).map((text): string => hclText(text)),
);
const { value: jsonValue } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    template,
    number,
    fc.constantFrom(null, true, false),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(name, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
}));

/** Expressions as lists of tokens, of each type, such that Terraform can evaluate them. */
const grammar = fc.letrec<Record<'num' | 'bool' | 'str' | 'list' | 'object', readonly string[]>>((tie) => {
  const sequenceOf = (...parts: (string | fc.Arbitrary<readonly string[]>)[]): fc.Arbitrary<readonly string[]> =>
    fc
      .tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant([part]) : part)))
      .map((each) => each.flat());
  const oneOf = (...words: string[]): fc.Arbitrary<readonly string[]> =>
    fc.constantFrom(...words).map((word) => [word]);
  const parted = (item: fc.Arbitrary<readonly string[]>): fc.Arbitrary<readonly string[]> =>
    fc.array(item, { maxLength: 4 }).map((items) => items.flatMap((each) => [...each, ',']).slice(0, -1));
  const [num, bool, str, list, object] = [tie('num'), tie('bool'), tie('str'), tie('list'), tie('object')];
  const any = fc.oneof(num, bool, str, list, object);
  return {
    num: fc.oneof(
      { maxDepth: 4 },
      oneOf('0', '1', '2.50', '3e2', '12345678901234567890', 'local.map.one'),
      sequenceOf('-', num),
      sequenceOf('(', num, oneOf('+', '-', '*'), num, ')'),
      sequenceOf(num, oneOf('%', '/'), '7'),
      sequenceOf('length', '(', list, ')'),
      sequenceOf('(', bool, '?', num, ':', num, ')'),
    ),
    bool: fc.oneof(
      { maxDepth: 4 },
      oneOf('true', 'false', 'local.yes'),
      sequenceOf('!', '(', bool, ')'),
      sequenceOf('(', num, oneOf('<', '<=', '>', '>=', '==', '!='), num, ')'),
      sequenceOf('(', bool, oneOf('&&', '||'), bool, ')'),
    ),
    str: fc.oneof(
      { maxDepth: 4 },
      oneOf(
        '"x"',
        '"a b"',
        '"$${c}"',
        '"\\"\\\\\\n"',
        'local.text',
        'local . list [ 0 ]',
        'local.map["two"]',
        '"${local.text}"',
        '"a${1+-2}b"',
      ),
      sequenceOf('upper', '(', str, ')'),
      sequenceOf('join', '(', '", "', ',', 'local.list', '[', '*', ']', ')'),
      sequenceOf('"${', str, '}"'),
      sequenceOf('"${', str, '}${', num, '}"'),
      sequenceOf('"%{', 'if', bool, '}', 'y', '%{', 'else', '}', 'n', '%{', 'endif', '}"'),
    ),
    list: fc.oneof(
      { maxDepth: 3 },
      sequenceOf('[', parted(any), ']'),
      sequenceOf('[', 'for', 'x', 'in', list, ':', 'x', 'if', bool, ']'),
      sequenceOf(
        '[',
        'for',
        'i',
        ',',
        'x',
        'in',
        'local.list',
        ':',
        '{',
        'i',
        '=',
        'i',
        ',',
        '"x"',
        ':',
        'x',
        '}',
        ']',
      ),
      sequenceOf('concat', '(', 'local.list', ',', list, ')'),
    ),
    object: fc.oneof(
      { maxDepth: 3 },
      sequenceOf('{', 'a', '=', any, ',', '"b-c"', ':', any, ',', '"d e"', '=', any, '}'),
      sequenceOf('{', '(', str, ')', '=', any, '}'),
      sequenceOf('{', 'for', 'k', ',', 'v', 'in', 'local.map', ':', '"${k}!"', '=>', any, '}'),
      sequenceOf('merge', '(', object, ',', '{', '"${local.list[1]}"', '=', num, '}', ')'),
    ),
  };
});

const expression = fc
  .tuple(
    fc.oneof(grammar.num, grammar.bool, grammar.str, grammar.list, grammar.object),
    fc.array(fc.constantFrom('', '', ' ', '  '), { minLength: 29, maxLength: 29 }),
  )
  .map(([tokens, spaces]) => `\${${withSpaces(tokens, spaces)}}`);

/** Blanks at random, and where two tokens would run into one. */
function withSpaces(tokens: readonly string[], spaces: readonly string[]): string {
  return tokens.reduce((text, token, i) => {
    const wouldJoin = /[\w.]$/.test(text) && /^[\w-]/.test(token);
    return text + (wouldJoin ? ' ' : (spaces[i % spaces.length] ?? '')) + token;
  }, '');
}

describeWithTerraform('a value means the same in HCL as in JSON', () => {
  test('every kind of value that can be met', async () => {
    expect(await readBothWays(torture, literals)).toEqual([]);
  });

  test('random values, and random text where no expression is allowed', async () => {
    // One run of Terraform for all of them, so without fast-check's shrinking; what differs is shown with the seed.
    const seed = Date.now();
    const sampled = { seed, numRuns: times(400) };
    const different = await readBothWays(fc.sample(jsonValue, sampled), fc.sample(rawText, sampled));
    expect({ seed, different }).toEqual({ seed, different: [] });
  });

  test('random expressions', async () => {
    const seed = Date.now();
    const different = await readBothWays(fc.sample(expression, { seed, numRuns: times(300) }));
    expect({ seed, different }).toEqual({ seed, different: [] });
  });

  test('a difference would be found', async () => {
    await expect(readBothWays(['${local.nowhere}'])).rejects.toThrow('local value with the name "nowhere"');
  });
});
