import { describeLong } from './support/long';
import { layersOf, standUp, synthesizeText, untouched, writeTrees, type Synthesized } from './support/synthesized';
import { withTerraform, type World } from './support/terraform/terraform';
import { kongAt, NEW_KONG, OLD_KONG, UPGRADED } from './support/upgrade-spec';

/*
 * An upgrade of Kong by a second pool in real Terraform, as an operator goes it: each stage is applied on the state of the one
 * before. Its plan touches what the stage names, a second plan is empty, and what serves is never replaced.
 */

const TIMEOUT_MS = 1_800_000;

type Actions = Readonly<Record<string, string>>;

/** Who applies one spec after another, each with the lock file of the one before. */
class Operator {
  #last: Synthesized | undefined;

  constructor(private readonly tf: World) {}

  /** Applies the first spec. */
  async begin(kong: object): Promise<void> {
    await standUp(this.tf, await this.synthesize(kong));
  }

  /** Applies a spec. Returns what that did in the clusters, by address; every second plan is empty. */
  async apply(kong: object): Promise<Actions> {
    const before = this.#last;
    const synthesized = await this.synthesize(kong);
    const same = untouched(before, synthesized);
    // As the program does, files that are wanted no more go; the states lie beside the trees.
    await this.tf.remove('terraform/edge');
    await writeTrees(this.tf, synthesized);
    const done: Record<string, string> = {};
    for (const stack of layersOf(synthesized.topology.plan).flat()) {
      if (same.has(stack)) continue;
      const folder = this.tf.at(`terraform/edge/${stack}`);
      await folder.init();
      const actions = await folder.settle();
      if (!stack.startsWith('cluster-')) expect([stack, actions]).toEqual([stack, {}]);
      if (stack.startsWith('cluster-')) Object.assign(done, actions);
    }
    return done;
  }

  private async synthesize(kong: object): Promise<Synthesized> {
    const text = JSON.stringify({ ...UPGRADED, kong });
    this.#last = await synthesizeText(text, 'edge.json', this.#last?.topology.lock.text);
    return this.#last;
  }
}

const MOVED = {
  'aws_lb_listener.https': 'update',
  'google_compute_region_backend_service.balancer': 'update',
};

/** Addresses with an action, firewall rules and the migrations job left out. */
function done(actions: Actions, action: RegExp): string[] {
  const others = /^(aws_vpc_security_group_\w+_rule|google_compute_firewall)\.|kong_migrations$/;
  return Object.entries(actions)
    .filter(([address, it]) => action.test(it) && !others.test(address))
    .map(([address]) => address)
    .sort();
}

describeLong('an upgrade of Kong by a second pool', () => {
  test(
    'by blue and green, back and forth, to its end',
    () =>
      withTerraform(async (tf) => {
        const operator = new Operator(tf);
        await operator.begin(OLD_KONG);
        const begun = await operator.apply(kongAt('blue-green', 'beside'));
        expect(done(begun, /delete|replace/)).toEqual([]);
        expect(Object.keys(begun)).toContain('aws_autoscaling_group.kong_green');
        expect(await operator.apply(kongAt('blue-green', 'switched'))).toEqual(MOVED);
        expect(await operator.apply(kongAt('blue-green', 'beside'))).toEqual(MOVED);
        expect(await operator.apply(kongAt('blue-green', 'switched'))).toEqual(MOVED);
        const ended = await operator.apply(NEW_KONG);
        expect(done(ended, /update/)).toEqual(['google_compute_region_backend_service.balancer']);
        expect(done(ended, /create|replace/)).toEqual([]);
        const gone = done(ended, /delete/);
        expect(gone).toEqual(expect.arrayContaining(['aws_autoscaling_group.kong', 'aws_lb_target_group.https']));
        expect(gone.filter((address) => /green/.test(address) && !/checked_green/.test(address))).toEqual([]);
        const finished = await operator.apply({ ...NEW_KONG, finishMigrations: '3.3.1' });
        expect(Object.keys(finished).filter((address) => !address.includes('kong_migrations'))).toEqual([]);
      }),
    TIMEOUT_MS,
  );

  test(
    'by the cut of the checklist, to its end',
    () =>
      withTerraform(async (tf) => {
        const operator = new Operator(tf);
        await operator.begin(OLD_KONG);
        expect(done(await operator.apply(kongAt('cut', 'held')), /./)).toEqual([
          'aws_autoscaling_group.kong',
          'google_compute_region_autoscaler.kong',
          'google_compute_region_instance_group_manager.kong',
        ]);
        const cut = await operator.apply(kongAt('cut', 'cut'));
        expect(new Set(Object.values(cut))).toEqual(new Set(['delete']));
        expect(Object.keys(cut).filter((address) => !/kong_to_.*cassandra/.test(address))).toEqual([]);
        expect(done(await operator.apply(kongAt('cut', 'migrated')), /update|delete|replace/)).toEqual([]);
        expect(done(await operator.apply(kongAt('cut', 'filled')), /delete|replace/)).toEqual([]);
        expect(await operator.apply(kongAt('cut', 'switched'))).toEqual(MOVED);
        const ended = await operator.apply(NEW_KONG);
        expect(done(ended, /create|replace/)).toEqual([]);
        expect(done(ended, /update/)).toEqual(['google_compute_region_backend_service.balancer']);
      }),
    TIMEOUT_MS,
  );
});
