import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Egress } from '../../src/kernel/egress';
import type { RunbookStep } from '../../src/report/runbook/runbook';
import { describeLong } from '../support/long';
import { proveTopology } from '../support/prove-topology';
import { follow, stepsOf } from '../support/runbook-on-terraform';
import { standUp, synthesizeText, writeTrees, type Synthesized } from '../support/synthesized';
import { storedResources } from '../support/terraform/state-file';
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
  const resources = await storedResources(tf, 'network-us-east');
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
  }, 1_800_000);
});

/* The same for machines that lose their way to the internet, or get one. */

const UPSTREAMS = [{ cidr: '10.0.0.0/8', ports: [443] }];

/** A datacenter with machine images, which an egress of none asks for. */
const IMAGED: readonly (readonly [string, object, string])[] = [
  [
    'AWS',
    { ...EAST, kong: { image: 'ami-0a1b2c3d4e5f60718' }, cassandra: { image: 'ami-0a1b2c3d4e5f60719' } },
    'us-east',
  ],
  [
    'Google Cloud',
    {
      ...BELGIUM,
      kong: { image: 'projects/acme-images/global/images/kong' },
      cassandra: { image: 'projects/acme-images/global/images/cassandra' },
    },
    'belgium',
  ],
];

function closing(datacenter: object, egress: Egress): Promise<Synthesized> {
  const spec = {
    name: 'edge',
    requestsPerSecond: 900,
    kong: { survives: 'node', upstreams: UPSTREAMS },
    gateway: { exposure: 'internal' },
    datacenters: [{ ...datacenter, egress }],
  };
  return synthesizeText(JSON.stringify(spec), 'edge.json');
}

const WAYS_TO_SERVICES = {
  endpoints: ['aws_vpc_endpoint', 'google_dns_record_set'],
  gateways: ['aws_nat_gateway', 'google_compute_router_nat'],
  rules: ['aws_vpc_security_group_egress_rule', 'google_compute_firewall'],
};

/** Number of resources of a kind in the state of a stack, whose values have a text. */
async function count(tf: World, stack: string, kind: keyof typeof WAYS_TO_SERVICES, text = ''): Promise<number> {
  return (await storedResources(tf, stack)).filter(
    (it) => WAYS_TO_SERVICES[kind].includes(it.type) && JSON.stringify(it.values).includes(text),
  ).length;
}

/** Whether machines reach services of their cloud: names lead to endpoints where there are any, and else to the internet. */
async function reachServices(tf: World, name: string, range: string): Promise<boolean> {
  const rules = (to: string): Promise<number> => count(tf, `cluster-${name}`, 'rules', `"${to}"`);
  const anywhere = (await rules('0.0.0.0/0')) > 0;
  return (await count(tf, `network-${name}`, 'endpoints')) > 0
    ? anywhere || (await rules(range)) > 0
    : anywhere && (await count(tf, `network-${name}`, 'gateways')) > 0;
}

const TITLES = {
  closing: ['Make the endpoints', 'Let the gateways', 'Close the rules'],
  opening: ['Make the gateways', 'Open the rules', 'Let the endpoints'],
};

/** Writes the trees of a topology, without the files of another one that these lack: `topogen synth` takes those away. */
async function overwrite(tf: World, name: string, fresh: Synthesized): Promise<void> {
  for (const file of ['endpoints.tf', 'nat.tf'])
    rmSync(join(tf.root, 'terraform/edge', `network-${name}`, file), { force: true });
  await writeTrees(tf, fresh);
}

describeLong('a way to the internet that goes and comes, by the steps of the runbook', () => {
  test.each(IMAGED)(
    'leaves machines on %s a way to services of their cloud at every step, and an empty plan',
    async (_, datacenter, name) => {
      const [open, shut] = [await closing(datacenter, 'managed'), await closing(datacenter, 'none')];
      const { range } = shut.topology.plan.datacenters[0]!.endpoints!;
      const stacks = ['shared', `network-${name}`, `cluster-${name}`];
      await withTerraform(async (tf) => {
        await standUp(tf, open, stacks);
        expect(await reachServices(tf, name, range)).toBe(true);
        for (const [before, after, titles] of [
          [open, shut, TITLES.closing],
          [shut, open, TITLES.opening],
        ] as const) {
          await overwrite(tf, name, after);
          const steps = await stepsOf(before.topology.plan, after.topology.plan);
          expect(steps.map(({ title }) => title.split(' ').slice(0, 3).join(' '))).toEqual(titles);
          for (const step of steps) {
            await followAll(tf, step);
            expect([step.title, await reachServices(tf, name, range)]).toEqual([step.title, true]);
          }
          for (const stack of stacks)
            expect([stack, await tf.at(`terraform/edge/${stack}`).hasChanges()]).toEqual([stack, false]);
        }
        // One apply of everything else than by the steps is what the law would see.
        await overwrite(tf, name, shut);
        await tf.at(`terraform/edge/cluster-${name}`).apply();
        expect(await reachServices(tf, name, range)).toBe(false);
      });
    },
    1_800_000,
  );
});
