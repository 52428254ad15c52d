import { describeLong } from './support/long';
import { moved, type SpecOfTest } from './support/region-lost';
import { follow } from './support/runbook-on-terraform';
import { layersOf, standUp, writeTrees, type Synthesized } from './support/synthesized';
import { storedResources } from './support/terraform/state-file';
import { withTerraform, type World } from './support/terraform/terraform';

/*
 * The region of a datacenter is lost, and it is built anew in the second region of its backups, by the steps of the page on real
 * Terraform: no state knows anything of the lost place when plans are made, since each would ask for it; what is in no region and
 * the key of the copies stay; and every second plan is empty.
 */

const TIMEOUT_MS = 1_800_000;

const EAST = { name: 'us-east', cloud: 'aws', region: 'us-east-1' };
const WEST = { name: 'us-west', cloud: 'aws', region: 'us-west-2' };
const BELGIUM = { name: 'belgium', cloud: 'google', region: 'europe-west1', project: 'acme-edge' };
const FINLAND = { name: 'finland', cloud: 'google', region: 'europe-north1', project: 'acme-edge' };

const notify = {
  'us-east': 'arn:aws:sns:us-east-1:111122223333:edge-alarms',
  'us-west': 'arn:aws:sns:us-west-2:111122223333:edge-alarms',
  belgium: 'projects/acme-edge/notificationChannels/1234567890123456789',
  finland: 'projects/acme-edge/notificationChannels/1234567890123456789',
};

function specOf(datacenters: SpecOfTest['datacenters'], copyTo: Record<string, string>, rest: object): SpecOfTest {
  const told = Object.fromEntries(
    datacenters.map(({ name }) => [name, notify[name as keyof typeof notify]] as [string, string]),
  );
  return {
    name: 'edge',
    requestsPerSecond: 900,
    datacenters,
    backups: { copyTo },
    monitoring: { notify: told },
    ...rest,
  };
}

function cloudOf({ datacenters }: SpecOfTest, name: string): string | undefined {
  return datacenters.find((it) => it.name === name)?.cloud;
}

/** Applies every stack. Returns what was done, by stack and address; nothing is left to change. */
async function applied(tf: World, synthesized: Synthesized): Promise<Record<string, string>> {
  const done: Record<string, string> = {};
  for (const stack of layersOf(synthesized.topology.plan).flat()) {
    const folder = tf.at(`terraform/edge/${stack}`);
    await folder.init();
    for (const [address, action] of Object.entries(await folder.settle())) done[`${stack} ${address}`] = action;
  }
  return done;
}

describeLong('a lost region', () => {
  test.each<[string, SpecOfTest, string, (values: Record<string, unknown>) => boolean]>([
    [
      'a ring on AWS, whose copies are where another datacenter is',
      specOf([EAST, WEST, BELGIUM], { 'us-east': 'us-west', 'us-west': 'us-east' }, {}),
      'us-east',
      ({ region }) => region === 'us-east-1',
    ],
    [
      'a ring on Google Cloud',
      specOf([BELGIUM, FINLAND, EAST], { belgium: 'finland' }, {}),
      'belgium',
      ({ region, project }) => region === 'europe-west1' && project === 'acme-edge',
    ],
    [
      'PostgreSQL on AWS',
      specOf([EAST, WEST], { 'us-east': 'us-west' }, { datastore: { engine: 'postgresql', primary: 'us-east' } }),
      'us-east',
      ({ region }) => region === 'us-east-1',
    ],
    [
      'PostgreSQL on Google Cloud',
      specOf(
        [BELGIUM, EAST],
        { belgium: 'europe-north1' },
        { datastore: { engine: 'postgresql', primary: 'belgium' } },
      ),
      'belgium',
      ({ region, project }) => region === 'europe-west1' && project === 'acme-edge',
    ],
  ])(
    '%s',
    (_, spec, name, isLost) =>
      withTerraform(async (tf) => {
        const { before, after, forget } = await moved(spec, name);
        await standUp(tf, before);
        const stacks = before.topology.plan.stacks.map((it) => it.name);
        const lostIn = async (stack: string): Promise<string[]> =>
          (await storedResources(tf, stack)).filter(({ values }) => isLost(values)).map(({ address }) => address);
        expect((await lostIn('links')).length).toBeGreaterThan(0);
        expect((await lostIn(`cluster-${name}`)).length).toBeGreaterThan(0);
        const known = await storedResources(tf, 'links');

        await tf.remove('terraform/edge');
        await writeTrees(tf, after);
        await follow(tf, forget);
        for (const stack of stacks) expect([stack, await lostIn(stack)]).toEqual([stack, []]);
        const left = (await storedResources(tf, 'links')).map(({ address }) => address);
        expect(
          known.filter((it) => !left.includes(it.address) && !isLost(it.values)).map(({ address }) => address),
        ).toEqual(
          cloudOf(spec, name) === 'google'
            ? expect.arrayContaining([expect.stringContaining(`external_vpn_gateway.${name}`)])
            : [],
        );

        const done = await applied(tf, after);
        const ended = Object.keys(done).filter((it) => done[it] === 'delete' && /kms|iam|backups/.test(it));
        expect(ended).toEqual([]);
      }),
    TIMEOUT_MS,
  );
});
