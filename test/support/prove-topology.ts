import type { Plan } from '../../src/plan/plan';
import { ALIKE_TOO } from './effort';
import { runsLong } from './long';
import type { PlanResult } from './terraform/plan-result';
import { describeWithTerraform, withTerraform, type TerraformFolder, type World } from './terraform/terraform';
import { provenStacks, stacksOfNewShape } from './stack-shapes';
import { layersOf, synthesizeShipped, writeTrees, type Synthesized } from './synthesized';

/** Time limit for the largest topology, on a machine that is busy with other tests. */
const TIMEOUT_MS = 1_800_000;

export interface ProofOptions {
  /** True if it takes minutes, and is run only with `TOPOGEN_LONG=1`. @default false */
  readonly long?: boolean;
  /** Topology to prove. @default the ready-made topology of that name */
  readonly synthesize?: () => Promise<Synthesized>;
  /** Stacks to prove, which read no other. @default all */
  readonly stacks?: readonly string[];
}

/**
 * Takes a ready-made topology through real Terraform, stack by stack: both trees are valid and warn of nothing, they plan the same
 * by the same configuration, the HCL applies, a second plan of it is empty, so that of the other tree is too, and everything can be
 * destroyed. A stack whose blocks differ from those of others that are proven in names and numbers alone is valid in both trees,
 * keeps its promises, and is applied where others read it: the rest is shown by those (`TOPOGEN_CASES=all` shows it again).
 *
 * `long`: takes minutes, so it runs when TOPOGEN_LONG=1 says so, as `npm run test:long` and CI do.
 */
export function proveTopology(name: string, options: ProofOptions = {}): void {
  if (options.long && !runsLong(`topology ${name} through Terraform`)) {
    test.skip(`topology ${name}`, () => {});
    return;
  }
  describeWithTerraform(`topology ${name}`, () => {
    const proof = async (): Promise<void> => {
      const synthesized = await (options.synthesize ?? (() => synthesizeShipped(name)))();
      const { topology } = synthesized;
      await withTerraform(async (tf) => {
        await writeTrees(tf, synthesized);
        const stacks = options.stacks ?? topology.plan.stacks.map((stack) => stack.name);
        const chosen = options.synthesize ? await stacksOfNewShape(synthesized) : provenStacks(name);
        const proven = ALIKE_TOO ? stacks : stacks.filter((stack) => chosen.includes(stack));
        const read = readBy(topology.plan, proven);
        const layers = layersOf(topology.plan).map((layer) => layer.filter((stack) => stacks.includes(stack)));
        for (const layer of layers) {
          await Promise.all(
            layer.map(async (stack) => {
              if (proven.includes(stack)) return proveStack(tf, synthesized, stack);
              await holdPromises(tf, synthesized, stack);
              if (read.has(stack)) await hclFolder(tf, synthesized, stack).apply();
            }),
          );
        }
        for (const layer of layers.reverse()) {
          const destroyed = layer.filter((stack) => proven.includes(stack));
          await Promise.all(destroyed.map((stack) => hclFolder(tf, synthesized, stack).destroy()));
        }
      });
    };
    test('plans, applies, settles and is destroyed; JSON and HCL are the same', proof, TIMEOUT_MS);
  });
}

function hclFolder(tf: World, { topology }: Synthesized, stack: string): TerraformFolder {
  return tf.at(`terraform/${topology.plan.topology}/${stack}`);
}

function jsonFolder(tf: World, stack: string): TerraformFolder {
  return tf.at(`cdktf.out/stacks/${stack}`);
}

/** Returns the stacks of a plan whose outputs are read by some of it, or by what those read. */
function readBy(plan: Plan, stacks: readonly string[]): ReadonlySet<string> {
  const read = new Set<string>();
  for (const { name, dependsOn } of [...plan.stacks].reverse())
    if (stacks.includes(name) || read.has(name)) for (const stack of dependsOn) read.add(stack);
  return read;
}

/** Prepares a stack whose shapes others prove: what depends on its own names and numbers is looked at all the same. */
async function holdPromises(tf: World, synthesized: Synthesized, stack: string): Promise<void> {
  const hcl = hclFolder(tf, synthesized, stack);
  await hcl.init();
  for (const folder of [jsonFolder(tf, stack), hcl])
    expect([stack, await folder.validate()]).toEqual([stack, { valid: true, errors: [], warnings: [] }]);
  await passItsTests(hcl, stack);
}

/** Runs the tests that clusters and links bring with them. */
async function passItsTests(hcl: TerraformFolder, stack: string): Promise<void> {
  if (/^(cluster-|links$)/.test(stack)) expect((await hcl.test()).stdout).toMatch(/Success! [1-9]\d* passed, 0 failed/);
}

async function proveStack(tf: World, synthesized: Synthesized, stack: string): Promise<void> {
  const hcl = hclFolder(tf, synthesized, stack);
  const json = jsonFolder(tf, stack);
  const plans: PlanResult[] = [];
  for (const folder of [json, hcl]) {
    await folder.init();
    const plan = await folder.plan();
    expect([stack, plan.warnings]).toEqual([stack, []]);
    plans.push(plan);
  }
  const [ofJson, ofHcl] = plans;
  if (!ofJson || !ofHcl) throw new Error('two plans were made');
  expect(comparable(ofHcl)).toEqual(comparable(ofJson));
  await passItsTests(hcl, stack);
  await hcl.settle(ofHcl);
}

/** Returns the values of a plan that tests compare: everything but its time and the names of its files. */
function comparable({ json }: PlanResult): unknown {
  const { planned_values, resource_changes, output_changes, configuration } = json;
  return { planned_values, resource_changes, output_changes, configuration: withoutTemplateTexts(configuration) };
}

/** Removes the text before evaluation that Terraform shows next to the references of an expression in JSON syntax. */
function withoutTemplateTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTemplateTexts);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([key]) => key !== 'constant_value' || !('references' in value));
  return Object.fromEntries(entries.map(([key, each]) => [key, withoutTemplateTexts(each)]));
}
