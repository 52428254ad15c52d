import { terraformAddresses } from '../src/actions/terraform-addresses';
import { planRunbook } from '../src/report/runbook/plan-runbook';
import type { RunbookPart } from '../src/report/runbook/runbook';
import { SMALLEST_SHARE } from '../src/kernel/smallest-share';
import { describeLong } from './support/long';
import { layersOf, synthesizeText, untouched, writeTrees, type Synthesized } from './support/synthesized';
import { withTerraform, type TerraformFolder, type World } from './support/terraform/terraform';

/*
 * A topology that grows, in real Terraform, as an operator goes it with the runbook: larger disks, more nodes and fewer
 * again, another datacenter that first joins and then serves. Each part applies the stacks that its steps name, in that
 * order; their plans touch what the part is about, and afterwards no stack of the topology has anything left to do.
 */

const TIMEOUT_MS = 1_800_000;
const FIELDS = {
  name: 'edge',
  requestsPerSecond: 2000,
  kong: { adminCidrs: ['10.127.0.0/16'], requestsPerSecondPerVcpu: 500 },
};
const US_EAST = { name: 'us-east', cloud: 'aws', region: 'us-east-1' };
const EU_WEST = { name: 'eu-west', cloud: 'google', region: 'europe-west1', project: 'acme-edge' };
const US_WEST = { name: 'us-west', cloud: 'aws', region: 'us-west-2' };

/** Actions by stack and address, data sources left out. */
type Done = Readonly<Record<string, Readonly<Record<string, string>>>>;

class Operator {
  #stands: Synthesized | undefined;

  constructor(private readonly tf: World) {}

  async build(spec: object): Promise<void> {
    const { topology } = await this.#generate(spec);
    for (const stack of layersOf(topology.plan).flat()) await this.#at(stack).build();
  }

  /** Returns the parts of the runbook from what stands to a spec, which is not generated yet. */
  async parts(spec: object): Promise<readonly RunbookPart[]> {
    const before = this.#stands!.topology;
    const words = ['nodes-lowered:us-east', 'nodes-lowered:eu-west'];
    const { topology } = await synthesizeText(JSON.stringify(spec), 'edge.json', before.lock.text, words);
    const addresses = terraformAddresses(before.plan, topology.plan);
    const made = await planRunbook({ before: before.plan, after: topology.plan, addresses }, () => Promise.resolve([]));
    if (!made.ok) throw new Error(JSON.stringify(made.issues));
    return made.value.parts;
  }

  /** Generates and applies as a part says, the spec being that part's. Returns what that did. */
  async follow({ steps }: RunbookPart, spec: object): Promise<Done> {
    const before = this.#stands!;
    const done: Record<string, Record<string, string>> = {};
    for (const command of steps.flatMap(({ commands }) => commands)) {
      const [, stack] = /^terraform -chdir=(\S+) init && terraform -chdir=\1 apply$/.exec(command) ?? [];
      if (command.startsWith('topogen synth '))
        await this.#generate(spec, /--allow (\S+)/.exec(command)?.[1]?.split(','));
      if (stack) done[stack] = await this.#apply(stack);
    }
    await this.#isSettled(before, Object.keys(done));
    return done;
  }

  async #generate(spec: object, allowed: readonly string[] = []): Promise<Synthesized> {
    const lock = this.#stands?.topology.lock.text;
    this.#stands = await synthesizeText(JSON.stringify(spec), 'edge.json', lock, allowed);
    await this.tf.remove('terraform/edge');
    await writeTrees(this.tf, this.#stands);
    return this.#stands;
  }

  async #apply(stack: string): Promise<Record<string, string>> {
    const folder = this.#at(stack);
    await folder.init();
    const actions = Object.entries(await folder.applyChanges());
    return Object.fromEntries(actions.filter(([, action]) => action !== 'read'));
  }

  /** Every stack has nothing to do, those that the part did not name too. */
  async #isSettled(before: Synthesized, applied: readonly string[]): Promise<void> {
    const same = untouched(before, this.#stands!);
    const left = this.#stands!.topology.plan.stacks.map(async ({ name }) => {
      if (same.has(name)) return [];
      const folder = this.#at(name);
      if (!applied.includes(name)) await folder.init();
      const changes = await folder.changes();
      return changes ? [name, changes.actions()] : [];
    });
    expect((await Promise.all(left)).filter((it) => it.length > 0)).toEqual([]);
  }

  #at(stack: string): TerraformFolder {
    return this.tf.at(`terraform/edge/${stack}`);
  }
}

