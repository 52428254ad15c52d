import { alignAssignments, printLines } from '../../../src/emit/hcl/line';
import { layoutValue, printLabel, type Reading } from '../../../src/emit/hcl/value';
import type { Json } from '../../../src/kernel/json';

const ROOM = 90;

/** What stands to the right of `x = `. */
function print(value: Json, reading: Reading = 'template'): string {
  const text = printLines(alignAssignments([{ name: 'x', value: layoutValue(value, reading, ROOM) }]));
  return text.replace(/^x = /, '').replace(/\n$/, '');
}

const lines = (...each: string[]): string => each.join('\n');

describe('a string', () => {
  test.each([
    ['', '""'],
    ['plain', '"plain"'],
    ['say "hi" \\ there', '"say \\"hi\\" \\\\ there"'],
    ['tab\tand\r', '"tab\\tand\\r"'],
    ['$HOME 100% {}', '"$HOME 100% {}"'],
    ['$${kept} %%{kept}', '"$${kept} %%{kept}"'],
    ['bell\u0007, turned\u202e, joined\u200b', '"bell\\u0007, turned\\u202e, joined\\u200b"'],
    ['grün 日本 😀', '"grün 日本 😀"'],
    ['\ud800', '"\ufffd"'],
  ])('%j is %s', (value, hcl) => {
    expect(print(value)).toBe(hcl);
  });

  test('where no expression is allowed has its openers escaped', () => {
    expect(print('${x} $${y} %{z}', 'literal')).toBe('"$${x} $$${y} %%{z}"');
    expect(print({ '${x}': '${y}' }, 'literal')).toBe(lines('{', '  "$${x}" = "$${y}"', '}'));
  });

  test('of lines that end in a line end is a heredoc', () => {
    expect(print('#!/bin/sh\necho "$HOME"\n')).toBe(lines('<<EOT', '#!/bin/sh', 'echo "$HOME"', 'EOT'));
  });

  test('in a heredoc with its own marker gets another marker', () => {
    expect(print('a\n  EOT\nb\n')).toBe(lines('<<EOT2', 'a', '  EOT', 'b', 'EOT2'));
  });

  test.each([
    ['no line end at the end', 'a\nb', '"a\\nb"'],
    ['a single line', 'a\n', '"a\\n"'],
    ['blanks at the end of a line', 'a \nb\n', '"a \\nb\\n"'],
    ['line ends of Windows', 'a\r\nb\r\n', '"a\\r\\nb\\r\\n"'],
    ['something unseen', 'a\u200b\nb\n', '"a\\u200b\\nb\\n"'],
  ])('with %s stays in quotes', (_, value, hcl) => {
    expect(print(value)).toBe(hcl);
  });
});

