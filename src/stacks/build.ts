import { Construct } from 'constructs';
import type { CloudBuilder } from '../clouds/contract';
import { orderArtifacts, type Artifact } from '../kernel/artifact';
import { datacenterOf } from '../kernel/datacenter-of';
import type { CloudId } from '../kernel/ids';
import type { NodeFiles } from '../plan/nodes/node-files';
import type { NodeFilesByPlace } from '../plan/nodes/render-nodes';
import type { Plan, StackPlan } from '../plan/plan';
import { buildAlarms } from './alarms';
import { buildLinks } from './links';
import { buildNames } from './names';
import { buildRedisPassword } from './redis-password';
import { Scope } from './scope';
import { putOutScrapeTargets } from './scrape-targets';
import { buildShared, sharedSecrets } from './shared';
import { addBackend } from './state';
import { TopologyStack } from './topology-stack';
import { withoutStackTraces } from './without-stack-traces';

/** cdktf's own files carry this version. */
const CDKTF_VERSION = '0.21.0';

type Builders = Readonly<Record<CloudId, CloudBuilder>>;

/** A stack with everything in it, and the files beside it. */
export interface BuiltStack {
  readonly plan: StackPlan;
  readonly stack: TopologyStack;
  /** Files with paths relative to the stack's folder, beginning with `files/`. */
  readonly files: readonly Artifact[];
}

/**
 * Builds the stacks in the plan's order. Each datacenter's cloud has a builder; no cloud is named here.
 *
 * @param nodes configuration of the machines, which the builders put into user data
 */
export function buildStacks(plan: Plan, builders: Builders, nodes: NodeFilesByPlace): BuiltStack[] {
  // The root is a plain construct: cdktf's App would make the output directory at once, and nothing here touches the
  // disk.
  const root = new Construct(undefined as unknown as Construct, '');
  root.node.setContext('cdktfVersion', CDKTF_VERSION);
  return withoutStackTraces(() =>
    plan.stacks.map((stackPlan): BuiltStack => {
      const stack = new TopologyStack(root, stackPlan.name);
      addBackend(stack, plan);
      const scope = new Scope(plan, stack);
      const files = fillStack(scope, stackPlan, builders, nodes);
      return { plan: stackPlan, stack, files: orderArtifacts([...files, ...scope.files]) };
    }),
  );
}

/** Builds the content of the stack, and returns the files beside it. */
function fillStack(
  scope: Scope,
  { layer, datacenter: name }: StackPlan,
  builders: Builders,
  nodes: NodeFilesByPlace,
): Artifact[] {
  if (layer === 'shared') buildShared(scope);
  if (layer === 'links') return nodeArtifacts(buildLinks(scope, builders, nodes.vpnInstances));
  if (layer === 'dns') buildNames(scope, builders);
  if (name === undefined) return [];
  const datacenter = datacenterOf(scope.plan, name);
  const builder = builders[datacenter.cloud];
  builder.provider(scope, [datacenter]);
  if (layer === 'network') {
    builder.network(scope, datacenter);
    return [];
  }
  const files = nodes.clusters[datacenter.name];
  if (!files) throw new Error(`the nodes of datacenter ${datacenter.name} have no files`);
  const redisPassword = buildRedisPassword(scope, datacenter);
  builder.cluster(scope, datacenter, {
    files,
    secrets: sharedSecrets(scope),
    ...(redisPassword === undefined ? {} : { redisPassword }),
  });
  buildAlarms(scope, 'cluster', [datacenter], builders);
  if (datacenter.dashboard) builder.dashboard(scope, datacenter);
  putOutScrapeTargets(scope, datacenter);
  return nodeArtifacts([
    ...Object.values(files.datastore),
    ...Object.values(files.pools),
    ...Object.values(files.balancers),
    ...(files.migrations ? [files.migrations] : []),
  ]);
}

/**
 * Returns every file once: nodes share some of their files.
 *
 * @throws Error if two nodes have different texts for one path
 */
function nodeArtifacts(nodes: readonly NodeFiles[]): Artifact[] {
  const byPath = new Map<string, Artifact>();
  for (const artifact of nodes.flatMap((node) => node.artifacts)) {
    const known = byPath.get(artifact.path);
    if (known && known.text !== artifact.text) throw new Error(`two nodes disagree on files/${artifact.path}`);
    byPath.set(artifact.path, { ...artifact, path: `files/${artifact.path}` });
  }
  return orderArtifacts([...byPath.values()]);
}
