import type { ReadOfLogs } from '../../kernel/alarm';
import type { CloudFactsTable } from '../../kernel/cloud/facts';
import type { DatacenterPlan, Plan } from '../../plan/plan';
import type { DatastoreSizing } from '../../plan/datastores/plans';
import type { MachinePrice } from '../../plan/sizing/machine-price';
import type { PanelRow } from '../monitoring/panel';
import type { AlertSteps } from '../operations/alert-steps';
import type { DatastoreLosses } from './losses';
import type { DatastoreRecovery } from './recovery';
import type { Addresses, DatastoreTransitions } from './transitions';

/**
 * The reports ask these questions of a datastore and name no engine themselves; each engine answers them in its own
 * folder.
 */
export interface DatastoreReport {
  /** Name in columns and lines, e.g. `Cassandra`. */
  readonly title: string;

  /** Returns name and release, e.g. `Cassandra 3.11.17`. */
  release(plan: Plan): string;

  /** Returns the datastore's cell in a datacenter's row. */
  datacenterCell(datacenter: DatacenterPlan): string;

  /** Returns the datastore's machines in a datacenter, e.g. `3 x r6i.large`. */
  machines(datacenter: DatacenterPlan): string;

  /** Returns the datastore's own machines in a datacenter, one by one; none if the cloud keeps them to itself. */
  nodes(datacenter: DatacenterPlan): readonly DatastoreNode[];

  /** Returns nodes and machines of a datacenter as they were sized. */
  sized(sizing: DatastoreSizing): SizedMachines;

  /** Returns the datastore's own part of summary and README: its replication, and the place of each node. */
  section(plan: Plan): DatastoreSection;

  /** Last part of the ids of its nodes in the diagram. */
  readonly diagramId: string;

  /**
   * Returns the values of the topology that `diff` compares between two plans; `datacenterFields` those of a
   * datacenter.
   */
  topologyFields(plan: Plan): readonly Field[];
  datacenterFields(datacenter: DatacenterPlan): readonly Field[];

  /** Returns the datastore's use of machines, disks and traffic in a datacenter, as bills count it. */
  usage(datacenter: DatacenterPlan, sizing: DatastoreSizing): DatastoreUsage;

  /** Returns the datastore's part of OPERATIONS.md: upkeep, extension and reduction. */
  operations(plan: Plan, facts: CloudFactsTable, addresses: Addresses): string;

  /** Leads from one plan to another in runbooks. */
  readonly transitions: DatastoreTransitions;

  /** Leads back to one plan after a loss, and to new passwords, in runbooks. */
  readonly recovery: DatastoreRecovery;

  /** Returns what losses of machines, datacenters and links mean for the data. */
  losses(plan: Plan): DatastoreLosses;

  /** The datastore's own terminal on one of its machines; undefined if it has none there. */
  readonly console?: DatastoreConsole;

  /** Phrase that announces that page within a sentence. */
  readonly operationsHint: string;

  /** Sentences on the load that the rate limiting policy `cluster` puts on the datastore. */
  readonly countersHint: string;

  /** Work that is necessary after too long an outage, within a sentence, e.g. `a repair of the ring`. */
  readonly mending: string;

  /** Returns sentences on a machine of its that is away, beside its restart; none if the cloud keeps its machines to itself. */
  onMachineAlarm(plan: Plan): readonly string[];

  /** Makes its rows of panels on a dashboard; none if its metrics are not read. */
  panels(plan: Plan): readonly PanelRow[];

  /** The steps of each alert that a Prometheus raises of it, by name. */
  readonly onAlert: AlertSteps;

  /**
   * The alert of a Prometheus on the same matter as each alarm of what its machines say in their logs: they share the steps. @default
   * its machines say nothing
   */
  readonly alertOf?: Readonly<Record<ReadOfLogs, string>>;

  /** Returns the lines of a shell that ask it something in SQL, with where they are run; absent if it has no SQL. */
  readonly asked?: (plan: Plan, statement: string) => { readonly where: string; readonly command: string };

  /** Returns where an operator sees which of its backups were made, and commands if none of the page say it all; else empty. */
  onBackupAlarm(plan: Plan, facts: CloudFactsTable): { readonly where: string; readonly commands: readonly string[] };

  /** Parts of it that have no alarm, and why. */
  readonly unwatched: Unwatched;

  /** Returns the longest outage that needs no such work, e.g. `three hours`. */
  bridged(plan: Plan): string;
}

/** A name, and a value that may differ between plans. */
export type Field = readonly [name: string, value: string | number];

export interface DatastoreSection {
  readonly heading: string;
  /** Heading for use without the lead. */
  readonly longHeading: string;
  /** A sentence in Markdown. */
  readonly lead: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** One machine of a datastore. */
export interface DatastoreNode {
  readonly name: string;
  /** Letter of its zone. */
  readonly zone: string;
  readonly address: string;
  /** Its part among the others, e.g. `seed`; empty if it has none. */
  readonly part: string;
}

export interface SizedMachines {
  readonly nodes: number;
  readonly machineType: string;
  /** Data disk of a node, e.g. `100 GiB, 3000 IOPS, 125 MiB/s`. */
  readonly disk: string;
  /** Nodes and GiB that the load needs, where the lock keeps more; undefined if it does not. */
  readonly sizedNodes?: number;
  readonly sizedDiskGib?: number;
}

/** Machines and disks of a datastore in one datacenter. */
export interface DatastoreUsage {
  readonly nodes: number;
  /** True if the cloud runs them as a service. */
  readonly isService: boolean;
  readonly machineType: string;
  readonly price: MachinePrice;
  readonly bootDiskGib: number;
  readonly dataDiskGib: number;
  readonly dataDiskIops: number;
  readonly dataDiskMibPerSecond: number;
  /** Snapshots that are kept of all data disks. @default none */
  readonly snapshotGib?: number;
  /** Snapshots that go to a second region in a mean month; undefined if that is not estimated. */
  readonly copiedSnapshotGib?: number;
  /** Traffic between its nodes in different zones, in a mean month. */
  readonly zoneGibPerMonth: number;
  /** Traffic from another datacenter by the cloud's own way, in a month; undefined if there is none. */
  readonly copies?: { readonly from: string; readonly gibPerMonth: number };
}

/** The way to type statements into the datastore, for `topogen connect`. */
export interface DatastoreConsole {
  /** Word of the command line, e.g. `cql`. */
  readonly word: string;
  readonly what: string;
  /** Returns the command to run on a machine of the datastore, without quotes. */
  command(plan: Plan, datacenter: DatacenterPlan, machine: string): string;
  /** Returns the way to the password that it asks for, as a command. */
  password(plan: Plan): string;
}

/** A thing of a topology that has no alarm, and why. */
export interface Unwatched {
  readonly what: string;
  readonly why: string;
  /** True if a plan has it. @default every plan has */
  readonly isIn?: (plan: Plan) => boolean;
}