describe('an interpolation', () => {
  test.each([
    ['${aws_vpc.main.id}', 'aws_vpc.main.id'],
    ['${ aws_vpc.main.id }', 'aws_vpc.main.id'],
    ['${aws_subnet.a[0].id}', 'aws_subnet.a[0].id'],
    ['a-${var.x}', '"a-${var.x}"'],
    ['${var.x}${var.y}', '"${var.x}${var.y}"'],
    ['${file("${path.module}/files/a.yaml")}', 'file("${path.module}/files/a.yaml")'],
    ['${"${var.x}"}', 'var.x'],
    ['${join(",",["${var.x}","${var.a?1:2}"])}', 'join(",", [var.x, (var.a ? 1 : 2)])'],
    ['${a+b*-1}', 'a + b * -1'],
    ['${!a&&b!=c}', '!a && b != c'],
    ['${[for k,v in x:v if v!=""]}', '[for k, v in x : v if v != ""]'],
    ['${{for k,v in x:k=>v}}', '{ for k, v in x : k => v }'],
    ['${{"a":1,"b c"=2,"${var.k}"=3}}', '{ a = 1, "b c" = 2, (var.k) = 3 }'],
    ['${provider::aws::arn_parse(x)}', 'provider::aws::arn_parse(x)'],
    ['%{if a}x%{endif}', '"%{if a}x%{endif}"'],
    ['${f(x...)}', 'f(x...)'],
    ['${a.*.b}', 'a.*.b'],
    ['${a /* why */ + b}', 'a + b'],
  ])('%s is %s', (value, hcl) => {
    expect(print(value)).toBe(hcl);
  });

  test('too long for its line is broken where it is widest', () => {
    const policy =
      '{"Version"="2012-10-17","Statement"=[{"Effect"="Allow","Action"=["s3:GetObject","s3:PutObject"],"Resource"="*"}]}';
    expect(print(`\${jsonencode(${policy})}`)).toBe(
      lines(
        'jsonencode({',
        '  Version = "2012-10-17"',
        '  Statement = [{',
        '    Effect   = "Allow"',
        '    Action   = ["s3:GetObject", "s3:PutObject"]',
        '    Resource = "*"',
        '  }]',
        '})',
      ),
    );
    const arguments_ = '"${path.module}/files/kong.sh.tftpl",{address=aws_instance.cassandra_1.private_ip,name="kong"}';
    expect(print(`\${base64encode(templatefile(${arguments_}))}`)).toBe(
      lines(
        'base64encode(templatefile("${path.module}/files/kong.sh.tftpl", {',
        '  address = aws_instance.cassandra_1.private_ip',
        '  name    = "kong"',
        '}))',
      ),
    );
    const long = (letter: string): string => `"${letter.repeat(50)}"`;
    expect(print(`\${join(${long('a')},${long('b')})}`)).toBe(lines('join(', `  ${long('a')},`, `  ${long('b')}`, ')'));
  });

  test.each(['${', 'a ${b', '${"x}', '%{ if', '${a `b`}'])('that is not HCL is refused: %s', (value) => {
    expect(() => print(value)).toThrow(/^not HCL: /);
  });

  test('with a heredoc in it is refused', () => {
    expect(() => print('${<<EOT\na\nEOT\n}')).toThrow('a heredoc inside an interpolation');
  });
});

describe('other values', () => {
  test.each([
    [null, 'null'],
    [true, 'true'],
    [0, '0'],
    [-0, '0'],
    [-1.5, '-1.5'],
    [1e21, '1e+21'],
    [4200000001, '4200000001'],
    [[], '[]'],
    [{}, '{}'],
    [[1, 'a', false, null], '[1, "a", false, null]'],
    [[[], [{}]], '[[], [{}]]'],
    [[{}, {}, 1], '[{}, {}, 1]'],
  ])('%j is %s', (value, hcl) => {
    expect(print(value as Json)).toBe(hcl);
  });

  test('what is no number is refused', () => {
    expect(() => print(NaN)).toThrow('NaN is no number');
  });

  test('a list too long for its line has a line for each item', () => {
    const [a, b] = ['a'.repeat(45), 'b'.repeat(45)];
    expect(print([a, b])).toBe(lines('[', `  "${a}",`, `  "${b}",`, ']'));
  });

  test('objects stand on lines of their own, with their signs in one column', () => {
    expect(print({ Name: 'a', 'kubernetes.io/role': 'b', for: { x: [] }, zz: 1, 'a-b': 2 })).toBe(
      lines(
        '{',
        '  Name                 = "a"',
        '  "kubernetes.io/role" = "b"',
        '  "for" = {',
        '    x = []',
        '  }',
        '  zz  = 1',
        '  a-b = 2',
        '}',
      ),
    );
  });

  test('a list of objects', () => {
    expect(print([{ a: 1 }])).toBe(lines('[{', '  a = 1', '}]'));
    expect(print([{ a: 1 }, { a: 2 }])).toBe(lines('[', '  {', '    a = 1', '  },', '  {', '    a = 2', '  },', ']'));
  });

  test('a column is what a reader sees, not what is stored', () => {
    expect(print({ 'e\u0301 e\u0301': 1, abc: 2 })).toBe(lines('{', '  "e\u0301 e\u0301" = 1', '  abc   = 2', '}'));
  });
});

