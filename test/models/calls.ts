/** What of an API takes the arguments of a type of resource. */
export interface Call {
  /** Addresses of shapes in the cloud's models; an argument belongs to the first that has it. */
  readonly roots: readonly string[];
  /**
   * Members of arguments whose words differ, from a root on: `{ tag: 'Tags' }`. Empty where the provider writes a block
   * around members of the root. Below a renamed block the words count again.
   */
  readonly renamed?: Readonly<Record<string, string>>;
  /** Arguments, with all below them, that no member of the API takes, and what they are instead. */
  readonly own?: Readonly<Record<string, string>>;
}

/** Arguments that Terraform itself reads. */
export const OF_TERRAFORM: ReadonlySet<string> = new Set([
  ...['//', 'lifecycle', 'provider', 'depends_on', 'for_each', 'count', 'timeouts', 'provisioner', 'connection'],
]);

/** Arguments of any type that are no member of a call: where it goes, and words of the user with rules of their own in the spec. */
export const OF_ANY: ReadonlySet<string> = new Set(['region', 'project', 'tags', 'labels', 'tags_all', 'metadata']);
