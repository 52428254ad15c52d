import type { Plan } from '../../plan/plan';
import type { RunbookPart, RunbookStep } from '../runbook/runbook';
import type { Loss } from '../simulate/loss';
import type { Addresses } from './transitions';

/** A topology as it stands, and Terraform's addresses in it. */
export interface Standing {
  readonly plan: Plan;
  readonly addresses: Addresses;
}

/** The datastore's steps around a new password: before it is made, and after the secret managers have it. */
export interface PasswordSteps {
  readonly before: readonly RunbookStep[];
  readonly after: readonly RunbookStep[];
  /** Other things that the apply of the clusters changes, as part of a sentence. @default none */
  readonly besides?: string;
}

/** The steps around each of the datastore's passwords, by its key in the plan. */
export type Passwords = Readonly<Record<string, (standing: Standing) => PasswordSteps>>;

/** The datastore's part of the runbooks that change no spec. */
export interface DatastoreRecovery {
  readonly passwords: Passwords;
  /** Steps of a new certificate, by the key of its secret. @default it has none */
  readonly certificates?: (plan: Plan) => Readonly<Record<string, (standing: Standing) => readonly RunbookStep[]>>;
  /** Returns the parts after the loss of one thing; none if the datastore has nothing to do with it. */
  lost(standing: Standing, loss: Loss): readonly RunbookPart[];
}
