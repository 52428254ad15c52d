import type { CloudId } from '../ids';

/** The account of a cloud that Terraform works in, and how it gets there. Without any field: by the credentials at hand. */
export interface Account {
  /** Profile of the shared configuration files. */
  readonly profile?: string | undefined;
  /** Role that Terraform takes on, with whatever credentials it has. */
  readonly assumeRole?: AssumedRole | undefined;
  /** Numbers of the accounts that Terraform may work in; it refuses any other. */
  readonly allowedAccountIds?: readonly string[] | undefined;
  /** Service account that Terraform acts as. */
  readonly impersonateServiceAccount?: string | undefined;
  /** Project whose quota of calls is used and billed. */
  readonly billingProject?: string | undefined;
}

/** Accounts of datacenters that name none, by cloud. */
export type Accounts = Readonly<Partial<Record<CloudId, Account | undefined>>>;

export interface AssumedRole {
  readonly roleArn: string;
  /** Word that the role's owner agreed on with whoever takes it on. */
  readonly externalId?: string | undefined;
}

/** Rules for accounts of a cloud. */
export interface AccountFacts {
  /** Keys of an account that the cloud has. */
  readonly keys: readonly (keyof Account)[];
  /** Returns the number of the account, as far as its fields tell it; clouds with projects tell places apart by those. */
  idOf(account: Account): string | undefined;
  /**
   * Returns the name of the account among those of a topology, in snake case: the stack that works in several knows its
   * providers by it. Undefined if nothing tells which account it is.
   */
  nameOf(account: Account | undefined): string | undefined;
}