describe('room on a line', () => {
  const list = (room: number, value: Json): string[] => layoutValue(value, 'template', room).map(({ text }) => text);

  test('a list stays on its line as long as it fits, to the last column', () => {
    expect(list(10, ['abc', 1])).toEqual(['["abc", 1]']);
    expect(list(9, ['abc', 1])).toEqual(['[', '"abc",', '1,', ']']);
  });

  test('what stands inside has less room by its indent and by the signs around it', () => {
    const call = '${f(aaaa, bbbb)}';
    // `f(aaaa, bbbb)` takes 13 columns; two go to the indent and one to the comma.
    expect(list(16, [call, 'cccccccccc'])).toEqual(['[', 'f(aaaa, bbbb),', '"cccccccccc",', ']']);
    expect(list(15, [call, 'cccccccccc'])).toEqual(['[', 'f(', 'aaaa,', 'bbbb', '),', '"cccccccccc",', ']']);
    // Two go to the indent, and three to the sign between name and value.
    expect(list(19, { a: call })).toEqual(['{', 'a = f(aaaa, bbbb)', '}']);
    expect(list(18, { a: call })).toEqual(['{', 'a = f(', 'aaaa,', 'bbbb', ')', '}']);
    expect(list(21, [{ a: call }])).toEqual(['[{', 'a = f(aaaa, bbbb)', '}]']);
    expect(list(20, [{ a: call }])).toEqual(['[{', 'a = f(', 'aaaa,', 'bbbb', ')', '}]']);
  });

  test('a list of one text has a line for it where it does not fit', () => {
    expect(list(5, ['abcdef'])).toEqual(['[', '"abcdef",', ']']);
    expect(list(5, [null])).toEqual(['[', 'null,', ']']);
  });

  test('a list in a list goes by the same rule', () => {
    expect(list(5, [['abc', 'def']])).toEqual(['[[', '"abc",', '"def",', ']]']);
    expect(list(90, [['abc', { a: 1 }], 2])).toEqual(['[', '[', '"abc",', '{', 'a = 1', '},', '],', '2,', ']']);
  });
});

describe('texts at their edges', () => {
  test.each([
    ['\ufeffplain', '"plain"'],
    ['\ufeff', '""'],
    ['${var.a}\n', '"${var.a}\\n"'],
    ['a${"b\\nc"}', '"a${"b\\nc"}"'],
    ['${a}"${b}', '"${a}\\"${b}"'],
  ])('%j is %s', (value, hcl) => expect(print(value)).toBe(hcl));

  test('a byte order mark stays where text is read as it stands', () => {
    expect(print('\ufeffplain', 'literal')).toBe('"\\ufeffplain"');
  });

  test('a heredoc keeps expressions, and takes lines of its own text alone for line ends', () => {
    expect(print('a ${var.x}\nb\n')).toBe(lines('<<EOT', 'a ${var.x}', 'b', 'EOT'));
    expect(print('${var.x}\n\n')).toBe(lines('<<EOT', '${var.x}', '', 'EOT'));
    expect(print('a\n${var.x}')).toBe('"a\\n${var.x}"');
  });

  test('a heredoc takes the first marker that is free', () => {
    expect(print('EOT\nEOT2\nb\n')).toBe(lines('<<EOT3', 'EOT', 'EOT2', 'b', 'EOT3'));
    expect(print('EOTX\nb\n')).toBe(lines('<<EOT', 'EOTX', 'b', 'EOT'));
  });

  test('a property that is not there has no line', () => {
    expect(print({ a: undefined, b: 1 } as unknown as Json)).toBe(lines('{', '  b = 1', '}'));
    expect(print({ a: undefined } as unknown as Json)).toBe('{}');
  });

  test('a key is bare, quoted or an expression in brackets', () => {
    expect(print({ a: 1 })).toBe(lines('{', '  a = 1', '}'));
    expect(print({ 'a b': 1 })).toBe(lines('{', '  "a b" = 1', '}'));
    expect(print({ '${var.k}': 1 })).toBe(lines('{', '  (var.k) = 1', '}'));
    expect(print({ 'a${var.k}': 1 })).toBe(lines('{', '  "a${var.k}" = 1', '}'));
  });

  test('a label is quoted, and never read as a template', () => {
    expect(printLabel('main')).toBe('"main"');
    expect(printLabel('a"${b}')).toBe('"a\\"$${b}"');
    expect(printLabel('')).toBe('""');
  });
});
