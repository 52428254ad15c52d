import * as path from 'node:path';
import { resourcesByAddress } from '../support/terraform/plan-result';
import type { StateJson } from '../support/terraform/plan-result';
import { describeLong } from '../support/long';
import { applyTopology } from '../support/terraform/topology';

/** Two stacks with every resource that topogen may use; the second reads the first one's state. */
const catalogue = path.join(__dirname, 'catalogue');
const network = 'terraform/catalogue/network';
const cluster = 'terraform/catalogue/cluster';

const outputs = (state: StateJson | undefined): Record<string, unknown> =>
  Object.fromEntries(Object.entries(state?.values?.outputs ?? {}).map(([name, each]) => [name, each.value]));

describeLong('a topology of several stacks', () => {
  test('goes through validate, plan, apply, an empty plan and destroy', async () => {
    const runs = await applyTopology(catalogue, [network, cluster]);
    expect(Object.keys(runs)).toEqual([network, cluster]);
    for (const run of Object.values(runs)) {
      const all = Object.values(resourcesByAddress(run.state.values?.root_module));
      const managed = all.filter((each) => each.mode === 'managed').map((each) => each.address);
      expect(managed.length).toBeGreaterThan(40);
      expect(run.plan.addresses('create').sort()).toEqual(managed.sort());
    }
    expect(runs[network]?.plan.warnings).toEqual([]);
    // From the inside CIDRs of the tunnels: the first host of each is Amazon's.
    expect(outputs(runs[network]?.state)['bgp_peers']).toEqual([
      '169.254.8.1',
      '169.254.8.5',
      '169.254.9.1',
      '169.254.9.5',
    ]);
    const template = resourcesByAddress(runs[cluster]?.state.values?.root_module)['aws_launch_template.kong'];
    expect(template?.values['name']).toMatch(/^edge-us-east-kong-[0-9a-f]{20}/);
  });

  test('stays up for a closer look, and plans what a newer tree changes', async () => {
    await applyTopology(catalogue, [network], {
      whileUp: async (tf) => {
        const file = `${network}/google.tf`;
        await tf.write(file, (await tf.read(file)).replace(/flow_sampling( +)= 0.5/, 'flow_sampling$1= 0.25'));
        const plan = await tf.at(network).plan();
        expect(plan.actions()).toEqual({ 'google_compute_subnetwork.private': 'update' });
      },
    });
  });

  test('fails at the stack that is at fault', async () => {
    // Without the network's state there is nothing that the cluster could read.
    await expect(applyTopology(catalogue, [cluster])).rejects.toThrow(/Unable to find remote state/);
  });

  test('fails when a second plan is not empty', async () => {
    const unsettled = path.join(__dirname, 'unsettled');
    await expect(applyTopology(unsettled, ['.'])).rejects.toThrow(/root does not settle; .*"aws_eip\.main": "update"/s);
  });
});
