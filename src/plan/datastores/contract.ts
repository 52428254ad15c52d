import type { CloudFactsTable } from '../../kernel/cloud/facts';
import type { MachinesUse } from '../../kernel/cloud/quota';
import type { EngineId, Tier } from '../../kernel/ids';
import type { KongStretch } from '../../kernel/kong-steps';
import type { Issue } from '../../kernel/issue';
import type { Holes, Templates } from '../../kernel/template';
import type { Text } from '../../kernel/text/text';
import type { DatacenterSpec, Spec } from '../../spec/spec';
import type { StandingDatastore, StandingSize, StandingSizes } from '../../spec/standing';
import type { ReckonedAlarm } from '../alarms/reckoned-alarm';
import type { NodeCertificatePlan } from '../node-certificate';
import type { Exporter } from '../exporters';
import type { NodeFiles } from '../nodes/node-files';
import type { Watcher } from '../nodes/watcher';
import type { ZonePlan } from '../place';
import type { DatacenterPlan, Endpoint, Flow, Plan, SecretPlan } from '../plan';
import type { ConfSection } from '../pools/nodes/conf-text';
import type { Pool } from '../pools/sizing/kong-pool';
import type { Ranges } from '../ranges';
import type { RuleInputs } from '../rules/machine-rules';
import type { RecordedRule, ReckonedAlert } from '../rules/rule';
import type { Demand } from '../sizing/demand';
import type { Ledger, ReckonedNumber } from '../sizing/reckoned';
import type { PairReplication } from '../sizing/sizing';
import type { DatacenterDatastorePlan, DatastorePlan, DatastoreSizing } from './plans';
import type { SchemaStyle } from './schema-style';

/**
 * A datastore answers these questions of the plan. The planner, the firewall and Kong's node files ask them and name no
 * engine themselves; each engine answers them in its own folder. Methods that take a plan throw if its datastore is
 * another.
 */
export interface DatastoreContract {
  readonly id: EngineId;

  /**
   * Begins the sizing of one topology.
   *
   * @param standing sizes that stand, which the datastore's derived sizes are never below
   */
  sizer(spec: Spec, facts: CloudFactsTable, ledger: Ledger, standing: StandingSizes): DatastoreSizer;

  /**
   * Returns the name of the datacenter that every other one depends on: Kong's schema is migrated there, and its cluster
   * is built before the others. Undefined if all are alike.
   */
  home(spec: Spec): string | undefined;

  /** Plans the datastore's part in a datacenter from the sizer's result. */
  planDatacenter(datacenter: DatacenterSpec, place: DatacenterPlace, sizing: DatastoreSizing): DatacenterDatastorePlan;

  /** Plans the datastore over all datacenters, which are sorted by index. */
  planTopology(spec: Spec, datacenters: readonly DatacenterPlan[]): DatastorePlan;

  /** Returns what the lock file remembers of the planned datastore, and of its part in a datacenter. */
  standing(plan: Pick<Plan, 'datastore' | 'backups'>): StandingDatastore;
  standingSize(datacenter: Pick<DatacenterPlan, 'datastore'>): StandingSize;

  /** Returns what Terraform makes for it and nobody else may read: passwords, and the certificate of its nodes. */
  secrets(spec: Spec): readonly SecretPlan[];

  /** Returns the certificate of its nodes that Terraform makes; undefined where there is none. @default none */
  certificate?(plan: Pick<Plan, 'datastore'>): NodeCertificatePlan | undefined;

  /** Roles of its machines in every datacenter, each with a tier of its own; empty if the cloud runs the datastore. */
  readonly machineRoles: readonly EngineId[];

  /** Folders in which its machines have disks beside their system's. */
  readonly dataFolders: readonly string[];

  /** Tiers that a service of the cloud's needs in every datacenter; empty if machines run it. */
  readonly serviceTiers: readonly Tier[];

  /** Returns its machines in a datacenter, as quotas count them; empty if the cloud runs the datastore. */
  machines(datacenter: Pick<DatacenterPlan, 'datastore'>): readonly MachinesUse[];

  /** Returns the exporters on its machines in a datacenter, each with the addresses; empty if the cloud runs the datastore. */
  exporters(datacenter: Pick<DatacenterPlan, 'datastore'>): readonly MachineExporter[];

  /** Returns the flows between its members that end in a datacenter. */
  memberFlows(
    to: DatacenterPlan,
    datacenters: readonly DatacenterPlan[],
    plan: Pick<Plan, 'datastore'>,
  ): readonly Flow[];

  /** Returns the flows from one group of Kong's machines in a datacenter to the datastore, wherever that is. */
  clientFlows(kong: Endpoint, at: DatacenterPlan, datacenters: readonly DatacenterPlan[]): readonly Flow[];

  /** Returns the alarms of what it has in a datacenter, with the arithmetic of their limits. */
  alarms(
    plan: Pick<Plan, 'kong' | 'datastore' | 'backups' | 'logs'>,
    datacenter: DatacenterPlan,
    facts: CloudFactsTable,
  ): readonly ReckonedAlarm[];

  /** Returns how its machines say what alarms watch, beside the logs that they ship. @default they say nothing */
  watcher?(plan: Pick<Plan, 'datastore'>, templates: Templates): Watcher;

  /** Returns what a Prometheus keeps and raises of its machines; nothing if the cloud runs the datastore. */
  rules(plan: RuleInputs): { readonly recorded: readonly RecordedRule[]; readonly alerts: readonly ReckonedAlert[] };

  /** Renders the configuration of its machines in a datacenter, by name of the node. */
  nodeFiles(plan: Plan, datacenter: DatacenterPlan, templates: Templates): Readonly<Record<string, NodeFiles>>;

