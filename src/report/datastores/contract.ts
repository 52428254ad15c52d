import type { DatacenterPlan, Plan } from '../../plan/plan';
import type { DatastoreSizing } from '../../plan/datastores/plans';
import type { MachinePrice } from '../../plan/sizing/machine-price';

/**
 * What the reports say of a datastore. They ask these questions and know no engine by name; each engine answers them in its
 * own folder.
 */
export interface DatastoreReport {
  /** What its columns and lines are called, e.g. `Cassandra`. */
  readonly title: string;

  /** Name and release, e.g. `Cassandra 3.11.17`. */
  release(plan: Plan): string;

  /** Its cell in a datacenter's row. */
  datacenterCell(datacenter: DatacenterPlan): string;

  /** Its machines in a datacenter, e.g. `3 x r6i.large`. */
  machines(datacenter: DatacenterPlan): string;

  /** Nodes and machines of a datacenter as they were sized. */
  sized(sizing: DatastoreSizing): SizedMachines;

  /** Its own part of summary and README: how it copies, and where its nodes are. */
  section(plan: Plan): DatastoreSection;

  /** Last part of the ids of its nodes in the diagram. */
  readonly diagramId: string;

  /** What `diff` compares between two plans. */
  topologyFields(plan: Plan): readonly Field[];
  datacenterFields(datacenter: DatacenterPlan): readonly Field[];

  /** What it uses in a datacenter, as far as bills count it. */
  usage(datacenter: DatacenterPlan, sizing: DatastoreSizing): DatastoreUsage;

  /** Its part of OPERATIONS.md: how it is kept, extended and reduced. */
  operations(plan: Plan): string;

  /** How that page is announced, within a sentence. */
  readonly operationsHint: string;

  /** What the rate limiting policy `cluster` does to it, as sentences. */
  readonly countersHint: string;

  /** What has to be done where an outage was too long, within a sentence, e.g. `a repair of the ring`. */
  readonly mending: string;

  /** How long an outage may last without it, e.g. `three hours`. */
  bridged(plan: Plan): string;
}

/** A name, and a value that changes from plan to plan. */
export type Field = readonly [name: string, value: string | number];

export interface DatastoreSection {
  readonly heading: string;
  /** Heading where there is no lead. */
  readonly longHeading: string;
  /** A sentence in Markdown. */
  readonly lead: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface SizedMachines {
  readonly nodes: number;
  readonly machineType: string;
  /** e.g. `100 GiB, 3000 IOPS, 125 MiB/s`. */
  readonly disk: string;
}

/** Machines and disks of a datastore in one datacenter. */
export interface DatastoreUsage {
  readonly nodes: number;
  readonly machineType: string;
  readonly price: MachinePrice;
  readonly bootDiskGib: number;
  readonly dataDiskGib: number;
  readonly dataDiskIops: number;
  readonly dataDiskMibPerSecond: number;
  /** What its nodes send each other between zones in a mean month. */
  readonly zoneGibPerMonth: number;
}
