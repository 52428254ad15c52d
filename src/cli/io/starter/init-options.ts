/** Options of `topogen init`, as they are typed. */
export interface InitOptions {
  readonly folder: string;
  readonly force: boolean;
  readonly yes: boolean;
  readonly name?: string;
  readonly datacenters?: string;
  readonly clouds?: string;
  readonly rate?: string;
  readonly ci?: string;
}
