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

/** Returns the maker of calls that have one root in an API, such as `ec2` or `compute.v1`. */
export function callsIn(api: string): (name: string, rest?: Omit<Call, 'roots'>) => Call {
  return (name, rest = {}) => ({ roots: [`${api} ${name}`], ...rest });
}

/** Returns renamed members that are all in one other: `inside('Options', { speed: 'Speed' })` has `Options.Speed`. */
export function inside(member: string, members: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(members).map(([argument, each]) => [argument, `${member}.${each}`]));
}

/** Arguments that Terraform itself reads. */
export const OF_TERRAFORM: ReadonlySet<string> = new Set([
  ...['//', 'lifecycle', 'provider', 'depends_on', 'for_each', 'count', 'timeouts', 'provisioner', 'connection'],
]);

/** Arguments of any type that are no member of a call: where it goes, and words of the user with rules of their own in the spec. */
export const OF_ANY: ReadonlySet<string> = new Set(['region', 'project', 'tags', 'labels', 'tags_all', 'metadata']);
