import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtProgram } from '../support/built-program';
import { RunFolder } from '../support/run-in-folder';

/*
 * The commands that run Terraform, against a stand-in that notes what it was called with and answers as Terraform does. Real Terraform
 * has its turn in test/apply.test.ts.
 */

const SPEC = 'edge.json';
const STACKS = ['shared', 'network-us-east', 'cluster-us-east'];
const DISK = 'cluster-us-east/aws_ebs_volume.cassandra_3';

/** Notes its words without what is the same each time; `differs` and `loses` are files that say what a stack's plan does. */
const STAND_IN = String.raw`#!/bin/bash
stack=$(basename -- "$1"); shift
[ -n "$1" ] || exit 0
printf '%s\n' "$stack $*" | sed 's#-out=.*/#-out=#; s#/[^ ]*/\([^/ ]*tfplan\)#\1#' >>calls
case $1 in
plan) grep -qx "$stack" differs 2>/dev/null && exit 2; grep -qx "$stack" broken 2>/dev/null && exit 1; exit 0 ;;
apply) [ ! -e slow ] || { trap 'echo "$stack interrupted" >>calls; exit 1' INT; touch begun; for i in $(seq 300); do sleep 0.1; done; } ;;
show) cat loses 2>/dev/null || echo '{}' ;;
esac
`;

let folder: RunFolder;
beforeEach(async () => {
  folder = new RunFolder();
  const spec = {
    name: 'edge',
    requestsPerSecond: 100,
    datacenters: [{ name: 'us-east', cloud: 'aws', region: 'us-east-1' }],
  };
  writeFileSync(folder.path(SPEC), JSON.stringify(spec));
  writeFileSync(folder.path('terraform-stand-in'), STAND_IN, { mode: 0o755 });
  expect((await folder.run('synth', SPEC)).code).toBe(0);
});
afterEach(() => folder.remove());

const WITH = ['--with', './terraform-stand-in'];
const differ = (...stacks: string[]) => writeFileSync(folder.path('differs'), `${stacks.join('\n')}\n`);
const lose = (address: string, actions: string[]) =>
  writeFileSync(
    folder.path('loses'),
    JSON.stringify({ resource_changes: [{ address, type: address.split('.')[0], change: { actions } }] }),
  );
const calls = (): string[] =>
  existsSync(folder.path('calls')) ? readFileSync(folder.path('calls'), 'utf8').trim().split('\n') : [];
const applied = (): string[] => calls().filter((it) => it.split(' ')[1] === 'apply');

test('runs each stack in order, prints what it types, and applies what differs', async () => {
  differ('network-us-east');
  const ran = await folder.run('apply', SPEC, '--yes', ...WITH);
  expect(ran.code).toBe(0);
  expect(calls().filter((it) => it.includes(' init'))).toEqual(STACKS.map((it) => `${it} init -input=false`));
  expect(applied()).toEqual(['network-us-east apply -input=false network-us-east.tfplan']);
  expect(ran.err).toContain('$ ./terraform-stand-in -chdir=terraform/edge/shared init -input=false\n');
  expect(ran.err).toContain('\nnetwork-us-east (2 of 3)\n');
  expect(ran.err).toMatch(
    / {2}shared +nothing to do\n {2}network-us-east +done\n {2}cluster-us-east +nothing to do\n$/,
  );
});

test('stops at the first fault, and says how to go on', async () => {
  writeFileSync(folder.path('broken'), 'network-us-east\n');
  const ran = await folder.run('apply', SPEC, '--yes', ...WITH);
  expect(ran.code).toBe(1);
  expect(calls().some((it) => it.startsWith('cluster'))).toBe(false);
  const goOn = /To go on, once that is mended:\n {2}topogen (apply .*)\n/.exec(ran.err)?.[1];
  expect(goOn).toBe('apply edge.json --with ./terraform-stand-in --from network-us-east');
  rmSync(folder.path('broken'));
  rmSync(folder.path('calls'));
  expect((await folder.run(...goOn!.split(' '), '--yes')).code).toBe(0);
  expect(calls()[0]).toBe('network-us-east init -input=false');
});

test('plans alone change nothing, and exit 2 says that something would change', async () => {
  expect((await folder.run('apply', SPEC, '--plan-only', ...WITH)).code).toBe(0);
  differ('shared');
  const ran = await folder.run('apply', SPEC, '--plan-only', ...WITH);
  expect([ran.code, applied()]).toEqual([2, []]);
});

describe('a tree that is not what its spec gives', () => {
  test.each(['apply', 'destroy'])('is not run by %s', async (command) => {
    writeFileSync(folder.path('terraform/edge/shared/outputs.tf'), '# by hand\n', { flag: 'a' });
    const ran = await folder.run(command, SPEC, '--plan-only', ...WITH);
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('nothing was run; see it with topogen check, and mend it with topogen synth edge.json');
    expect(calls()).toEqual([]);
  });
});

