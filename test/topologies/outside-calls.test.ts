import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT, synthesizeShipped } from '../support/synthesized';

/* The table of docs/concepts.md has every service and host outside that machines call, and no other. */

/** The first column of the table that has this heading. */
function documented(): string[] {
  const page = readFileSync(join(PROJECT, 'docs/concepts.md'), 'utf8');
  const table = page.slice(page.indexOf('| machines call |')).split('\n\n')[0] ?? '';
  const cells = table.split('\n').flatMap((row) => row.split('|')[1] ?? []);
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)).sort();
}

/** Hosts that are near, that a client is sent to, or that are a name of a right or of a page. */
const NOT_CALLED = /^(169\.254\.|127\.0\.0\.1|metadata\.google|\$host$|www\.googleapis\.com$|cassandra\.apache\.org$)/;

/** Services of AWS, and hosts of everybody else, that a file calls. */
function callsOf(text: string): string[] {
  const said = text.replace(/^\s*#.*$/gm, '');
  const first = (pattern: RegExp): string[] => [...said.matchAll(pattern)].map(([, name = '']) => name);
  const hosts = [...first(/https?:\/\/([\w.$-]+)/g), ...first(/^host = f"(\S+)"$/gm)];
  return [
    ...first(/\baws ([a-z0-9]+) [a-z]+-[a-z-]+ /g).map((it) => it.replace('s3api', 's3')),
    ...hosts
      .filter((it) => it.includes('.') && !NOT_CALLED.test(it))
      .map((it) => /(?:^|\.)([a-z0-9]+)\.[^.]+\.amazonaws\.com$/.exec(it)?.[1] ?? it),
  ];
}

/** Folders of scripts and settings that machines get. */
const OF_MACHINES = ['balancer', 'cassandra', 'clouds', 'common', 'gateway', 'kong', 'postgresql'];

test('machines call outside what the table of concepts.md says, and nothing else', async () => {
  const called = new Set<string>();
  for (const folder of OF_MACHINES)
    for (const entry of readdirSync(join(PROJECT, 'templates', folder), { recursive: true, withFileTypes: true }))
      if (entry.isFile())
        callsOf(readFileSync(join(entry.parentPath, entry.name), 'utf8')).forEach((it) => called.add(it));
  // Addresses of packages are holes of the templates.
  for (const name of ['haproxy', 'nginx', 'postgresql-hybrid', 'aws-pair-ipsec', 'monitored']) {
    const { synthesis } = await synthesizeShipped(name);
    for (const { path, text } of synthesis.terraform) {
      if (path.includes('/files/')) callsOf(text).forEach((it) => called.add(it));
      // The agent of Session Manager is in the image: its rights say what it calls.
      else for (const [, service = ''] of text.matchAll(/"(ssm[a-z]*):[A-Z]/g)) called.add(service);
    }
  }
  expect([...called].sort()).toEqual(documented());
});
