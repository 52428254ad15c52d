import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { RunFolder } from '../support/run-in-folder';

/* The lines that synth prints at its end are pasted into a shell, wherever the tree lies and whatever it is called. */

const folder = new RunFolder();
afterAll(() => folder.remove());

test('the printed commands apply every stack in order, in a folder whose name a shell would take apart', async () => {
  const datacenters = [
    { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
    { name: 'us-west', cloud: 'aws', region: 'us-west-2' },
  ];
  mkdirSync(folder.path("it's $HOME here"));
  writeFileSync(folder.path('my edge.json'), JSON.stringify({ name: 'edge', requestsPerSecond: 100, datacenters }));
  const { err } = await folder.run('synth', 'my edge.json', '--out', "it's $HOME here/terraform");
  const log = folder.path('log');
  for (const name of ['terraform', 'topogen', 'npx'])
    writeFileSync(folder.path(name), `#!/bin/sh\necho ${name} "$TOPOGEN_SPEC" "$@" >>'${log}'\n`, { mode: 0o755 });
  const [, lines = ''] = /\nNext[^\n]*\n([^]*)$/.exec(err)!;
  const pasted = lines.split('\n').filter((line) => line.startsWith('  '));
  const PATH = `${folder.root}${delimiter}${process.env['PATH']}`;
  execFileSync('sh', ['-c', pasted.join('\n')], { cwd: folder.root, env: { ...process.env, PATH } });
  const ran = readFileSync(log, 'utf8').split('\n').slice(0, -1);
  const stacks = ['shared', 'network-us-east', 'network-us-west', 'links', 'cluster-us-east', 'cluster-us-west'];
  const trees = stacks.map((stack) => `it's $HOME here/terraform/edge/${stack}`);
  expect(trees.filter((tree) => !existsSync(folder.path(tree)))).toEqual([]);
  expect(ran).toEqual([
    ...trees.flatMap((tree) => [`terraform  -chdir=${tree} init`, `terraform  -chdir=${tree} apply`]),
    "topogen  apply my edge.json --out it's $HOME here/terraform",
    'npx my edge.json cdktf deploy *',
  ]);
});
