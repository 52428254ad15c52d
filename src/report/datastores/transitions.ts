import type { Plan } from '../../plan/plan';
import type { Part, Step } from '../runbook/runbook';

/** A topology before and after a change. */
export interface Change {
  readonly before: Plan;
  readonly after: Plan;
  /** Type of a machine in Terraform, by datacenter. */
  machineResource(datacenter: string): string;
}

/** The datastore's part of runbooks. */
export interface DatastoreTransitions {
  /** Returns the parts that come before datacenters are added, in order. */
  growing(change: Change): readonly Part[];
  /** Returns the parts that come after datacenters were removed: nodes that go. */
  shrinking(change: Change): readonly Part[];
  /** Returns the steps that make an applied, empty datacenter a full member. */
  joining(plan: Plan, datacenter: string): readonly Step[];
  /** Returns the steps that take the data of a datacenter out of use, before its machines go. */
  leaving(change: Change, datacenter: string): readonly Step[];
  /** Returns the steps that keep a way back before Kong's schema is migrated, and that give its room back at the end. */
  saving(plan: Plan, label: string): { readonly before: readonly Step[]; readonly after: readonly Step[] };
  /** Reason for adding a datacenter by itself, and for an upgrade of Kong by itself. */
  readonly whyAlone: { readonly joining: string; readonly upgrade: string };
}
