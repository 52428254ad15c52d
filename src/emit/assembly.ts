import { orderArtifacts, type Artifact } from '../kernel/artifact';
import { canonicalJson } from '../kernel/json';
import type { BuiltStack } from '../stacks/build';

/** The synthesised form of a stack: Terraform's JSON, blocks in the order of construction. */
export type StackJson = Readonly<Record<string, unknown>>;

/** Synthesises the JSON of a stack. Each stack is synthesised once, and both trees are rendered from the result. */
export function stackJson(built: BuiltStack): StackJson {
  return built.stack.toTerraform() as StackJson;
}

/** cdktf's command line reads this version of the manifest's format. */
const CDKTF_VERSION = '0.21.0';

/**
 * Renders the tree that `cdktf deploy` reads: `manifest.json` and `stacks/<stack>/cdk.tf.json` with the files beside
 * it.
 */
export function renderAssembly(
  stacks: readonly { readonly built: BuiltStack; readonly json: StackJson }[],
): Artifact[] {
  // Keys keep the order of construction, like the HCL: Terraform itself looks at references in the order of the text.
  const artifacts = stacks.flatMap(({ built, json }) => [
    { path: `stacks/${built.plan.name}/cdk.tf.json`, text: `${JSON.stringify(json, null, 2)}\n` },
    ...built.files.map((file) => ({ ...file, path: `stacks/${built.plan.name}/${file.path}` })),
  ]);
  return orderArtifacts([
    { path: 'manifest.json', text: renderManifest(stacks.map(({ built }) => built)) },
    ...artifacts,
  ]);
}

function renderManifest(stacks: readonly BuiltStack[]): string {
  const entries = stacks.map(({ plan }) => [
    plan.name,
    {
      name: plan.name,
      constructPath: plan.name,
      workingDirectory: `stacks/${plan.name}`,
      synthesizedStackPath: `stacks/${plan.name}/cdk.tf.json`,
      stackMetadataPath: `stacks/${plan.name}/metadata.json`,
      annotations: [],
      dependencies: plan.dependsOn,
    },
  ]);
  return canonicalJson({ version: CDKTF_VERSION, stacks: Object.fromEntries(entries) as unknown });
}
