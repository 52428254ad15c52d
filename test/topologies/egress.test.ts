import type { Egress } from '../../src/kernel/egress';
import type { RunbookStep } from '../../src/report/runbook/runbook';
import { describeLong } from '../support/long';
import { proveTopology } from '../support/prove-topology';
import { follow, stepsOf } from '../support/runbook-on-terraform';
import { synthesizeText, writeTrees, type Synthesized } from '../support/synthesized';
import { withTerraform, type World } from '../support/terraform/terraform';

const [EAST, WEST, BELGIUM] = [
  { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
  { name: 'us-west', cloud: 'aws', region: 'us-west-2' },
  { name: 'belgium', cloud: 'google', region: 'europe-west1', project: 'acme-edge' },
];

function synthesized(datacenters: readonly object[]): Promise<Synthesized> {
  const spec = { name: 'edge', requestsPerSecond: 900, kong: { survives: 'node' }, datacenters };
  return synthesizeText(JSON.stringify(spec), 'edge.json');
}

proveTopology('with one NAT gateway for all zones, a regional one, and reserved addresses', {
  long: true,
  stacks: ['network-us-east', 'network-us-west', 'network-belgium'],
  synthesize: () =>
    synthesized([
      { ...EAST, egress: 'single' },
      { ...WEST, egress: 'regional' },
      { ...BELGIUM, egressAddresses: 2 },
    ]),
});

const FOLDER = 'terraform/edge/network-us-east';

const STEPS = {
  made: /^Make the gateways? of us-east beside the former$/,
  moved: /^Lead the routes of us-east there$/,
  gone: /^Let the former gateways of us-east go$/,
};

/** Ways one after another, with the steps between by their names above: every kind of change of gateways. */
const WAYS: readonly (readonly [from: Egress, to: Egress, steps: readonly (keyof typeof STEPS)[]])[] = [
  ['managed', 'regional', ['made', 'moved', 'gone']],
  ['regional', 'single', ['made', 'moved', 'gone']],
  ['single', 'managed', ['made', 'moved']],
  ['managed', 'single', ['moved', 'gone']],
];

/** Gateways and routes of the state: the gateways that there are, and those that routes lead to. */
async function waysOut(tf: World): Promise<{ readonly standing: string[]; readonly used: string[] }> {
  const { values } = await tf.at(FOLDER).state();
  const resources = values?.root_module.resources ?? [];
  const of = (type: string, attribute: string): string[] =>
    resources.flatMap((it) => {
      const value = it.type === type ? it.values[attribute] : undefined;
      return typeof value === 'string' && value !== '' ? [value] : [];
    });
  return { standing: of('aws_nat_gateway', 'id'), used: of('aws_route', 'nat_gateway_id') };
}

async function followAll(tf: World, { commands }: RunbookStep): Promise<string> {
  let said = '';
  for (const command of commands) said = await follow(tf, command);
  return said;
}

async function change(tf: World, before: Synthesized, after: Synthesized): Promise<string[]> {
  await writeTrees(tf, after);
  const steps = await stepsOf(before.topology.plan, after.topology.plan);
  const names: string[] = [];
  for (const step of steps) {
    const name = Object.entries(STEPS).find(([, title]) => title.test(step.title))?.[0] ?? step.title;
    names.push(name);
    const said = await followAll(tf, step);
    const { standing, used } = await waysOut(tf);
    // Whatever is done, every route leads to a gateway that is there.
    expect([name, used.length, used.filter((id) => !standing.includes(id))]).toEqual([name, 3, []]);
    if (name === 'made') expect(said.match(/\d+\.\d+\.\d+\.\d+/g)).toHaveLength(addressesOf(after));
    else
      expect(said).toMatch(
        name === 'moved' ? /\b0 added, \d changed, 0 destroyed/ : /0 added, 0 changed, \d destroyed/,
      );
  }
  expect(await tf.at(FOLDER).hasChanges()).toBe(false);
  return names;
}

function addressesOf({ topology }: Synthesized): number {
  return topology.plan.datacenters[0]?.egress === 'single' ? 1 : 3;
}

describeLong('another way to the internet, by the steps of the runbook', () => {
  test('takes a gateway down when no route leads there any more, and leaves an empty plan', async () => {
    const trees = new Map<Egress, Synthesized>();
    for (const egress of ['managed', 'regional', 'single'] as const)
      trees.set(egress, await synthesized([{ ...EAST, egress }]));
    await withTerraform(async (tf) => {
      await writeTrees(tf, trees.get('managed')!);
      await tf.at(FOLDER).init();
      await tf.at(FOLDER).apply();
      for (const [from, to, steps] of WAYS)
        expect([from, to, await change(tf, trees.get(from)!, trees.get(to)!)]).toEqual([from, to, steps]);
    });
  }, 600_000);
});
