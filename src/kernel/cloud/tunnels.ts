/** An end of a link on a cloud's own gateway, by the names that the topology gave its resources there. */
export interface GatewayEnd {
  readonly region: string;
  readonly project?: string;
  /** Id of the user's router that sessions are on. @default one of topogen, where the cloud has such */
  readonly router?: string;
  readonly topology: string;
  /** Datacenter of the end, and the far one. */
  readonly own: string;
  readonly peer: string;
}

/** Makes the commands by which operators look after tunnels at their own end, as one would type them in bash. */
export interface TunnelCommands {
  /** Returns the lines that print the state of every tunnel of a link and of the session in it. */
  state(end: GatewayEnd): readonly string[];
  /** Words in that answer that say that all is well. */
  readonly well: string;
  /** Sentence on the other ends when its gateway is made anew; undefined if nothing happens to them. */
  readonly lost: string | undefined;
  /** Returns the lines that print the state of peerings in a region; undefined on clouds without. */
  readonly peerings: ((region: string) => readonly string[]) | undefined;
  /** Renewals that the cloud leaves to the owner; undefined where it renews by itself. */
  readonly renewal: TunnelRenewal | undefined;
}

/** A renewal of an end of a tunnel that waits for its owner. */
export interface TunnelRenewal {
  /** Sentences that say who is told, and what happens when nobody does anything. */
  readonly words: string;
  /** Returns the lines that print, for each tunnel of a link, whether a renewal waits and when it comes by itself. */
  waiting(end: GatewayEnd): readonly string[];
  /** Returns the lines that let one tunnel be renewed; `$CONNECTION` and `$ADDRESS` are from the answer above. */
  apply(end: GatewayEnd): readonly string[];
}
