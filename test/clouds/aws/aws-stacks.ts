import { redisWithPassword } from '../../../src/plan/redis-secrets';
import { DefaultTokenResolver, StringConcat, Tokenization } from 'cdktf';
import { Construct } from 'constructs';
import { awsBuilder } from '../../../src/clouds/aws/builder';
import { type ClusterInputs, type DialledTunnel, type StackScope } from '../../../src/clouds/contract';
import type { Artifact } from '../../../src/kernel/artifact';
import { clusterStack, LINKS_STACK, networkStack } from '../../../src/plan/naming';
import type { DatacenterPlan, LinkPlan, Plan } from '../../../src/plan/plan';
import { elementType } from '../../../src/stacks/part';
import { Scope } from '../../../src/stacks/scope';
import { addBackend } from '../../../src/stacks/state';
import { TopologyStack } from '../../../src/stacks/topology-stack';
import { withoutStackTraces } from '../../../src/stacks/without-stack-traces';
import { emptyInputs } from '../cluster-inputs';

/** Resources or data sources by type, then by name. */
export type Elements = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** The parts of a stack's JSON that tests look at. */
export interface StackJson {
  readonly resource: Elements;
  readonly data: Elements;
  readonly output: Readonly<Record<string, { readonly value: unknown; readonly description: string }>>;
  readonly variable?: Readonly<Record<string, { readonly default?: unknown }>>;
  readonly provider: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

/** A stack and what was said about its elements. */
export interface Synthesised {
  readonly json: StackJson;
  /** By address, e.g. `aws_instance.cassandra_1`. */
  readonly comments: Readonly<Record<string, string>>;
  /** Files that belong to no machine. */
  readonly files: readonly Artifact[];
}

const RESOLVER = new DefaultTokenResolver(new StringConcat());

function synthesise(plan: Plan, name: string, fill: (scope: StackScope) => void): Synthesised {
  return withoutStackTraces(() => {
    const root = new Construct(undefined as unknown as Construct, '');
    root.node.setContext('cdktfVersion', '0.21.0');
    const stack = new TopologyStack(root, name);
    addBackend(stack, plan);
    const scope = new Scope(plan, stack);
    fill(scope);
    const json = JSON.parse(JSON.stringify(stack.toTerraform())) as StackJson;
    const comments = [...stack.comments].map(([it, text]) => [`${elementType(it)}.${it.friendlyUniqueId}`, text]);
    return { json, comments: Object.fromEntries(comments) as Record<string, string>, files: scope.files };
  });
}

export function datacenterOf(plan: Plan, name: string): DatacenterPlan {
  const found = plan.datacenters.find((datacenter) => datacenter.name === name);
  if (!found) throw new Error(`no datacenter ${name}`);
  return found;
}

export function networkOf(plan: Plan, name: string): Synthesised {
  const datacenter = datacenterOf(plan, name);
  return synthesise(plan, networkStack(name), (scope) => {
    awsBuilder.provider(scope, [datacenter]);
    awsBuilder.network(scope, datacenter);
  });
}

/** Node files as the stacks room would hand them in, of no content. */
export function clusterInputs(plan: Plan, datacenter: DatacenterPlan): ClusterInputs {
  return {
    ...emptyInputs(plan, datacenter, 'user-data.yaml'),
    ...(redisWithPassword(plan, datacenter) ? { redisPassword: '${random_password.redis.result}' } : {}),
  };
}

export function clusterOf(plan: Plan, name: string): Synthesised {
  const datacenter = datacenterOf(plan, name);
  return synthesise(plan, clusterStack(name), (scope) => {
    awsBuilder.provider(scope, [datacenter]);
    awsBuilder.cluster(scope, datacenter, clusterInputs(plan, datacenter));
  });
}

/** The AWS half of the links stack, and the tunnels that it told the other half of, by link. */
export function linksOf(
  plan: Plan,
): Synthesised & { readonly tunnels: Readonly<Record<string, readonly DialledTunnel[]>> } {
  const tunnels: Record<string, readonly DialledTunnel[]> = {};
  const built = synthesise(plan, LINKS_STACK, (scope) => {
    awsBuilder.provider(
      scope,
      plan.datacenters.filter(({ cloud }) => cloud === 'aws'),
    );
    for (const link of plan.links) {
      const made = buildLink(scope, plan, link);
      if (made)
        tunnels[link.id] = Tokenization.resolve(made, { scope: scope.root, resolver: RESOLVER }) as DialledTunnel[];
    }
  });
  return { ...built, tunnels };
}

function buildLink(scope: StackScope, plan: Plan, link: LinkPlan): readonly DialledTunnel[] | undefined {
  const ends = { left: datacenterOf(plan, link.left.datacenter), right: datacenterOf(plan, link.right.datacenter) };
  const keys = link.tunnels.map(({ number }) => `key-${number}-of-${link.id}`);
  if (link.kind === 'gateway-vpn' && link.left.part !== 'peers') return undefined;
  if (ends.left.cloud === 'aws' && ends.right.cloud === 'aws') {
    awsBuilder.innerLink(scope, link, ends, keys);
    return undefined;
  }
  if (link.kind !== 'managed-vpn') return undefined;
  const { index } = ends.left.cloud === 'aws' ? ends.right : ends.left;
  return awsBuilder.dial(scope, link, ends, [`203.0.113.${index}`, `198.51.100.${index}`], keys);
}

/** One element, which must be there. */
export function element(elements: Elements, type: string, name: string): Readonly<Record<string, unknown>> {
  const found = elements[type]?.[name];
  if (!found) throw new Error(`no ${type}.${name} among ${Object.keys(elements[type] ?? {}).join(', ')}`);
  return found;
}

/** Every resource with its address, in one list. */
export function allResources(json: StackJson): (readonly [string, Readonly<Record<string, unknown>>])[] {
  return Object.entries(json.resource).flatMap(([type, named]) =>
    Object.entries(named).map(([name, body]) => [`${type}.${name}`, body] as const),
  );
}
