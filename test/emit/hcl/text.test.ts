import { hclText } from '../../../src/kernel/text/hcl';
import { columns, escapeTemplateText, isBareKey, isPlainLines } from '../../../src/emit/hcl/text';

describe('text between quotes', () => {
  test.each([
    ['plain text, as it is: ~!#$%&()*+', 'plain text, as it is: ~!#$%&()*+'],
    ['"', '\\"'],
    ['\\', '\\\\'],
    ['a"b\\c"', 'a\\"b\\\\c\\"'],
    ['\n\r\t', '\\n\\r\\t'],
    ['\u0000\u0007\u001b\u007f', '\\u0000\\u0007\\u001b\\u007f'],
    ['\u00a0', '\\u00a0'],
    ['\u2028', '\\u2028'],
    ['\ufeff', '\\ufeff'],
    ['\ue000', '\\ue000'],
    ['\uffff', '\\uffff'],
    ['\u{e0001}', '\\U000e0001'],
    ['\u{10fffe}', '\\U0010fffe'],
    ['grün', 'grün'],
    ['\ud800x', '\ufffdx'],
    ['😀', '😀'],
    ['$${a} %%{b}', '$${a} %%{b}'],
  ])('%j is written %j', (text, written) => expect(escapeTemplateText(text)).toBe(written));
});

test('literal text has its openers doubled, and nothing else', () => {
  expect(hclText('${a} %{b} $ % { $$ $a{')).toBe('$${a} %%{b} $ % { $$ $a{');
  expect(hclText('$${a}')).toBe('$$${a}');
});

test('text can stand in a heredoc when each of its bytes can be seen there', () => {
  expect(['a\nb\n', 'a\n\tb\n', 'grün\n', ''].map(isPlainLines)).toEqual([true, true, true, true]);
  for (const text of ['a \nb\n', 'a\t\nb\n', 'a\r\nb\n', 'a\u200b\n', 'a\ud800\n', '\u00a0\n'])
    expect([text, isPlainLines(text)]).toEqual([text, false]);
});

test('a key goes without quotes when it is a plain name that is no word of the language', () => {
  expect(['a', '_a', 'Name', 'a-b_c9', 'fort', 'truth', 'endforx'].filter((key) => !isBareKey(key))).toEqual([]);
  const quoted = ['true', 'false', 'null', 'for', 'in', 'if', 'else', 'endif', 'endfor'];
  expect([...quoted, '', '9a', '-a', 'a.b', 'a b', 'é', 'a/b'].filter(isBareKey)).toEqual([]);
});

test('columns are what a reader sees: one for each character, whatever it is stored as', () => {
  expect(['', 'abc', '\t', 'grün', 'e\u0301', '😀', '👩‍👩‍👧', '日本'].map(columns)).toEqual([0, 3, 1, 4, 1, 1, 1, 2]);
});
