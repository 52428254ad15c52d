import { execFileSync, spawnSync } from 'node:child_process';
import { parse } from 'yaml';
import { printable } from '../../../src/kernel/printable';
import { commentText } from '../../../src/kernel/text/comment';
import { DOMParser } from '@xmldom/xmldom';
import { htmlProgram, htmlText, markup } from '../../../src/kernel/text/html';
import { hclText } from '../../../src/kernel/text/hcl';
import { markdownCode, markdownComment, markdownText } from '../../../src/kernel/text/markdown';
import { mermaidLabel } from '../../../src/kernel/text/mermaid';
import { nftRange } from '../../../src/kernel/text/nftables';
import { propertiesValue } from '../../../src/kernel/text/properties';
import { shell, shellBraced, shellQuoted, shellWord, shellWords } from '../../../src/kernel/text/shell';
import { systemdWord } from '../../../src/kernel/text/systemd';
import { literal, userText, type Text } from '../../../src/kernel/text/text';
import { xmlText } from '../../../src/kernel/text/xml';
import { yamlQuoted, yamlText } from '../../../src/kernel/text/yaml';

/** Words that some language or other takes for its own. */
const HOSTILE = [
  '',
  ' ',
  'plain',
  "it's",
  '$(reboot) `reboot` ${HOME} $HOME %{x} %{ if true }a%{ endif } $${a}',
  '"; reboot; "',
  'a\nb: live\r\n- c',
  '\ttab \u0007 \u001b[31m \u0085 \u2028 \u202e \ufeff',
  'yes',
  'NULL',
  '1.5',
  '0x10',
  '2026-01-01',
  '- a',
  '# a',
  'a: b',
  'a #b',
  '{{hole}}',
  '{a,b} [c] *d _e_ !f ~g |h|',
  '-->',
  '<script>&amp;</script>',
  '`',
  '``a`',
  '\\',
  'a\\nb\\',
  '%n %% $$ %',
  'ünïcödé 😀 漢',
];

describe('shell', () => {
  test.each(HOSTILE)('%j is one word for bash', (words) => {
    const script = `printf '%s|' ${shellWord(words)} ${shellQuoted(words)} x`;
    expect(execFileSync('bash', ['-c', script], { encoding: 'utf8' })).toBe(`${words}|${words}|x|`);
    const assigned = `a=${shellWord(words)}; b=(${shellWords([words, 'y'])}); printf '%s|' "$a" "\${#b[@]}" "\${b[0]}"`;
    expect(execFileSync('bash', ['-c', assigned], { encoding: 'utf8' })).toBe(`${words}|2|${words}|`);
  });

  test.each([
    [['us-east:10.64.'], ['64.10', '80.10']],
    [['us-east:10.64.64.'], ['10']],
    [['a:'], ['10.1.0.4', '172.16.0.4', '10.1.0.5']],
    [
      ['us-east:10.64.', 'eu-west:10.65.'],
      ['64.10', '80.10'],
    ],
    [['a:10.64.64.', 'b:10.65.64.'], ['10']],
  ])('each of %j with each of %j is a word for bash', (starts, ends) => {
    const script = `words=(${shellBraced(starts, ends)}); printf '%s\\n' "\${words[@]}"`;
    const words = execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim().split('\n');
    expect(words).toEqual(starts.flatMap((start) => ends.map((end) => `${start}${end}`)));
  });

  test.each([[['a,b', 'c']], [['a b', 'c']], [['1..3', 'c']], [['{', 'c']]])(
    '%j do not stand between braces',
    (ends) => {
      expect(() => shellBraced([''], ends)).toThrow('between braces');
      expect(() => shellBraced(ends, ['x'])).toThrow('between braces');
    },
  );

  test('no word can hold a NUL', () => {
    expect(() => shellWord('a\0b')).toThrow('NUL');
  });
});

describe('YAML', () => {
  test.each(HOSTILE)('%j is that text for a reader of YAML', (words) => {
    for (const version of ['1.1', '1.2'] as const) {
      expect(parse(`a: ${yamlText(words)}\nb: [${yamlQuoted(words)}, x]\n`, { version })).toEqual({
        a: words,
        b: [words, 'x'],
      });
    }
  });

  test('what needs no quotes has none', () => {
    expect([yamlText('10.64.0.1'), yamlText('/etc/a.conf'), yamlText('root:root'), yamlText('us-east')]).toEqual([
      '10.64.0.1',
      '/etc/a.conf',
      'root:root',
      'us-east',
    ]);
  });
});

describe('comments', () => {
  test.each(HOSTILE)('%j stays on the line of the comment', (words) => {
    expect(parse(`# ${commentText(words)}\na: 1\n`)).toEqual({ a: 1 });
    expect(execFileSync('bash', ['-c', `# ${commentText(words)}\necho ok`], { encoding: 'utf8' })).toBe('ok\n');
  });
});

describe('properties', () => {
  test.each(HOSTILE)('%j is that value for Java', (words) => {
    const line = `a=${propertiesValue(words)}`;
    expect(line).toMatch(/^[\x20-\x7e]*$/);
    const value = line
      .replace(/^a=[ \t\f]*/, '')
      .replace(/\\(?:u([0-9a-f]{4})|(.))/g, (_, code: string | undefined, mark: string) =>
        code === undefined ? mark : String.fromCharCode(parseInt(code, 16)),
      );
    expect(value).toBe(words);
  });
});

