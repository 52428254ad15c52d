import { join } from 'node:path';
import { terraformAddresses } from '../../src/actions/terraform-addresses';
import type { Plan } from '../../src/plan/plan';
import { planRunbook } from '../../src/report/runbook/plan-runbook';
import type { RunbookStep } from '../../src/report/runbook/runbook';
import { synthesizeText, writeTrees, type Synthesized } from '../support/synthesized';
import { describeWithTerraform, withTerraform, type World } from '../support/terraform/terraform';

const FOLDER = 'terraform/edge/network-belgium';

function synthesized(egressAddresses: number): Promise<Synthesized> {
  const belgium = { name: 'belgium', cloud: 'google', region: 'europe-west1', project: 'acme-edge' };
  const datacenters = [egressAddresses === 0 ? belgium : { ...belgium, egressAddresses }];
  return synthesizeText(JSON.stringify({ name: 'edge', requestsPerSecond: 900, datacenters }), 'edge.json');
}

async function stepsOf(before: Plan, after: Plan): Promise<readonly RunbookStep[]> {
  const made = await planRunbook({ before, after, addresses: terraformAddresses(before, after) }, () =>
    Promise.resolve([]),
  );
  if (!made.ok) throw new Error(JSON.stringify(made.issues));
  const [part, ...others] = made.value.parts;
  expect(others).toEqual([]);
  return part!.steps.slice(1);
}

/** Addresses that are reserved, and those that Cloud NAT has. */
async function standing(tf: World): Promise<{ readonly reserved: string[]; readonly used: unknown }> {
  const { values } = await tf.at(FOLDER).state();
  const resources = values?.root_module.resources ?? [];
  const reserved = resources.filter(({ type }) => type === 'google_compute_address');
  return {
    reserved: reserved.map((it) => String(it.values['self_link'])),
    used: resources.find(({ type }) => type === 'google_compute_router_nat')?.values['nat_ips'],
  };
}

async function follow(tf: World, { commands, title }: RunbookStep): Promise<string> {
  let said = '';
  for (const command of commands) {
    const ran = await tf.run('bash', ['-c', command], join(tf.root, 'terraform/edge'), {
      TF_CLI_ARGS_apply: '-auto-approve -no-color -lock=false',
      TF_CLI_ARGS_output: '-no-color',
    });
    expect([title, ran.code, ran.code === 0 ? '' : ran.stderr]).toEqual([title, 0, '']);
    said += ran.stdout;
  }
  return said;
}

/** Goes from one number of addresses to another by the steps of the runbook; returns what Terraform said in each of its own. */
async function change(tf: World, before: Synthesized, after: Synthesized): Promise<string[]> {
  await writeTrees(tf, after);
  const said: string[] = [];
  for (const step of await stepsOf(before.topology.plan, after.topology.plan)) {
    if (step.commands[0]?.startsWith('gcloud ')) said.push(step.commands[0]);
    else said.push(await follow(tf, step));
    const { reserved, used } = await standing(tf);
    expect(((used ?? []) as string[]).filter((it) => !reserved.includes(it))).toEqual([]);
  }
  expect(await tf.at(FOLDER).hasChanges()).toBe(false);
  return said;
}

describeWithTerraform('addresses that the spec reserves for Cloud NAT', () => {
  test('come before it uses them, and go after it has let go of them', async () => {
    const trees = new Map<number, Synthesized>();
    for (const number of [0, 2, 3, 1]) trees.set(number, await synthesized(number));
    const [none, two, three, one] = [...trees.values()] as [Synthesized, Synthesized, Synthesized, Synthesized];
    await withTerraform(async (tf) => {
      await writeTrees(tf, none);
      await tf.at(FOLDER).init();
      await tf.at(FOLDER).apply();

      const [reserved, used] = await change(tf, none, two);
      expect(reserved).toMatch(/2 added, 0 changed, 0 destroyed/);
      expect(new Set(reserved!.match(/\d+\.\d+\.\d+\.\d+/g)).size).toBe(2);
      expect(used).toMatch(/0 added, 1 changed, 0 destroyed/);

      expect((await change(tf, two, three)).map((it) => /\d added, \d changed, \d destroyed/.exec(it)?.[0])).toEqual([
        '1 added, 0 changed, 0 destroyed',
        '0 added, 1 changed, 0 destroyed',
      ]);

      const [drained, gone] = await change(tf, three, one);
      expect(drained).toBe(
        [
          'gcloud compute routers nats update edge-belgium-nat --router edge-belgium-nat --region europe-west1 --project acme-edge \\',
          '  --nat-external-ip-pool edge-belgium-nat-1 --nat-external-drain-ip-pool edge-belgium-nat-2,edge-belgium-nat-3',
        ].join('\n'),
      );
      expect(gone).toMatch(/0 added, 1 changed, 2 destroyed/);
      expectOrder(gone!);

      const [back] = await change(tf, one, none);
      expect(back).toMatch(/0 added, 1 changed, 1 destroyed/);
      expectOrder(back!);
      expect((await standing(tf)).reserved).toEqual([]);
    });
  }, 240_000);
});

/** Google refuses to take back an address that Cloud NAT still has. */
function expectOrder(said: string): void {
  const released = said.indexOf('google_compute_router_nat.main: Modifications complete');
  expect(released).toBeGreaterThan(0);
  expect(said.indexOf(': Destroying...')).toBeGreaterThan(released);
}
