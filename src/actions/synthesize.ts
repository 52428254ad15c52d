import { CLOUD_FACTS } from '../clouds/facts';
import type { CloudBuilder } from '../clouds/contract';
import { gitAttributes } from '../emit/git-attributes';
import { orderArtifacts, type Artifact } from '../kernel/artifact';
import type { CloudId } from '../kernel/ids';
import type { Templates } from '../kernel/template';
import { resourceName } from '../plan/naming';
import { renderNodes, type NodeFilesByPlace } from '../plan/nodes/render-nodes';
import { datastoreReport } from '../report/datastores/registry';
import { renderAlarmOperations } from '../report/operations/alarms';
import { renderCertificateOperations } from '../report/operations/certificate';
import { renderRedisOperations } from '../report/operations/redis';
import { renderRateLimitingHint } from '../report/operations/rate-limiting-hint';
import { renderDatacenterOperations } from '../report/operations/datacenters';
import { renderExportOperations } from '../report/operations/exports';
import { renderHybridOperations } from '../report/operations/hybrid';
import { renderBalancerOperations } from '../report/operations/balancers';
import { renderLogOperations } from '../report/operations/logs';
import { renderLinkOperations } from '../report/operations/links';
import { renderVpnInstanceOperations } from '../report/operations/vpn-instances';
import { renderRuleOperations } from '../report/operations/rules';
import { renderDashboard } from '../report/monitoring/dashboard';
import { renderPrometheus } from '../report/monitoring/prometheus';
import { renderRules } from '../report/monitoring/rules';
import type { Plan } from '../plan/plan';
import { renderReadme } from '../report/readme';
import { terraformAddresses } from './terraform-addresses';

/** Both trees of a topology, as values. */
export interface Synthesis {
  /** Stacks in order of apply, each with its number of resources. */
  readonly stacks: readonly { readonly name: string; readonly resources: number }[];
  /** The tree that `cdktf deploy` reads, relative to its folder. */
  readonly assembly: readonly Artifact[];
  /** The HCL for review, relative to `terraform/<topology>`. */
  readonly terraform: readonly Artifact[];
}

/**
 * Makes both trees from a plan, in memory. It imports cdktf and the providers only now, since they cost a quarter of a
 * second.
 *
 * @param nodes files of its machines @default they are rendered
 */
export async function synthesize(
  plan: Plan,
  templates: Templates,
  nodes: NodeFilesByPlace = renderNodes(plan, templates),
): Promise<Synthesis> {
  const [{ CLOUD_BUILDERS }, { buildStacks }, { renderAssembly, stackJson }, { renderTree }, { holdSecure }] =
    await Promise.all([
      import('../clouds/registry'),
      import('../stacks/build'),
      import('../emit/assembly'),
      import('../emit/tree'),
      import('../emit/security-checks'),
    ]);
  const builders: Readonly<Record<CloudId, CloudBuilder>> = CLOUD_BUILDERS;
  const stacks = buildStacks(plan, builders, nodes).map((built) => ({
    built,
    json: stackJson(built),
  }));
  const addresses = terraformAddresses(plan, plan);
  holdSecure(stacks.map(({ built, json }) => ({ name: built.plan.name, json, files: built.files })));
  return {
    stacks: stacks.map(({ built, json }) => ({ name: built.plan.name, resources: countResources(json) })),
    assembly: orderArtifacts([gitAttributes(), ...renderAssembly(stacks)]),
    terraform: orderArtifacts([
      { path: 'README.md', text: renderReadme(plan, renderRateLimitingHint(plan)) },
      {
        path: 'OPERATIONS.md',
        text:
          datastoreReport(plan).operations(plan, CLOUD_FACTS, addresses) +
          renderDatacenterOperations({ plan, addresses }) +
          renderExportOperations(plan, { facts: CLOUD_FACTS, nameOf: resourceName }) +
          renderHybridOperations(plan, addresses) +
          renderBalancerOperations({ plan, addresses }) +
          renderLinkOperations(plan, CLOUD_FACTS) +
          renderVpnInstanceOperations({ plan, addresses }) +
          renderRedisOperations({ plan, addresses }) +
          renderCertificateOperations(plan) +
          renderAlarmOperations(plan, CLOUD_FACTS) +
          renderLogOperations(plan, { facts: CLOUD_FACTS, nameOf: resourceName }) +
          renderRuleOperations(plan),
      },
      ...monitoringFiles(plan),
      gitAttributes(),
      ...renderTree(plan, stacks, builders),
    ]),
  };
}

/** Makes the files of a Prometheus that reads the metrics of the topology, and of a Grafana that draws them, if one may. */
function monitoringFiles(plan: Plan): Artifact[] {
  const files = [
    ['prometheus.yaml', renderPrometheus(plan, CLOUD_FACTS)],
    ['rules.yaml', renderRules(plan)],
    ['dashboard.json', renderDashboard(plan)],
  ] as const;
  return files.flatMap(([name, text]) => (text === undefined ? [] : [{ path: `monitoring/${name}`, text }]));
}

function countResources(json: Readonly<Record<string, unknown>>): number {
  const types = Object.values((json['resource'] ?? {}) as Record<string, Record<string, unknown>>);
  return types.reduce((sum, type) => sum + Object.keys(type).length, 0);
}
