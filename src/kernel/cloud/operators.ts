import type { Account } from './account';

/** The place of a machine in its cloud. */
export interface MachineAt {
  /** Name of the machine, or of the group whose machines have names of their own. */
  readonly name: string;
  readonly region: string;
  /** Zone of the machine; undefined for a group, which is spread over several. */
  readonly zone?: string;
  readonly project?: string;
  /** Account, and the way there that Terraform takes; absent where the credentials at hand decide. */
  readonly account?: Account;
  /** Position among the running machines of a group, from 1; 1 for a machine of its own. */
  readonly position: number;
}

/**
 * Makes the commands by which operators reach machines that have no public address, as one would type them in bash.
 * Names and places come from a spec that has been checked, so that they hold nothing that a shell would read as its own.
 */
export interface OperatorCommands {
  /** Tools that the commands need beside bash, in words. */
  readonly needs: string;
  /** Returns the credentials that they need in an account, in words; undefined where the spec says nothing of them. */
  credentials(account: Account): string | undefined;
  /** Rights that the operator needs in the cloud, in words. */
  readonly rights: string;

  /**
   * Returns the lines that open a shell on a machine, or run one command there at a terminal.
   *
   * @param command words without quotes, e.g. `cqlsh 10.0.0.10`
   */
  shell(at: MachineAt, command?: string): readonly string[];

  /** Returns the lines that forward a port of this computer to the same port of the machine's own address 127.0.0.1. */
  forward(at: MachineAt, port: number): readonly string[];
}