describe('what a plan takes away', () => {
  beforeEach(() => {
    differ('cluster-us-east');
    lose('aws_ebs_volume.cassandra_3', ['delete']);
  });

  test('is not applied where nobody is asked, and is named with the option that lets it pass', async () => {
    const ran = await folder.run('apply', SPEC, '--yes', ...WITH);
    expect([ran.code, applied()]).toEqual([1, []]);
    expect(ran.err).toContain(`  ${DISK}, which loses data\n`);
    const allowed = /--allow (\S+)/.exec(ran.err)?.[1];
    expect((await folder.run('apply', SPEC, '--yes', '--allow', allowed!, ...WITH)).code).toBe(0);
    expect(applied()).toHaveLength(1);
  });

  test('is applied by the name of the stack, where somebody is asked, and by no other word', async () => {
    for (const [word, count] of [
      ['yes', 0],
      ['cluster-us-east', 1],
    ] as const) {
      folder.typed = [word];
      const ran = await folder.run('apply', SPEC, ...WITH);
      expect([word, ran.code, applied().length]).toEqual([word, count === 1 ? 0 : 1, count]);
    }
  });
});

test('each plan is asked about, and only yes is a yes', async () => {
  differ('shared');
  for (const [word, count] of [
    ['y', 0],
    ['yes', 1],
  ] as const) {
    folder.typed = [word];
    await folder.run('apply', SPEC, ...WITH);
    expect([word, applied().length]).toEqual([word, count]);
  }
});

describe('before anything is run', () => {
  test.each([
    { args: ['apply', SPEC, ...WITH], message: /nobody can be asked here; say --yes/ },
    {
      args: ['apply', SPEC, '--yes', '--from', 'links', ...WITH],
      message: /--from links is no stack; there are shared, /,
    },
    { args: ['apply', SPEC, '--yes', '--with', './none'], message: /--with names \.\/none, which cannot be started/ },
    { args: ['destroy', SPEC, ...WITH], message: /--confirm edge says that all of it may go, its data included/ },
    { args: ['destroy', SPEC, '--confirm', 'edg', ...WITH], message: /--confirm edg is not the name of this topology/ },
    { args: ['apply', '-', '--yes', ...WITH], message: /a spec on standard input has no lock file/ },
  ])('$args is refused', async ({ args, message }) => {
    const ran = await folder.run(...args);
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(message);
    expect(calls()).toEqual([]);
  });
});

test('destroys in the reverse order, without its protection first, once the topology is named', async () => {
  differ(...STACKS);
  writeFileSync(
    folder.path('loses'),
    JSON.stringify({ values: { root_module: { resources: [{ mode: 'managed' }] } }, resource_changes: [] }),
  );
  folder.typed = ['edge'];
  const ran = await folder.run('destroy', SPEC, ...WITH);
  expect(ran.code).toBe(0);
  expect(ran.err).toContain('This destroys edge, all of it: us-east. Its data and its addresses are lost.');
  expect(applied()).toEqual([
    'cluster-us-east apply -input=false -auto-approve -var=deletion_protection=false -target=aws_lb.proxy',
    ...STACKS.toReversed().map((it) => `${it} apply -input=false ${it}.tfplan`),
  ]);
});

test('a signal ends the command of Terraform once, nothing more is run, and no plan is left', async () => {
  differ('shared');
  writeFileSync(folder.path('slow'), '');
  mkdirSync(folder.path('tmp'));
  const main = join(builtProgram(), 'main.js');
  const child = spawn(process.execPath, [main, 'apply', SPEC, '--yes', ...WITH], {
    cwd: folder.root,
    env: { ...process.env, TMPDIR: folder.path('tmp') },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  for (let waited = 0; !existsSync(folder.path('begun')) && waited < 300; waited += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  expect(readdirSync(folder.path('tmp'))).toHaveLength(1);
  child.kill('SIGTERM');
  child.kill('SIGINT');
  expect(await ended).toBe(1);
  expect(calls().filter((it) => it.includes('interrupted'))).toEqual(['shared interrupted']);
  expect(calls().at(-1)).toBe('shared interrupted');
  expect(err).toContain('Interrupted. To go on:\n  topogen apply edge.json');
  expect(readdirSync(folder.path('tmp'))).toEqual([]);
});

test('cdktf’s own name of the program is taken where none is given', async () => {
  const before = process.env['TERRAFORM_BINARY_NAME'];
  process.env['TERRAFORM_BINARY_NAME'] = './none';
  try {
    expect((await folder.run('apply', SPEC, '--yes')).err).toContain('TERRAFORM_BINARY_NAME names ./none');
    process.env['TERRAFORM_BINARY_NAME'] = './terraform-stand-in';
    expect((await folder.run('apply', SPEC, '--yes')).code).toBe(0);
  } finally {
    if (before === undefined) delete process.env['TERRAFORM_BINARY_NAME'];
    else process.env['TERRAFORM_BINARY_NAME'] = before;
  }
});
