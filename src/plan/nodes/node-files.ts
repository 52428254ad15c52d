import type { Artifact } from '../../kernel/artifact';

/**
 * The configuration of one machine, or of the machines of one pool: real files that a reviewer can read and diff, and
 * the cloud-init document that puts them in place at first boot.
 */
export interface NodeFiles {
  /** Files with paths relative to the stack's `files/` folder, e.g. `cassandra-1/cassandra.yaml`. */
  readonly artifacts: readonly Artifact[];
  /**
   * Path (relative to `files/`) of the cloud-init document, a Terraform template with one variable, `files`: the path
   * of the `files/` folder. It includes the other files by `${jsonencode(replace(file("${files}/<path>"), "\r", ""))}`,
   * so that each text exists once on disk; of scripts, without their lines of comment, where user data has little room.
   */
  readonly userData: string;
}
