import { fillTemplate, holes } from '../../src/kernel/template';
import { commentText } from '../../src/kernel/text/comment';
import { shell, shellLines, shellWord } from '../../src/kernel/text/shell';
import { yamlText } from '../../src/kernel/text/yaml';

const templates = {
  'a.sh': '# For {{who}}.\nport={{port}}\nname={{name}} {{port}} ${left_alone} {{ not a hole }}\n',
  run: '#!/bin/bash\nrun {{port}}\n',
  'a.txt': '{{port}}\n',
};
const who = { who: commentText('us-east') };

function filled(values: Parameters<typeof holes<'shell'>>[1], comments: Parameters<typeof holes>[2] = who): string {
  return fillTemplate(templates, 'a.sh', holes('shell', values, comments));
}

test('every hole is filled, and what is no hole stays', () => {
  expect(filled({ port: 1, name: shellWord('x') })).toBe(
    '# For us-east.\nport=1\nname=x 1 ${left_alone} {{ not a hole }}\n',
  );
});

test('a value with a dollar sign or a hole is taken as it is', () => {
  expect(filled({ port: 1, name: shellWord("$&$1'{{who}}") })).toContain("name='$&$1'\\''{{who}}' 1");
});

test('a hole without a value, a value without a hole and a template that is not there are bugs', () => {
  expect(() => filled({ port: 1 })).toThrow('has a hole name that nothing fills');
  expect(() => filled({ port: 1, name: shell`x`, more: 2 })).toThrow('has no hole for more');
  expect(() => filled({ port: 1, name: shell`x` }, { ...who, other: commentText('') })).toThrow(
    'has no hole for other',
  );
  expect(() => fillTemplate(templates, 'b.sh', holes('shell', {}))).toThrow('no template named b.sh');
});

test('words of a comment stay behind its sign, and a value does not end one', () => {
  expect(() => filled({ port: 1 }, { ...who, name: commentText('rm -rf /') })).toThrow('has name outside of a comment');
  expect(() => filled({ port: 1, name: shell`x`, who: shellLines([shell`a`, shell`b`]) }, {})).toThrow(
    'who would end a comment',
  );
});

test('a template is filled in its own language alone, which its name or its first line tells', () => {
  expect(fillTemplate(templates, 'run', holes('shell', { port: 1 }))).toBe('#!/bin/bash\nrun 1\n');
  expect(() => fillTemplate(templates, 'run', holes('yaml', { port: yamlText('1') }))).toThrow('is not in yaml');
  expect(() => fillTemplate(templates, 'a.txt', holes('shell', { port: 1 }))).toThrow('is not in shell');
});

test('raw words fit into no hole and into no other language', () => {
  const raw: string = '$(reboot)';
  // @ts-expect-error a plain string
  holes('shell', { name: raw });
  // @ts-expect-error a word of another language
  holes('shell', { name: yamlText(raw) });
  // @ts-expect-error words of a comment, which would be live elsewhere
  holes('shell', { name: commentText(raw) });
  // @ts-expect-error a plain string in a comment
  holes('shell', {}, { who: raw });
  holes('shell', { name: shellWord(raw) }, { who: commentText(raw) });
});
