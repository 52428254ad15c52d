import type { AlarmKind } from '../../kernel/alarm';

/** An alarm of a datacenter, in terms of no cloud. A builder finds the metric of each kind, and decides no number. */
export interface AlarmPlan {
  /** Name, unique in its datacenter and part of names of resources: `kong-nodes`. */
  readonly name: string;
  /** Datacenter of what it watches, whose target it tells. */
  readonly datacenter: string;
  /** Layer of the stack that it is in, beside what it watches. */
  readonly layer: 'cluster' | 'links';
  readonly kind: AlarmKind;
  /** Name of what it watches: a pool, a machine, a link; absent where the datacenter has one thing of the kind. */
  readonly subject?: string;
  /** Number of things of that name: tunnels of a link, nodes of Redis. @default 1 */
  readonly watched?: number;
  readonly limit: AlarmLimit;
  /** Case in which it rings, within a sentence. */
  readonly says: string;
  /** The first thing to do, a sentence without its full stop. */
  readonly remedy: string;
  /** Heading in OPERATIONS.md that has the steps. */
  readonly page: string;
}

/** An alarm without its words. */
export type BareAlarm = Omit<AlarmPlan, 'says' | 'remedy' | 'page'>;

/** It rings when the number has been below, or above, the limit for so many minutes. */
export interface AlarmLimit {
  readonly is: 'below' | 'above';
  readonly value: number;
  readonly unit: string;
  readonly minutes: number;
}
