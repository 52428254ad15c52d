import type { PlanResult, StateJson } from './plan-result';
import { withTerraform } from './terraform';
import type { World, WorldOptions } from './terraform';

export interface StackRun {
  /** The plan that was applied. */
  readonly plan: PlanResult;
  /** The state afterwards. */
  readonly state: StateJson;
}

export interface TopologyOptions extends WorldOptions {
  /** Runs while everything is up, before it is destroyed: copy a newer tree over the root and plan it, say. */
  readonly whileUp?: (tf: World, runs: Readonly<Record<string, StackRun>>) => Promise<void>;
}

/**
 * Takes every stack of a tree through init, plan, apply and a second plan, which must be empty, and at the end
 * destroys them in reverse. Throws at the first step that does not do what it should.
 *
 * @param root folder that is copied whole, so that relative paths between stacks (states, files) hold
 * @param stacks folders of the stacks below it in the order of apply; those in one array depend on nothing of each other
 *   and run side by side
 * @returns by stack folder: plan and state, both as `terraform show -json` tells them
 */
export function applyTopology(
  root: string,
  stacks: readonly (string | readonly string[])[],
  options: TopologyOptions = {},
): Promise<Record<string, StackRun>> {
  const layers = stacks.map((layer) => (typeof layer === 'string' ? [layer] : layer));
  return withTerraform(async (tf) => {
    await tf.copyFrom(root);
    const runs: Record<string, StackRun> = {};
    for (const layer of layers) {
      const done = await Promise.all(layer.map(async (stack) => [stack, await applyStack(tf, stack)] as const));
      for (const [stack, run] of done) runs[stack] = run;
    }
    await options.whileUp?.(tf, runs);
    for (const layer of [...layers].reverse()) await Promise.all(layer.map((stack) => destroyStack(tf, stack)));
    return runs;
  }, options);
}

async function applyStack(tf: World, stack: string): Promise<StackRun> {
  const folder = tf.at(stack);
  await folder.init();
  const plan = await folder.plan();
  await folder.settle(plan);
  return { plan, state: await folder.state() };
}

async function destroyStack(tf: World, stack: string): Promise<void> {
  const folder = tf.at(stack);
  await folder.destroy();
  const left = (await folder.state()).values?.root_module.resources ?? [];
  if (left.length > 0) throw new Error(`${stack}: ${left.length} resources are left after destroy`);
}