/** Returns what was done as `<stack> <action> <address>`. */
function linesOf(done: Done): string[] {
  return Object.entries(done)
    .flatMap(([stack, actions]) => Object.entries(actions).map(([address, action]) => `${stack} ${action} ${address}`))
    .sort();
}

/** What gives Kong the list of nodes: its machines are replaced by those with the other one, by their groups. */
const KONGS =
  / (update (aws_launch_template|aws_autoscaling_group|google_compute_region_instance_group_manager)|replace google_compute_region_instance_template)\.kong$/;
const RULE = /(aws_vpc_security_group_\w+_rule|google_compute_firewall)\./;

describeLong('a topology that grows, and gives back', () => {
  test(
    'by larger disks, more nodes, fewer nodes and another datacenter, as the runbook says',
    () =>
      withTerraform(async (tf) => {
        const two = { ...FIELDS, datacenters: [US_EAST, EU_WEST], datastore: { diskGib: 500 } };
        const larger = { ...two, datastore: { diskGib: 700 } };
        const more = { ...two, datastore: { diskGib: 700, nodesPerDatacenter: 6 } };
        const fewer = { ...two, datastore: { diskGib: 700, nodesPerDatacenter: 3 } };
        const three = { ...fewer, datacenters: [US_EAST, EU_WEST, US_WEST] };
        const joining = { ...fewer, datacenters: [US_EAST, EU_WEST, { ...US_WEST, share: SMALLEST_SHARE }] };
        const operator = new Operator(tf);
        await operator.build(two);

        const [disks, nodes, ...none] = await operator.parts(more);
        expect(none).toEqual([]);
        const number = ['1', '2', '3'];
        expect(linesOf(await operator.follow(disks!, larger))).toEqual([
          ...number.map((it) => `cluster-eu-west update google_compute_disk.cassandra_${it}_data`),
          ...number.map((it) => `cluster-us-east update aws_ebs_volume.cassandra_${it}`),
        ]);

        const added = linesOf(await operator.follow(nodes!, more));
        expect(added.filter((it) => !/ create /.test(it) && !KONGS.test(it))).toEqual([]);
        expect(added.filter((it) => / create /.test(it) && !/cassandra_[456]/.test(it) && !RULE.test(it))).toEqual([]);
        for (const it of ['4', '5', '6']) {
          expect(added).toContain(`cluster-us-east create aws_instance.cassandra_${it}`);
          expect(added).toContain(`cluster-eu-west create google_compute_instance.cassandra_${it}`);
        }

        const [shrink, ...others] = await operator.parts(fewer);
        expect(others).toEqual([]);
        const removed = linesOf(await operator.follow(shrink!, fewer));
        expect(
          removed.filter((it) => !/ delete .*cassandra_[456]/.test(it) && !KONGS.test(it) && !RULE.test(it)),
        ).toEqual([]);
        expect(removed.filter((it) => / delete (aws_ebs_volume|google_compute_disk)\./.test(it))).toHaveLength(6);

        const [comes, serves, ...further] = await operator.parts(three);
        expect(further).toEqual([]);
        const joined = await operator.follow(comes!, joining);
        const { 'cluster-us-east': us = {}, 'cluster-eu-west': eu = {}, ...fresh } = joined;
        expect(linesOf({ us, eu }).filter((it) => !(/ create /.test(it) && RULE.test(it)))).toEqual([]);
        expect(linesOf({ us, eu }).length).toBeGreaterThan(0);
        expect(linesOf(fresh).filter((it) => !/ create /.test(it))).toEqual([]);
        expect(Object.keys(fresh['cluster-us-west']!).length).toBeGreaterThan(50);

        const served = linesOf(await operator.follow(serves!, three));
        const pools = / update (aws_autoscaling_group|google_compute_region_autoscaler)\.kong$/;
        expect(served.filter((it) => !pools.test(it))).toEqual([]);
        expect(served.length).toBeGreaterThan(0);
      }),
    TIMEOUT_MS,
  );
});
