import { poolEnd, range, role, tcp } from './flow';
import type { DatastoreContract } from './datastores/contract';
import { poolGroupName } from './naming';
import type { DatacenterPlan, Flow, RoleEnd } from './plan';

/** Exporter that tells of a machine. The port is that of its own default. */
export const NODE_EXPORTER = { exporter: 'node', port: 9100, what: 'machines' } as const;

/** An exporter: the value of the label `job` in what Prometheus keeps, and the port that it listens on. */
export interface Exporter {
  readonly exporter: string;
  readonly port: number;
  /** Its subject, within a sentence. */
  readonly what: string;
}

/** Metrics of a topology, for a Prometheus of the user's. */
export interface ScrapePlan {
  /** Private ranges from which it reads them. */
  readonly cidrs: readonly string[];
  /** By datacenter in order of index. */
  readonly targets: readonly ScrapeTarget[];
}

/** Machines of one kind in a datacenter, with one of their exporters. */
export interface ScrapeTarget extends Exporter {
  readonly datacenter: string;
  /** Role of the machines, or name of their pool. */
  readonly machines: string;
  /** Addresses that stay; for machines that come and go the name of their scaling group. */
  readonly found: { readonly addresses: readonly string[] } | { readonly group: string };
}

interface TargetsOf {
  readonly topology: string;
  readonly datastore: Pick<DatastoreContract, 'exporters'>;
}

/** Returns what Prometheus finds in a datacenter, in the order of its machines. */
export function scrapeTargets(datacenter: DatacenterPlan, inputs: TargetsOf): ScrapeTarget[] {
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

type End = Exporter & Pick<ScrapeTarget, 'found'> & { readonly end: RoleEnd };

function ends(datacenter: DatacenterPlan, { topology, datastore }: TargetsOf): End[] {
  const { balancers, pools } = datacenter;
  return [
    ...datastore.exporters(datacenter).map(({ role: name, addresses, ...exporter }): End => ({
      ...exporter,
      end: role(datacenter, name),
      found: { addresses },
    })),
    ...pools.map((pool): End => ({
      ...NODE_EXPORTER,
      end: poolEnd(datacenter, pool),
      found: { group: poolGroupName(topology, datacenter.name, pool) },
    })),
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