describe('systemd', () => {
  test.each(HOSTILE)('%j is one word of a unit on one line', (words) => {
    const word = systemdWord(words);
    expect(word).not.toMatch(/[\n\r]/);
    const inner = word.startsWith('"') ? word.slice(1, -1) : word;
    expect(inner.replace(/\\["\\]|\\x[0-9a-f]{2}|%%|\$\$/g, '')).not.toMatch(/["\\%$\n]/);
    const read = inner.replace(/\\x([0-9a-f]{2})|\\(["\\])|%%|\$\$/g, (all, code?: string, mark?: string) =>
      code ? String.fromCharCode(parseInt(code, 16)) : (mark ?? all.slice(1)),
    );
    expect(read).toBe(words);
  });
});

describe('Markdown', () => {
  test.each(HOSTILE)('%j ends neither a line nor a cell nor a comment', (words) => {
    for (const text of [markdownText(words), markdownCode(words), markdownComment(words)]) {
      expect(text).not.toMatch(/[\n\r]/);
    }
    expect(markdownText(words).replace(/\\[\\`*[\]|_]/g, '')).not.toMatch(/[`*[\]|<]/);
    expect(`<!-- ${markdownComment(words)} -->`.slice(4, -3)).not.toMatch(/-->|--!>|--/);
    const [fence = ''] = /^`+/.exec(markdownCode(words)) ?? [];
    const between = markdownCode(words).slice(fence.length, -fence.length);
    expect([...between.matchAll(/`+/g)].map(([run]) => run.length)).not.toContain(fence.length);
  });

  test('code with backticks at its ends is set off from its fence', () => {
    expect([markdownCode('a`b'), markdownCode('`a`'), markdownCode('edge.json')]).toEqual([
      '``a`b``',
      '`` `a` ``',
      '`edge.json`',
    ]);
  });
});

describe('Mermaid and XML', () => {
  test.each(HOSTILE)('%j is the words of a label', (words) => {
    expect(mermaidLabel(words)).not.toMatch(/["<>`\n\r]/);
    const drawn = mermaidLabel(words).replace(/#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
    expect(drawn).toBe(commentText(words));
  });

  test.each(HOSTILE)('%j is the words of an element', (words) => {
    const found = spawnSync('python3', ['-c', READ_XML], { input: `<a b="${xmlText(words)}">${xmlText(words)}</a>` });
    if (found.error) return;
    expect(JSON.parse(found.stdout.toString())).toEqual([commentText(words), commentText(words)]);
  });
});

const READ_XML = `import json, sys, xml.etree.ElementTree as tree
a = tree.fromstring(sys.stdin.buffer.read())
print(json.dumps([a.get("b"), a.text or ""]))`;

describe('HCL', () => {
  const terraform = spawnSync('terraform', ['version']).status === 0;
  if (!terraform) process.stderr.write('skipped: no terraform binary to read templates with\n');

  (terraform ? test : test.skip)('all of it is literal text for Terraform', () => {
    const expression = JSON.stringify(HOSTILE.map((words) => hclText(words)));
    const { stdout } = spawnSync('terraform', ['console'], { input: `jsonencode(${hclStrings(expression)})\n` });
    expect(JSON.parse(JSON.parse(stdout.toString()) as string)).toEqual(HOSTILE.map((words) => words.normalize('NFC')));
  });
});

/** Strings of JSON as HCL has them, which knows no other escapes of JSON than these. */
function hclStrings(json: string): string {
  return json.replace(/\\[bf/]/g, '');
}

describe('HTML', () => {
  test.each(HOSTILE)('%j is text, between tags and in an attribute', (words) => {
    const piece = markup`<p title="${htmlText(words)}">${htmlText(words)}</p>`;
    const { documentElement } = new DOMParser({
      onError: (_, message) => {
        throw new Error(message);
      },
    }).parseFromString(piece, 'text/xml');
    expect(documentElement?.textContent).toBe(printable(words));
    expect(documentElement?.getAttribute('title')).toBe(printable(words));
    expect(Array.from(documentElement?.childNodes ?? []).filter(({ nodeType }) => nodeType !== 3)).toEqual([]);
  });

  test('a style sheet or a script cannot end its element', () => {
    expect(htmlProgram('a < b && c > d')).toBe('a < b && c > d');
    for (const text of ['x</script>', 'x</STYLE >', '<!-- x']) expect(() => htmlProgram(text)).toThrow('end its own');
  });
});

describe('nftables', () => {
  test('takes ranges and nothing else', () => {
    expect(nftRange('10.64.0.0/16')).toBe('10.64.0.0/16');
    expect(() => nftRange('10.64.0.0/16 accept; #')).toThrow();
  });
});

test("words of a user's go through a door, and through one alone", () => {
  const url = userText('https://m/%{x}');
  // @ts-expect-error they are no string
  const plain: string = url;
  // @ts-expect-error they stand in no template literal
  const sentence = `from ${url}`;
  // @ts-expect-error a string is nobody's word
  const marked: Text<'shell'> = 'reboot';
  // @ts-expect-error what one language made is no other's
  const other: Text<'shell'> = yamlText(url);
  // @ts-expect-error a literal takes pieces of its own language alone
  const command = shell`curl ${url}`;
  const right = shell`curl ${shellWord(url)}`;
  expect(right).toBe("curl 'https://m/%{x}'");
  expect([plain, sentence, marked, other, command]).toHaveLength(5);
  expect(literal<'yaml'>()`a: ${1}`).toBe('a: 1');
});
