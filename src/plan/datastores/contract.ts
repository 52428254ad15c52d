import type { CloudFactsTable } from '../../kernel/cloud/facts';
import type { EngineId } from '../../kernel/ids';
import type { Issue } from '../../kernel/issue';
import type { Templates } from '../../kernel/template';
import type { DatacenterSpec, Spec } from '../../spec/spec';
import type { NodeFiles } from '../nodes/node-files';
import type { ZonePlan } from '../place';
import type { DatacenterPlan, Endpoint, Flow, Plan, SecretPlan } from '../plan';
import type { ConfSection } from '../pools/nodes/conf-text';
import type { Demand } from '../sizing/demand';
import type { Ledger, ReckonedNumber } from '../sizing/reckoned';
import type { PairReplication } from '../sizing/sizing';
import type { DatacenterDatastorePlan, DatastorePlan, DatastoreSizing } from './plans';
import type { SchemaStyle } from './schema-style';

/**
 * What a datastore means to the plan. The planner, the firewall and Kong's node files ask these questions and know no
 * engine by name; each engine answers them in its own folder. Methods that take a plan throw when its datastore is another.
 */
export interface DatastoreContract {
  readonly id: EngineId;

  /** Begins the sizing of one topology. */
  sizer(spec: Spec, facts: CloudFactsTable, ledger: Ledger): DatastoreSizer;

  /** The datastore's part in a datacenter, of the sizes that the sizer gave. */
  planDatacenter(datacenter: DatacenterSpec, place: DatacenterPlace, sizing: DatastoreSizing): DatacenterDatastorePlan;

  /** The datastore over all datacenters, which are sorted by index. */
  planTopology(spec: Spec, datacenters: readonly DatacenterPlan[]): DatastorePlan;

  /** Passwords that Terraform makes for it. */
  readonly secrets: readonly SecretPlan[];

  /** Roles of its machines in every datacenter, each with a tier of its own; empty where the cloud runs it. */
  readonly machineRoles: readonly EngineId[];

  /** What its members say to each other, as far as it arrives at a datacenter. */
  memberFlows(to: DatacenterPlan, datacenters: readonly DatacenterPlan[]): readonly Flow[];

  /** What Kong says to it, from one of a datacenter's machines. */
  clientFlows(kong: Endpoint, at: DatacenterPlan): readonly Flow[];

  /** Configuration of its machines in a datacenter, by name of the node. */
  nodeFiles(plan: Plan, datacenter: DatacenterPlan, templates: Templates): Readonly<Record<string, NodeFiles>>;

  readonly kong: KongOnDatastore;
  readonly words: DatastoreWords;

  /** Consistency levels that Kong reads and writes at, in words of the engine; empty where it has none. */
  consistency(plan: Pick<Plan, 'datastore'>): readonly string[];
}

/** The sizing of one topology's datastore. Datacenters are asked for in order of index, replication after the last. */
export interface DatastoreSizer {
  datacenter(need: DatastoreNeed): { readonly sizing: DatastoreSizing; readonly issues: readonly Issue[] };
  replication(): readonly PairReplication[];
}

/** What a datacenter asks of its datastore. */
export interface DatastoreNeed {
  readonly datacenter: DatacenterSpec;
  readonly demand: Demand;
  /** Requests per second of the whole topology at its busiest. */
  readonly peak: ReckonedNumber;
  /** The most Kong nodes that automatic scaling may start here, at this load and below. */
  readonly kongNodes: ReckonedNumber;
}

/** Where a datacenter lies, and what every machine of its datastore has. */
export interface DatacenterPlace {
  readonly cidr: string;
  readonly zones: readonly ZonePlan[];
  /** Boot disk of a machine whose data has a disk of its own. */
  readonly bootDiskGib: number;
}

/** How Kong's nodes and the job that migrates their schema deal with the datastore. */
export interface KongOnDatastore {
  /** Sections of a pool's kong.conf: how Kong finds and reads the datastore, how changes spread. */
  poolSettings(plan: Plan, datacenter: DatacenterPlan, kongVersion: string): readonly ConfSection[];
  /** The same for the job that migrates the schema, with what only the job is given. */
  jobSettings(plan: Plan, datacenter: DatacenterPlan, kongVersion: string): readonly ConfSection[];
  /** How a release of Kong brings its schema into the datastore. */
  schemaStyle(kongVersion: string): SchemaStyle;
  /** Key of the password that Kong signs in with. */
  readonly passwordKey: string;
  /** The program that scripts on Kong's machines ask the datastore with: its template, and its place on the machine. */
  readonly client: { readonly template: string; readonly path: string };
}

/** How messages speak of the datastore, each within a sentence. */
export interface DatastoreWords {
  /** e.g. `Cassandra`. */
  readonly title: string;
  /** Last part of the ids of its machines' accounts, where those are short; a promise to the state. */
  readonly accountEnding: string;
  /** What has to be done after an outage that was too long, e.g. `a repair of the ring`. */
  readonly mending: string;
  /** How long an outage may last without it, e.g. `three hours`. */
  readonly bridged: string;
}
