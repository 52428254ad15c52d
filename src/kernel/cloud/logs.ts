/** The place that keeps the logs of a datacenter's units, as commands name it. */
export interface LogsAt {
  readonly region: string;
  /** Present exactly on clouds that have projects. */
  readonly project?: string;
  readonly name: string;
  /** True if requests of clients are among them. */
  readonly hasRequests: boolean;
}

/** Shell commands of the cloud's own program for whoever reads what units said, each one line. */
export interface LogCommands {
  /** Units of the agent that ships, for whoever reads their journal on a machine. */
  readonly agent: string;
  /** Prints the last hour of all machines, but for requests of clients. */
  recent(at: LogsAt): string;
  /** Prints the requests of the last hour that failed. */
  failed(at: LogsAt): string;
  /** Prints what has a word in it, of a day. */
  containing(at: LogsAt, word: string): string;
  /** Prints the last hour of one machine, which is to be named, but for requests of clients. */
  ofMachine(at: LogsAt): string;
  /**
   * Says on which machines logs are not shipped as they should be, and nothing of other topologies.
   *
   * @param at with the zones, and the beginning of names of resources of that datacenter
   */
  state(at: LogsAt & { readonly zones: readonly string[]; readonly prefix: string }): string;
}
