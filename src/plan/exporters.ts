import type { RulesPlan } from './rules/rule';

/** Exporter that tells of a machine. The port is that of its own default. */
export const NODE_EXPORTER = { exporter: 'node', port: 9100, what: 'machines' } as const;

/** Kong tells of itself on its status listener. */
export const KONG_EXPORTER = { exporter: 'kong', what: 'Kong' } as const;

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
  /** Targets by datacenter in order of index. */
  readonly targets: readonly ScrapeTarget[];
  readonly rules: RulesPlan;
}

/** Machines of one kind in a datacenter, with one of their exporters. */
export interface ScrapeTarget extends Exporter {
  readonly datacenter: string;
  /** Role of the machines, or name of their pool. */
  readonly machines: string;
  /** Addresses that stay; for machines that come and go the name of their scaling group. */
  readonly found: { readonly addresses: readonly string[] } | { readonly group: string };
}
