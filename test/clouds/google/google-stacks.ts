import { Construct } from 'constructs';
import { loadTopology } from '../../../src/actions/load-topology';
import type { StackScope } from '../../../src/clouds/contract';
import { googleBuilder } from '../../../src/clouds/google/builder';
import type { Artifact } from '../../../src/kernel/artifact';
import { clusterStack, LINKS_STACK, networkStack } from '../../../src/plan/naming';
import type { DatacenterPlan, LinkPlan, Plan } from '../../../src/plan/plan';
import { elementType } from '../../../src/stacks/part';
import { Scope } from '../../../src/stacks/scope';
import { addBackend } from '../../../src/stacks/state';
import { TopologyStack } from '../../../src/stacks/topology-stack';
import { withoutStackTraces } from '../../../src/stacks/without-stack-traces';
import { withChecksum } from '../../support/a-spec';
import { emptyInputs } from '../cluster-inputs';

export type Attributes = Readonly<Record<string, unknown>>;

/** Resources or data sources by type, then by name. */
export type Elements = Readonly<Record<string, Readonly<Record<string, Attributes>>>>;

/** The parts of a stack's JSON that tests look at. */
export interface StackJson {
  readonly resource: Elements;
  readonly data: Elements;
  readonly output: Readonly<Record<string, { readonly value: unknown; readonly description: string }>>;
  readonly variable?: Readonly<Record<string, unknown>>;
  readonly provider: { readonly google: readonly [Attributes] };
}

/** A stack and what was said about its elements. */
export interface Synthesised {
  readonly json: StackJson;
  /** By address, e.g. `google_compute_instance.cassandra_1`. */
  readonly comments: Readonly<Record<string, string>>;
  /** Files that belong to no machine. */
  readonly files: readonly Artifact[];
}

const BELGIUM = { name: 'belgium', cloud: 'google', region: 'europe-west1', project: 'acme-edge' };
const IOWA = { name: 'iowa', cloud: 'google', region: 'us-central1', project: 'acme-us' };
const VIRGINIA = { name: 'us-east', cloud: 'aws', region: 'us-east-1' };

export const ALL_DATACENTERS = [BELGIUM, VIRGINIA, IOWA];

/** The plan of a spec: two Google datacenters with one of AWS between them, unless the wish names others. */
export function planOf(wish: Readonly<Record<string, unknown>> = {}): Plan {
  const kong = 'kong' in wish ? { kong: withChecksum(wish['kong'] as object) } : {};
  const spec = { name: 'edge', requestsPerSecond: 2_000, datacenters: ALL_DATACENTERS, ...wish, ...kong };
  const loaded = loadTopology({ specText: JSON.stringify(spec), specFile: 'edge.json', lockFile: 'edge.lock.json' });
  if (!loaded.ok) throw new Error(loaded.issues.map((it) => it.message).join('\n'));
  return loaded.value.plan;
}

export function datacenterOf(plan: Plan, name: string): DatacenterPlan {
  const found = plan.datacenters.find((datacenter) => datacenter.name === name);
  if (!found) throw new Error(`no datacenter ${name}`);
  return found;
}

export function networkOf(plan: Plan, name = 'belgium'): Synthesised {
  const datacenter = datacenterOf(plan, name);
  return synthesise(plan, networkStack(name), (scope) => {
    googleBuilder.provider(scope, [datacenter]);
    googleBuilder.network(scope, datacenter);
  });
}

export function clusterOf(plan: Plan, name = 'belgium'): Synthesised {
  const datacenter = datacenterOf(plan, name);
  return synthesise(plan, clusterStack(name), (scope) => {
    googleBuilder.provider(scope, [datacenter]);
    googleBuilder.cluster(scope, datacenter, emptyInputs(plan, datacenter, 'cloud-init.yaml.tftpl'));
  });
}

/** The Google half of the links stack; what the other half would tell it are made-up addresses. */
export function linksOf(plan: Plan): Synthesised {
  return synthesise(plan, LINKS_STACK, (scope) => {
    googleBuilder.provider(
      scope,
      plan.datacenters.filter(({ cloud }) => cloud === 'google'),
    );
    for (const link of plan.links) buildLink(scope, plan, link);
  });
}

function buildLink(scope: StackScope, plan: Plan, link: LinkPlan): void {
  const ends = { left: datacenterOf(plan, link.left.datacenter), right: datacenterOf(plan, link.right.datacenter) };
  const keys = link.tunnels.map(({ number }) => `key-${number}-of-${link.id}`);
  if (link.kind === 'ha-vpn') googleBuilder.innerLink(scope, link, ends, keys);
  if (link.kind !== 'managed-vpn') return;
  const far = link.left.part === 'dials' ? ('left' as const) : ('right' as const);
  const near = far === 'left' ? ('right' as const) : ('left' as const);
  const dialled = link.tunnels.map(({ number, insideAddresses }) => ({
    outsideAddress: `203.0.113.${number + 1}`,
    dialledInsideAddress: insideAddresses[far],
    listeningInsideAddress: insideAddresses[near],
  }));
  googleBuilder.listen(scope, link, ends, dialled, keys);
}

export function synthesise(plan: Plan, name: string, fill: (scope: StackScope) => void): Synthesised {
  return withoutStackTraces(() => {
    const root = new Construct(undefined as unknown as Construct, '');
    root.node.setContext('cdktfVersion', '0.21.0');
    const stack = new TopologyStack(root, name);
    addBackend(stack, plan);
    const scope = new Scope(plan, stack);
    fill(scope);
    // Without cdktf's notes on where each element came from.
    const json = JSON.parse(JSON.stringify(stack.toTerraform()), (key, value: unknown) =>
      key === '//' ? undefined : value,
    ) as StackJson;
    const comments = [...stack.comments].map(([it, text]) => [`${elementType(it)}.${it.friendlyUniqueId}`, text]);
    return { json, comments: Object.fromEntries(comments) as Record<string, string>, files: scope.files };
  });
}

/** One resource, which must be there. */
export function resource({ json }: Synthesised, type: string, name: string): Attributes {
  const found = json.resource[type]?.[name];
  if (!found) throw new Error(`no ${type}.${name} among ${Object.keys(json.resource[type] ?? {}).join(', ')}`);
  return found;
}

/** Names of the resources of a type. */
export function namesOf({ json }: Synthesised, type: string): string[] {
  return Object.keys(json.resource[type] ?? {});
}

/** Every resource with its address. */
export function allResources({ json }: Synthesised): { readonly address: string; readonly attributes: Attributes }[] {
  return Object.entries(json.resource).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, attributes]) => ({ address: `${type}.${name}`, attributes })),
  );
}
