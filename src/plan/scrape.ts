import { poolEnd, range, role, tcp } from './flow';
import type { DatastoreContract } from './datastores/contract';
import { datastoreOf } from './datastores/registry';
import { poolGroupName } from './naming';
import { kongHasMetrics } from '../kernel/kong-metrics';
import type { PoolPlan } from './pools/pool';
import { KONG_EXPORTER, NODE_EXPORTER, type Exporter, type ScrapeTarget } from './exporters';
import type { DatacenterPlan, Flow, Plan, RoleEnd } from './plan';
import type { RuleInputs } from './rules/machine-rules';
import { planRules } from './rules/plan-rules';
import type { Reckoned } from './sizing/reckoned';

interface TargetsOf {
  readonly topology: string;
  readonly datastore: Pick<DatastoreContract, 'exporters'>;
}

/**
 * Plans the metrics of a topology, with the arithmetic of its alerts' limits; none without ranges from which they are read.
 */
export function planScrape(
  cidrs: readonly string[] | undefined,
  plan: RuleInputs,
): { readonly planned: Pick<Plan, 'scrape'>; readonly reckoned: readonly Reckoned[] } {
  if (cidrs === undefined) return { planned: {}, reckoned: [] };
  const { rules, reckoned } = planRules(plan);
  const inputs = { topology: plan.topology, datastore: datastoreOf(plan) };
  const targets = plan.datacenters.flatMap((it) => scrapeTargets(it, inputs));
  return { planned: { scrape: { cidrs, targets, rules } }, reckoned };
}

/** Returns what Prometheus finds in a datacenter, in the order of its machines. */
function scrapeTargets(datacenter: DatacenterPlan, inputs: TargetsOf): ScrapeTarget[] {
  return ends(datacenter, inputs).map(({ end, ...target }) => ({
    ...target,
    datacenter: end.datacenter,
    machines: end.name,
  }));
}

/** Makes the flows from Prometheus to every exporter of a datacenter. */
export function scrapeFlows(to: DatacenterPlan, inputs: TargetsOf, cidrs: readonly string[]): Flow[] {
  return ends(to, inputs).flatMap(({ end, exporter, port, what }) =>
    cidrs.map((cidr) =>
      tcp(range(cidr, 'Prometheus'), end, port, `metrics-${exporter}`, `Metrics of ${what} to Prometheus`),
    ),
  );
}

/** Returns the exporters on the nodes of a pool: Kong is one, on the port of health checks. */
function exportersOf({ release, ports }: PoolPlan): Exporter[] {
  return [NODE_EXPORTER, ...(kongHasMetrics(release) ? [{ ...KONG_EXPORTER, port: ports.status }] : [])];
}

type End = Exporter & Pick<ScrapeTarget, 'found'> & { readonly end: RoleEnd };

function ends(datacenter: DatacenterPlan, { topology, datastore }: TargetsOf): End[] {
  const { balancers, pools } = datacenter;
  return [
    ...datastore.exporters(datacenter).map(({ role: name, addresses, ...exporter }): End => ({
      ...exporter,
      end: role(datacenter, name),
      found: { addresses },
    })),
    ...pools.flatMap((pool) =>
      exportersOf(pool).map((exporter): End => ({
        ...exporter,
        end: poolEnd(datacenter, pool),
        found: { group: poolGroupName(topology, datacenter.name, pool) },
      })),
    ),
    ...(balancers
      ? [
          {
            ...NODE_EXPORTER,
            end: role(datacenter, 'balancer'),
            found: { addresses: balancers.nodes.map(({ address }) => address) },
          },
        ]
      : []),
  ];
}