  readonly kong: KongOnDatastore;
  readonly words: DatastoreWords;

  /** Returns the consistency levels that Kong reads and writes at, in the engine's terms; empty if it has none. */
  consistency(plan: Pick<Plan, 'datastore'>): readonly string[];

  /** Returns what of it crosses links in plain text, and the key of the spec that encrypts it; undefined if nothing does. */
  plainText(plan: Pick<Plan, 'datastore'>): PlainText | undefined;
}

/** The part of what a datastore says that nobody encrypts. */
export interface PlainText {
  /** Within a sentence, e.g. `what its nodes say to each other`. */
  readonly what: string;
  /** Key of the spec that encrypts it, with its value, as a spec has it. */
  readonly encryptedBy: string;
}

/**
 * A sizer of one topology's datastore. It is told the needs of the datacenters in order of index, and asked for the
 * replication after the last.
 */
export interface DatastoreSizer {
  /** Takes the need of a datacenter. Returns what computes its size, which is called when the needs of all are known. */
  datacenter(need: DatastoreNeed): () => SizedDatastore;
  replication(): readonly PairReplication[];
}

export interface SizedDatastore {
  readonly sizing: DatastoreSizing;
  readonly issues: readonly Issue[];
}

/** An exporter on machines with fixed addresses. */
export interface MachineExporter extends Exporter {
  readonly role: EngineId;
  readonly addresses: readonly string[];
}

/** The inputs for the size of a datacenter's datastore. */
export interface DatastoreNeed {
  readonly datacenter: DatacenterSpec;
  readonly demand: Demand;
  /** Requests per second of the whole topology at its busiest. */
  readonly peak: ReckonedNumber;
  /** Kong's nodes here that use the datastore; undefined where data planes stand alone. */
  readonly clients?: DatastoreClients;
}

/**
 * Kong's nodes that the datastore of their datacenter has to serve: those of the pool that clients use, or the control planes. A
 * pool beside it, while an upgrade is under way, only asks for changes; a datastore that grew for it would stay so for good.
 */
export interface DatastoreClients extends Pick<Pool, 'candidate' | 'maximumNodes'> {
  /** Most nodes that automatic scaling may start here, at this load and below. */
  readonly most: ReckonedNumber;
}

/** Ranges and zones of a datacenter, and the boot disk of every machine of its datastore. */
export interface DatacenterPlace extends Ranges {
  readonly zones: readonly ZonePlan[];
  /** Boot disk of a machine whose data has a disk of its own. */
  readonly bootDiskGib: number;
}

/** The use of the datastore by Kong's nodes and by the job that migrates their schema. */
export interface KongOnDatastore {
  /**
   * Makes the sections of a pool's kong.conf by which Kong finds and reads the datastore, and by which changes spread.
   */
  poolSettings(plan: Plan, datacenter: DatacenterPlan, kongVersion: string): readonly ConfSection[];
  /** Makes the same sections for the job that migrates the schema, with those that only the job needs. */
  jobSettings(plan: Plan, datacenter: DatacenterPlan, kongVersion: string): readonly ConfSection[];
  /** Returns the way in which a release of Kong brings its schema into the datastore. */
  schemaStyle(kongVersion: string): SchemaStyle;
  /** Returns the releases of Kong whose schema the migrations of another take over in one step. */
  migratesFrom(kongVersion: string): readonly KongStretch[];
  /** Key of the password that Kong signs in with. */
  readonly passwordKey: string;
  /** Returns the datastore's parts of the scripts on Kong's machines. */
  scripts(plan: Plan, datacenter: DatacenterPlan): KongScripts;
}

/** The datastore's parts of the scripts on Kong's machines. Texts are names of templates. */
export interface KongScripts {
  /** Part of the library of all scripts: names and constants. */
  readonly names: ScriptPiece;
  /** Part of that library with `write_conf`; its hole `machineSettings` takes what else a machine puts in. */
  readonly conf: ScriptPiece;
  /** Part of that library with the functions that `ready` and the notes call. */
  readonly client: ScriptPiece;
  /** Files beside the scripts on every machine, and those of the migrations job alone. */
  readonly files: readonly ScriptFile[];
  readonly jobFiles: readonly ScriptFile[];
  /** Part of the migrations job with `datastore_ready`, and `note`, which writes into its notebook. */
  readonly job: ScriptPiece;
  /** Condition on which Kong may start. */
  readonly ready: Text<'shell'>;
  /** Commands that print what the notebook has under a name. */
  readonly notes: Readonly<Record<'schema' | 'installation' | 'metrics', Text<'shell'>>>;
}

export interface ScriptPiece {
  readonly template: string;
  readonly values: Readonly<Record<string, Text<'shell'> | number>>;
}

export interface ScriptFile {
  readonly template: string;
  /** Absolute path on the machine. */
  readonly path: string;
  /** Permissions in octal, four digits. @default '0644' */
  readonly permissions?: string;
  /** Values for its holes. @default it has none */
  readonly holes?: Holes;
}

/** Words for the datastore in messages, each within a sentence. */
export interface DatastoreWords {
  /** Name, e.g. `Cassandra`. */
  readonly title: string;
  /**
   * Last part of the ids of its machines' accounts, if those must be short; it must never change, since the state has
   * it.
   */
  readonly accountEnding: string;
  /** Work that is necessary after too long an outage, e.g. `a repair of the ring`. */
  readonly mending: string;
  /** Longest outage that needs no such work, e.g. `three hours`. */
  readonly bridged: string;
}
