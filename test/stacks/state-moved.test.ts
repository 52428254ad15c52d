import { stateParts } from '../../src/report/runbook/state';
import { describeLong } from '../support/long';
import { gcsEnvironment, gcsProtocol } from '../support/state-stores/gcs';
import { s3Environment, s3Protocol } from '../support/state-stores/s3';
import { StateStore } from '../support/state-stores/store';
import { layersOf, synthesizeText, writeTrees, type Synthesized } from '../support/synthesized';
import { withTerraform, type World } from '../support/terraform/terraform';

/*
 * States that go from one place to the next by the steps of their runbook, command by command in one shell, through real
 * Terraform: from files to S3, to Cloud Storage under another path, and back to files. Nothing that stands is built anew.
 */

const SPEC = {
  name: 'edge',
  requestsPerSecond: 900,
  datacenters: [{ name: 'us-east', cloud: 'aws', region: 'us-east-1' }],
};
const FILES = { backend: 'local' };
const S3 = { backend: 's3', bucket: 'acme-state', region: 'eu-west-1' };
const GCS = { backend: 'gcs', bucket: 'acme-other', prefix: 'teams/edge' };
const TREE = 'terraform/edge';

/** Generates the spec with its states in a place. Terraform's own folders stay, as those of an operator do. */
async function generate(
  tf: World,
  state: object,
  stands?: Synthesized,
  allowed: readonly string[] = [],
): Promise<Synthesized> {
  const made = await synthesizeText(
    JSON.stringify({ ...SPEC, state }),
    'edge.json',
    stands?.topology.lock.text,
    allowed,
  );
  await writeTrees(tf, made);
  return made;
}

/** Runs commands in one shell below the root, which ends with the first that fails. Returns what they said. */
async function inShell(tf: World, commands: readonly string[]): Promise<string> {
  const script = ['set -e', ...commands].join('\n');
  const { code, stdout, stderr } = await tf.run('bash', ['-c', script], `${tf.root}/${TREE}`);
  expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
  return stdout;
}

/** Leads the states to a place as the runbook says. Returns what stands then. */
async function move(tf: World, stands: Synthesized, state: object): Promise<Synthesized> {
  const next = await synthesizeText(JSON.stringify({ ...SPEC, state }), 'edge.json', stands.topology.lock.text, [
    'state-moved',
  ]);
  const [part] = stateParts({ before: stands.topology.plan, after: next.topology.plan });
  const [read, generated, write, seen] = part!.steps;
  // The states are read in a shell that stays open, in which only the folder has to be known later.
  const states = (await inShell(tf, [...read!.commands, 'echo "$STATES"'])).trim().split('\n').at(-1)!;
  const stacks = stands.topology.plan.stacks.map(({ name }) => name);
  await inShell(
    tf,
    stacks.map((stack) => `grep -q '"lineage"' ${states}/${stack}.tfstate`),
  );
  const allowed = /--allow (\S+)/.exec(generated!.commands[0]!)?.[1];
  const moved = await generate(tf, state, stands, allowed === undefined ? [] : [allowed]);
  const shell = `export STATES=${states}`;
  await inShell(tf, [shell, ...write!.commands]);
  const said = await inShell(tf, [shell, ...seen!.commands]);
  expect(said.match(/No changes\./g)).toHaveLength(stacks.length);
  return moved;
}

const namesIn = ({ objects }: StateStore, bucket: string): string[] =>
  [...objects.keys()].filter((name) => name.startsWith(bucket) && name.endsWith('.tfstate')).sort();

describeLong('states that go to another place', () => {
  test('are found there by every stack: from files to S3, to Cloud Storage, and back to files', () =>
    StateStore.with([s3Protocol, gcsProtocol], (store) =>
      withTerraform(
        async (tf) => {
          const first = await generate(tf, FILES);
          for (const stack of layersOf(first.topology.plan).flat()) {
            await tf.at(`${TREE}/${stack}`).init();
            await tf.at(`${TREE}/${stack}`).apply();
          }
          const inS3 = await move(tf, first, S3);
          expect(namesIn(store, 'acme-state')).toEqual([
            'acme-state/edge/cluster-us-east.tfstate',
            'acme-state/edge/network-us-east.tfstate',
            'acme-state/edge/shared.tfstate',
          ]);
          const inGcs = await move(tf, inS3, GCS);
          expect(namesIn(store, 'acme-other')).toEqual([
            'acme-other/teams/edge/cluster-us-east/default.tfstate',
            'acme-other/teams/edge/network-us-east/default.tfstate',
            'acme-other/teams/edge/shared/default.tfstate',
          ]);
          // The files of the beginning are as old as the move; states are taken back over what nobody has changed since.
          await tf.remove('state');
          await move(tf, inGcs, FILES);
          expect(JSON.parse(await tf.read('state/edge/shared.tfstate'))).toHaveProperty('lineage');
          expect(store.unknown).toEqual([]);
        },
        { env: { ...s3Environment(store.url), ...gcsEnvironment(store.url) } },
      ),
    ));
});
