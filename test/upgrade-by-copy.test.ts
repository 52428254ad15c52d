import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { builtProgram } from './support/built-program';
import { describeLong } from './support/long';
import { withTerraform, type CommandResult, type World } from './support/terraform/terraform';

/*
 * A major release of Kong on a copy, beside the one that stands: the second topology of the runbook, command by command, with
 * the built program in one folder and through real Terraform.
 */

const FIRST = {
  name: 'edge',
  requestsPerSecond: 900,
  kong: { version: '2.8.5', adminCidrs: ['10.64.128.0/20'] },
  datacenters: [{ name: 'us-east', cloud: 'aws', region: 'us-east-1' }],
};
const STACKS = ['shared', 'network-us-east', 'cluster-us-east'];
const TIMEOUT_MS = 1_800_000;

interface Step {
  readonly title: string;
  readonly where: string;
  readonly commands: readonly string[];
}

/** Every file below folders of the world, with a hash of its content. Terraform's own working files are left out. */
function contents(tf: World, ...folders: readonly string[]): Record<string, string> {
  const hashes: Record<string, string> = {};
  for (const folder of folders)
    for (const name of readdirSync(join(tf.root, folder), { recursive: true, encoding: 'utf8' })) {
      const file = join(tf.root, folder, name);
      if (name.includes('.terraform') || name.endsWith('.tfplan') || !statSync(file).isFile()) continue;
      hashes[`${folder}/${name}`] = createHash('sha256').update(readFileSync(file)).digest('hex');
    }
  return hashes;
}

class Operator {
  constructor(private readonly tf: World) {}

  /** Runs a command of topogen or a shell, in the folder of the specs or in a tree. It has to succeed. */
  async run(command: string, folder = '.'): Promise<CommandResult> {
    const ran = await this.tf.run('bash', ['-c', command], join(this.tf.root, folder), {
      PATH: [join(this.tf.root, 'bin'), process.env['PATH']].join(delimiter),
      TF_CLI_ARGS_apply: '-auto-approve',
    });
    expect([command, ran.code, ran.code === 0 ? '' : ran.stderr]).toEqual([command, 0, '']);
    return ran;
  }

  /** Runs all commands of a step, each in the folder that the step names for it. */
  async follow({ commands, where }: Step): Promise<void> {
    const [, tree = 'terraform/edge'] = /\b(terraform\/\S+)$/.exec(where) ?? [];
    for (const command of commands) await this.run(command, command.startsWith('terraform ') ? tree : '.');
  }

  async hasNoChanges(topology: string): Promise<void> {
    for (const stack of STACKS) {
      const changed = await this.tf.at(`terraform/${topology}/${stack}`).hasChanges();
      expect([topology, stack, changed]).toEqual([topology, stack, false]);
    }
  }
}

async function upgrade(tf: World): Promise<void> {
  const operator = new Operator(tf);
  await tf.write('bin/topogen', `#!/bin/sh\nexec ${process.execPath} ${join(builtProgram(), 'main.js')} "$@"\n`);
  await operator.run('chmod +x bin/topogen');
  await tf.write('edge.json', JSON.stringify(FIRST));
  await operator.run('topogen synth edge.json');
  for (const stack of STACKS)
    await operator.run(`terraform -chdir=${stack} init && terraform -chdir=${stack} apply`, 'terraform/edge');

  await tf.write('wanted.json', JSON.stringify({ ...FIRST, kong: { ...FIRST.kong, version: '3.3.1' } }));
  const { stdout } = await operator.run('topogen runbook edge.json wanted.json --json');
  const { parts } = JSON.parse(stdout) as { parts: readonly { title: string; steps: readonly Step[] }[] };
  const part = parts.find(({ title }) => title.startsWith('By hand instead: Kong 3.3.1 on a copy'))!;
  const stepOf = (title: string): Step => part.steps.find((step) => step.title.startsWith(title))!;

  const before = contents(tf, 'terraform/edge', 'state/edge');
  await operator.follow(stepOf('Build a second topology'));
  expect(contents(tf, 'terraform/edge', 'state/edge')).toEqual(before);
  await operator.hasNoChanges('edge');
  await operator.hasNoChanges('edge-next');
}

describeLong('a major release of Kong by a second topology', () => {
  test('which is built beside the first and touches nothing of it', () => withTerraform(upgrade), TIMEOUT_MS);
});
