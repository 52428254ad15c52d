import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Artifact } from '../../../src/kernel/artifact';
import { cloudInitDocument, withoutCarriageReturns } from '../../../src/plan/nodes/cloud-init';
import { expandCloudInit } from '../../../src/plan/nodes/expanded-document';
import { parse } from 'yaml';

const AWKWARD = 'a: "b"\n# ${not} %{ terraform } <&> \\ \u2028 ümlaut\n\ttab $(x) `y`\n';

const files: readonly Artifact[] = [
  { path: 'node-1/a.conf', text: AWKWARD },
  { path: 'common/run.sh', text: '#!/bin/bash\necho "${HOME}"\n' },
  {
    path: 'common/told.sh',
    text: '#!/bin/bash\n# What it does,\n# in two lines.\nx() {\n  # ${Why}.\n  echo "${#}" # stays\n}\n#none\n',
  },
];

const document = cloudInitDocument({
  files: [
    { path: '/etc/a.conf', source: 'node-1/a.conf' },
    { path: '/usr/local/bin/run', source: 'common/run.sh', permissions: '0755', owner: 'root:adm' },
    { path: '/usr/local/bin/told', source: 'common/told.sh', withoutComments: true },
  ],
  commands: [['sh', '-c', 'echo "${HOME}" %{x}'], ['true']],
});

describe('a cloud-init document', () => {
  test('gives each file its text, place, owner and permissions once Terraform has filled it in', () => {
    const expanded = expandCloudInit(document, files);
    expect(expanded.startsWith('#cloud-config\n')).toBe(true);
    expect(parse(expanded)).toEqual({
      write_files: [
        { path: '/etc/a.conf', owner: 'root:root', permissions: '0644', content: AWKWARD },
        {
          path: '/usr/local/bin/run',
          owner: 'root:adm',
          permissions: '0755',
          content: '#!/bin/bash\necho "${HOME}"\n',
        },
        {
          path: '/usr/local/bin/told',
          owner: 'root:root',
          permissions: '0644',
          content: '#!/bin/bash\nx() {\n  echo "${#}" # stays\n}\n#none\n',
        },
      ],
      runcmd: [['sh', '-c', 'echo "${HOME}" %{x}'], ['true']],
    });
  });

  test('holds no text of the files it takes in', () => {
    expect(document).not.toContain('terraform');
    expect(document).toContain('content: ${jsonencode(replace(file("${files}/node-1/a.conf"), "\\r", ""))}');
  });

  test('refuses to be expanded when a file is missing', () => {
    expect(() => expandCloudInit(document, files.slice(1))).toThrow('node-1/a.conf');
  });

  test('leaves out the sections that have nothing in them', () => {
    expect(cloudInitDocument({ files: [], commands: [] })).toBe('#cloud-config\n');
  });
});

const terraform = spawnSync('terraform', ['version']).status === 0;
if (!terraform) process.stderr.write('skipped: no terraform binary to compare the expanded document with\n');

/** What Terraform makes of the document when the files have these line ends on its disk. */
function userData(lineEnd: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'topogen-cloud-init-'));
  try {
    for (const file of [...files, { path: 'cloud-init.yaml.tftpl', text: document }]) {
      const path = join(folder, 'files', file.path);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, file.text.replaceAll('\n', lineEnd));
    }
    const template = withoutCarriageReturns('templatefile("files/cloud-init.yaml.tftpl", { files = "files" })');
    const answer = execFileSync('terraform', ['console'], {
      cwd: folder,
      input: `base64encode(${template})\n`,
      encoding: 'utf8',
    });
    return Buffer.from(JSON.parse(answer) as string, 'base64').toString('utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

(terraform ? test : test.skip).each([
  ['as they were written', '\n'],
  ['with the line ends that git makes of them on Windows', '\r\n'],
])('Terraform itself makes the very same text of files %s', (_what, lineEnd) => {
  expect(userData(lineEnd)).toBe(expandCloudInit(document, files));
});
