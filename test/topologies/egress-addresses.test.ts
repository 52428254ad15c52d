import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { follow, stepsOf } from '../support/runbook-on-terraform';
import { synthesizeText, writeTrees, type Synthesized } from '../support/synthesized';
import { describeLong } from '../support/long';
import { storedResources, type StateFile } from '../support/terraform/state-file';
import { withTerraform, type World } from '../support/terraform/terraform';

const FOLDER = 'terraform/edge/network-belgium';

function synthesized(egressAddresses: number): Promise<Synthesized> {
  const belgium = { name: 'belgium', cloud: 'google', region: 'europe-west1', project: 'acme-edge' };
  const datacenters = [egressAddresses === 0 ? belgium : { ...belgium, egressAddresses }];
  return synthesizeText(JSON.stringify({ name: 'edge', requestsPerSecond: 900, datacenters }), 'edge.json');
}

/** Addresses that are reserved, and those that Cloud NAT has. */
async function standing(tf: World): Promise<{ readonly reserved: string[]; readonly used: string[] }> {
  const resources = await storedResources(tf, 'network-belgium');
  const reserved = resources.filter(({ type }) => type === 'google_compute_address');
  return {
    reserved: reserved.map((it) => String(it.values['self_link'])),
    used: (resources.find(({ type }) => type === 'google_compute_router_nat')?.values['nat_ips'] ?? []) as string[],
  };
}

/** What a command of Google's own does to Cloud NAT: the state has it as a refresh would find it. */
async function asGoogleHas(tf: World, command: string): Promise<void> {
  const file = join(tf.root, 'state/edge/network-belgium.tfstate');
  const state = JSON.parse(await readFile(file, 'utf8')) as StateFile;
  const nat = state.resources.find(({ type }) => type === 'google_compute_router_nat')!.instances[0]!.attributes;
  const names = (option: string): string[] => new RegExp(`${option} (\\S+)`).exec(command)?.[1]?.split(',') ?? [];
  const all = (nat['nat_ips'] as string[]).concat((nat['drain_nat_ips'] ?? []) as string[]);
  const linksOf = (option: string): string[] =>
    all.filter((it) => names(option).some((name) => it.endsWith(`/${name}`)));
  if (command.includes('--nat-external-drain-ip-pool')) {
    nat['nat_ips'] = linksOf('--nat-external-ip-pool');
    nat['drain_nat_ips'] = linksOf('--nat-external-drain-ip-pool');
  } else if (command.includes('--clear-nat-external-drain-ip-pool')) nat['drain_nat_ips'] = [];
  else if (command.includes('--auto-allocate-nat-external-ips'))
    Object.assign(nat, { nat_ips: [], nat_ip_allocate_option: 'AUTO_ONLY' });
  else throw new Error(command);
  await writeFile(file, JSON.stringify({ ...state, serial: state.serial + 1 }));
}

/** Goes from one number of addresses to another by the steps of the runbook; returns what each command was, or said. */
async function change(tf: World, before: Synthesized, after: Synthesized): Promise<string[]> {
  await writeTrees(tf, after);
  const said: string[] = [];
  for (const { commands } of await stepsOf(before.topology.plan, after.topology.plan))
    for (const command of commands) {
      if (command.startsWith('gcloud ')) {
        await asGoogleHas(tf, command);
        said.push(command.replace(/^.* --project acme-edge /s, '').replaceAll(/\\\n */g, ''));
      } else said.push(outcomeOf(await follow(tf, command)));
      const { reserved, used } = await standing(tf);
      expect(used.filter((it) => !reserved.includes(it))).toEqual([]);
    }
  expect(await tf.at(FOLDER).hasChanges()).toBe(false);
  return said;
}

/** What an apply did, or the addresses that an output shows. */
function outcomeOf(said: string): string {
  return (
    /\d added, \d changed, \d destroyed/.exec(said)?.[0] ?? `${said.match(/\d+\.\d+\.\d+\.\d+/g)?.length} addresses`
  );
}

describeLong('addresses that the spec reserves for Cloud NAT', () => {
  test('come before it uses them, and go after it has let go of them', async () => {
    const trees = new Map<number, Synthesized>();
    for (const number of [0, 2, 3, 1]) trees.set(number, await synthesized(number));
    const [none, two, three, one] = [...trees.values()] as [Synthesized, Synthesized, Synthesized, Synthesized];
    await withTerraform(async (tf) => {
      await writeTrees(tf, none);
      await tf.at(FOLDER).init();
      await tf.at(FOLDER).apply();

      expect(await change(tf, none, two)).toEqual([
        '2 added, 0 changed, 0 destroyed',
        '2 addresses',
        '0 added, 1 changed, 0 destroyed',
      ]);
      expect(await change(tf, two, three)).toEqual([
        '1 added, 0 changed, 0 destroyed',
        '3 addresses',
        '0 added, 1 changed, 0 destroyed',
      ]);
      // Without the steps: Google refuses to take back an address that Cloud NAT still has.
      await writeTrees(tf, two);
      const said = await follow(tf, 'terraform -chdir=network-belgium apply');
      expect(outcomeOf(said)).toBe('0 added, 1 changed, 1 destroyed');
      const released = said.indexOf('google_compute_router_nat.main: Modifications complete');
      expect(released).toBeGreaterThan(0);
      expect(said.indexOf('google_compute_address.nat_3: Destroying...')).toBeGreaterThan(released);

      expect(await change(tf, two, one)).toEqual([
        '--nat-external-ip-pool edge-belgium-nat-1 --nat-external-drain-ip-pool edge-belgium-nat-2',
        '--clear-nat-external-drain-ip-pool',
        '0 added, 0 changed, 1 destroyed',
      ]);
      expect(await change(tf, one, none)).toEqual([
        '--auto-allocate-nat-external-ips',
        '0 added, 0 changed, 1 destroyed',
      ]);
      expect(await standing(tf)).toEqual({ reserved: [], used: [] });
    });
  }, 900_000);
});
