import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundledPackages, noticesText } from '../../src/start/notices';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'topogen-notices-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Installs a package of these files and returns the path of one of its modules. */
function installed(folder: string, about: object, files: Readonly<Record<string, string>>): string {
  mkdirSync(join(root, 'node_modules', folder), { recursive: true });
  for (const [name, text] of Object.entries({ 'package.json': JSON.stringify(about), ...files }))
    writeFileSync(join(root, 'node_modules', folder, name), text);
  return `node_modules/${folder}/lib/module.js`;
}

test('takes every package among the inputs once, also those inside of others, with licence and notice', () => {
  const inputs = [
    'src/start/main.ts',
    installed('@scope/a', { name: '@scope/a', version: '1.0.0', license: 'MIT' }, { 'LICENSE.md': 'Copyright A' }),
    installed('b', { name: 'b', version: '2.0.0', license: 'Apache-2.0' }, { LICENSE: 'Terms', NOTICE: 'By B' }),
    installed('b/node_modules/c', { name: 'c', version: '3.0.0', license: 'ISC' }, { COPYING: 'Copyright C' }),
    'node_modules/b/lib/other.js',
  ];
  const packages = bundledPackages(inputs, root);
  expect(packages.map((it) => [`${it.name}@${it.version}`, it.texts])).toEqual([
    ['@scope/a@1.0.0', ['Copyright A']],
    ['b@2.0.0', ['Terms', 'By B']],
    ['c@3.0.0', ['Copyright C']],
  ]);
  const text = noticesText(packages);
  for (const part of ['@scope/a 1.0.0', 'Copyright A', 'Terms', 'By B', 'Copyright C', 'Licence: ISC'])
    expect(text).toContain(part);
  expect(text).toContain('https://www.npmjs.com/package/@scope/a/v/1.0.0');
});

test('takes the text from a README, and of MPL-2.0 from another package, where a package has no file', () => {
  const readme = '# D\n\n## License\n\n(MIT)\n\nCopyright D. Permission is granted\n\n## More\n';
  const inputs = [
    installed('d', { name: 'd', version: '1.0.0', license: 'MIT' }, { 'README.md': readme }),
    installed('e', { name: 'e', version: '1.0.0', license: 'MPL-2.0' }, {}),
    installed('f', { name: 'f', version: '1.0.0', license: 'MPL-2.0' }, { LICENSE: 'Mozilla terms' }),
  ];
  const sections = noticesText(bundledPackages(inputs, root)).split(/^e 1\.0\.0$/m);
  expect(sections[0]).toContain('Copyright D. Permission is granted');
  expect(sections[0]).not.toContain('More');
  expect(sections[1]!.split(/^f 1\.0\.0$/m)[0]).toContain('Mozilla terms');
});

test.each([
  { fault: 'without any text', about: { license: 'MIT' }, files: {} },
  {
    fault: 'whose README has only the name of the licence',
    about: { license: 'MIT' },
    files: { 'README.md': '## License\n\nMIT\n' },
  },
  { fault: 'that states no licence', about: {}, files: {} },
])('refuses a package $fault', ({ about, files }) => {
  const inputs = [installed('bare', { name: 'bare', version: '1.0.0', ...about }, files)];
  expect(() => noticesText(bundledPackages(inputs, root))).toThrow('no text of the licence of bare@1.0.0');
});
