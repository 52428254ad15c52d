import { Construct } from 'constructs';
import type { CloudBuilder, ClusterInputs } from '../clouds/contract';
import { orderArtifacts, type Artifact } from '../kernel/artifact';
import type { CloudId } from '../kernel/ids';
import type { Templates } from '../kernel/template';
import { renderCassandraNode } from '../plan/datastores/cassandra/nodes/render';
import { renderKongMigrations, renderKongPool } from '../plan/pools/nodes/render';
import type { NodeFiles } from '../plan/nodes/node-files';
import type { DatacenterPlan, Plan, StackPlan } from '../plan/plan';
import { buildLinks } from './links';
import { Scope } from './scope';
import { buildShared, sharedSecrets } from './shared';
import { addBackend } from './state';
import { TopologyStack } from './topology-stack';
import { withoutStackTraces } from './without-stack-traces';

/** The version that cdktf's own files carry. */
const CDKTF_VERSION = '0.21.0';

/** A stack with everything in it, and the files that lie beside it. */
export interface BuiltStack {
  readonly plan: StackPlan;
  readonly stack: TopologyStack;
  /** Paths relative to the stack's folder, beginning with `files/`. */
  readonly files: readonly Artifact[];
}

/** Walks the plan and asks each cloud's builder; knows no cloud by name. In the order of the plan's stacks. */
export function buildStacks(
  plan: Plan,
  builders: Readonly<Record<CloudId, CloudBuilder>>,
  templates: Templates,
): BuiltStack[] {
  // A plain root: cdktf's App would make the output directory at once, and nothing here touches the disk.
  const root = new Construct(undefined as unknown as Construct, '');
  root.node.setContext('cdktfVersion', CDKTF_VERSION);
  return withoutStackTraces(() =>
    plan.stacks.map((stackPlan) => buildStack(root, plan, stackPlan, builders, templates)),
  );
}

function buildStack(
  root: Construct,
  plan: Plan,
  stackPlan: StackPlan,
  builders: Readonly<Record<CloudId, CloudBuilder>>,
  templates: Templates,
): BuiltStack {
  const stack = new TopologyStack(root, stackPlan.name);
  const scope = new Scope(plan, stack);
  addBackend(stack, plan);
  const files = fillStack(scope, plan, stackPlan, builders, templates);
  return { plan: stackPlan, stack, files };
}

function fillStack(
  scope: Scope,
  plan: Plan,
  stackPlan: StackPlan,
  builders: Readonly<Record<CloudId, CloudBuilder>>,
  templates: Templates,
): Artifact[] {
  if (stackPlan.layer === 'shared') buildShared(scope);
  if (stackPlan.layer === 'links') return nodeArtifacts(buildLinks(scope, plan, builders, templates));
  const datacenter = plan.datacenters.find((it) => it.name === stackPlan.datacenter);
  if (!datacenter) return [];
  const builder = builders[datacenter.cloud];
  builder.provider(scope, [datacenter]);
  if (stackPlan.layer === 'network') {
    builder.network(scope, datacenter);
    return [];
  }
  const inputs = clusterInputs(scope, plan, datacenter, templates);
  builder.cluster(scope, datacenter, inputs);
  return nodeArtifacts([
    ...Object.values(inputs.cassandra),
    inputs.kong,
    ...(inputs.migrations ? [inputs.migrations] : []),
  ]);
}

function clusterInputs(scope: Scope, plan: Plan, datacenter: DatacenterPlan, templates: Templates): ClusterInputs {
  const nodes = datacenter.cassandra.nodes.map(
    (node) => [node.name, renderCassandraNode(plan, datacenter, node, templates)] as const,
  );
  return {
    cassandra: Object.fromEntries(nodes),
    kong: renderKongPool(plan, datacenter, templates),
    ...(plan.kong.migrations.datacenter === datacenter.name
      ? { migrations: renderKongMigrations(plan, datacenter, templates) }
      : {}),
    secrets: sharedSecrets(scope),
  };
}

/** Every file once: nodes share some of theirs, and must agree on them. */
function nodeArtifacts(nodes: readonly NodeFiles[]): Artifact[] {
  const byPath = new Map<string, Artifact>();
  for (const artifact of nodes.flatMap((node) => node.artifacts)) {
    const known = byPath.get(artifact.path);
    if (known && known.text !== artifact.text) throw new Error(`two nodes disagree on files/${artifact.path}`);
    byPath.set(artifact.path, { ...artifact, path: `files/${artifact.path}` });
  }
  return orderArtifacts([...byPath.values()]);
}
