import type { LeavingCommands, WayOut } from '../../kernel/cloud/services';
import type { DatacenterPlan, Plan } from '../../plan/plan';
import type { RunbookPart, RunbookStep } from '../runbook/runbook';

/** A topology before and after a change. */
export interface Change {
  readonly before: Plan;
  readonly after: Plan;
  readonly addresses: Addresses;
  /** True if links between datacenters that stay are cut, or made anew. @default false */
  readonly isCut?: boolean;
  /** Releases of Kong between both, where no guide leads from one to the other in one step. @default none */
  readonly kongWay?: readonly string[];
  /** Releases of the datastore between both, for the same reason. @default none */
  readonly datastoreWay?: readonly string[];
}

/** Terraform's addresses of what commands name. */
export interface Addresses {
  /** Returns that of a machine, e.g. `aws_instance.cassandra_1`. */
  machine(datacenter: string, name: string): string;
  /** Returns that of a machine's data disk. */
  dataDisk(datacenter: string, name: string): string;
  /** Returns the names by which the cloud knows a machine and its data disk. */
  names(datacenter: string, name: string): { readonly machine: string; readonly disk: string };
  /** Returns that of a VPN instance, which is in the stack `links`. */
  vpnInstance(datacenter: string, name: string): string;
  /** Returns that of a password by its key, and the name under which the stack `shared` puts it out. */
  password(key: string): { readonly resource: string; readonly output: string };
  /** Returns that of the key of control planes and data planes, by the key of their secret; the certificate follows it. */
  clusterCertificate(key: string): { readonly resource: string };
  /** Returns that of a datacenter's Redis, and the commands by which its service makes another password, if it makes them. */
  redis(datacenter: string): { readonly resource: string; readonly newPassword: readonly string[] };
  /** Returns that of a network's state as stack `links` reads it. */
  networkState(datacenter: string): string;
  /** Returns those of what leads out of a datacenter's network, as one of its plans has it. */
  wayOut(datacenter: Pick<DatacenterPlan, 'name' | 'egress' | 'zones' | 'endpoints'>): WayOut;
  /** Returns those of a datacenter's reserved outside addresses. */
  reserved(datacenter: Pick<DatacenterPlan, 'name' | 'egressAddresses'>): readonly string[];
  /** Returns the commands by which its former addresses, but for those that it keeps, go out of use. */
  leaving(datacenter: Pick<DatacenterPlan, 'name' | 'egressAddresses'>, former: number): LeavingCommands;
}

/** Returns both plans of every datacenter that stays, in the order of the later plan. */
export function staying({
  before,
  after,
}: Pick<Change, 'before' | 'after'>): (readonly [DatacenterPlan, DatacenterPlan])[] {
  return after.datacenters.flatMap((fresh) => {
    const old = before.datacenters.find(({ name }) => name === fresh.name);
    return old ? [[old, fresh] as const] : [];
  });
}

/** The datastore's part of runbooks. */
export interface DatastoreTransitions {
  /** Returns the parts that come before datacenters are added, in order. */
  growing(change: Change): readonly RunbookPart[];
  /** Returns the parts that come after datacenters were removed: nodes that go. */
  shrinking(change: Change): readonly RunbookPart[];
  /** Returns the steps that make an applied, empty datacenter a full member. */
  joining(plan: Plan, datacenter: string): readonly RunbookStep[];
  /** Returns the steps that take the data of a datacenter out of use, before its machines go. */
  leaving(change: Change, datacenter: string): readonly RunbookStep[];
  /** True if a datacenter comes and goes by these steps alone; one that has a server of its own has other pages. */
  isPlain(plan: Plan, datacenter: string): boolean;
  /** Returns the steps that keep a way back before Kong's schema is migrated, and that give its room back at the end. */
  saving(
    plan: Plan,
    label: string,
  ): { readonly before: readonly RunbookStep[]; readonly after: readonly RunbookStep[] };
  /** Reason for adding a datacenter by itself, and for an upgrade of Kong by itself. */
  readonly whyAlone: { readonly joining: string; readonly upgrade: string };
}
