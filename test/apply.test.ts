import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtProgram } from './support/built-program';
import { describeLong } from './support/long';
import { withTerraform, type CommandResult, type World } from './support/terraform/terraform';

/* `topogen apply` and `topogen destroy` with real Terraform, from an empty state to an empty one. */

const TIMEOUT_MS = 1_800_000;
const US_EAST = { name: 'us-east', cloud: 'aws', region: 'us-east-1' };
const US_WEST = { name: 'us-west', cloud: 'aws', region: 'us-west-2' };
const STACKS = ['shared', 'network-us-east', 'network-us-west', 'links', 'cluster-us-east', 'cluster-us-west'];

/** A user at an empty folder. */
class User {
  constructor(private readonly tf: World) {}

  topogen(...args: string[]): Promise<CommandResult> {
    return this.tf.run(process.execPath, [join(builtProgram(), 'main.js'), ...args]);
  }

  async synth(requestsPerSecond: number): Promise<void> {
    const spec = { name: 'edge', requestsPerSecond, datacenters: [US_EAST, US_WEST] };
    writeFileSync(join(this.tf.root, 'edge.json'), JSON.stringify(spec));
    expect(await this.topogen('synth', 'edge.json')).toMatchObject({ code: 0 });
  }

  /** How each stack ended, by the lines at the end. */
  static ends({ stderr }: CommandResult): Record<string, string> {
    const lines = [...stderr.matchAll(/^ {2}(\S+) {2,}(\S.*)$/gm)].filter(([, stack]) => STACKS.includes(stack!));
    return Object.fromEntries(lines.map(([, stack, end]) => [stack, end!]));
  }
}

const all = (end: string): Record<string, string> => Object.fromEntries(STACKS.map((stack) => [stack, end]));

describeLong('a topology by topogen apply and destroy', () => {
  test(
    'comes up whole, changes only where it differs, stops at a fault and goes on, and goes down whole',
    () =>
      withTerraform(async (tf) => {
        const user = new User(tf);
        await user.synth(2000);
        const first = await user.topogen('apply', 'edge.json', '--yes');
        expect([first.code, User.ends(first)]).toEqual([0, all('done')]);
        const again = await user.topogen('apply', 'edge.json', '--plan-only');
        expect([again.code, User.ends(again)]).toEqual([0, all('nothing to do')]);

        // Pools grow; networks and links stay as they are.
        await user.synth(9000);
        const grown = await user.topogen('apply', 'edge.json', '--plan-only');
        const differs = {
          ...all('nothing to do'),
          'cluster-us-east': 'would change',
          'cluster-us-west': 'would change',
        };
        expect([grown.code, User.ends(grown)]).toEqual([2, differs]);

        // A state that cannot be read stops it at its stack.
        const state = join(tf.root, 'state/edge/cluster-us-east.tfstate');
        const kept = readFileSync(state);
        writeFileSync(state, 'not a state');
        const stopped = await user.topogen('apply', 'edge.json', '--yes');
        expect(stopped.code).toBe(1);
        expect(User.ends(stopped)).toMatchObject({ 'cluster-us-east': 'failed', 'cluster-us-west': 'not begun' });
        writeFileSync(state, kept);
        const goOn = /^ {2}topogen (apply .*)$/m.exec(stopped.stderr)![1]!.split(' ');
        const rest = await user.topogen(...goOn, '--yes');
        expect([rest.code, User.ends(rest)]).toEqual([0, { 'cluster-us-east': 'done', 'cluster-us-west': 'done' }]);

        const gone = await user.topogen('destroy', 'edge.json', '--confirm', 'edge');
        expect([gone.code, User.ends(gone)]).toEqual([0, all('done')]);
        for (const stack of STACKS)
          expect(JSON.parse(await tf.read(`state/edge/${stack}.tfstate`))).toMatchObject({ resources: [] });
        const nothing = await user.topogen('destroy', 'edge.json', '--confirm', 'edge');
        expect([nothing.code, User.ends(nothing)]).toEqual([0, all('nothing to do')]);
      }),
    TIMEOUT_MS,
  );
});
