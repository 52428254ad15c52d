/** Resources of a datacenter that Terraform forgets, and those of the stacks that it shares with others. */
interface Gone {
  /** Stacks in whose states they are. */
  readonly stacks: readonly string[];
  /** Condition of jq on the values of a resource. @default all of them */
  readonly where?: string;
}

/** Returns the condition of jq that a resource is in a region. */
export function inRegion(region: string): string {
  return `.region == "${region}"`;
}

/** Renders the commands that take resources out of states of Terraform, without a look at what they stand for. */
export function forgotten(...gone: readonly Gone[]): string {
  return gone
    .map(({ stacks, where }) => {
      const selected = where === undefined ? '' : `\n    | select(.values | ${where})`;
      return `for stack in ${stacks.join(' ')}; do
  terraform -chdir="$stack" init -input=false
  terraform -chdir="$stack" show -json |
    jq -r '.values.root_module.resources[]? | select(.mode == "managed")${selected} | .address' |
    xargs -r -d '\\n' terraform -chdir="$stack" state rm
done`;
    })
    .join('\n');
}
