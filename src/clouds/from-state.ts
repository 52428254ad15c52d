/** Returns the command that prints an attribute of a resource out of a stack's state, where no output has it any more. */
export function fromState(stack: string, address: string, attribute: string): string {
  return `terraform -chdir=${stack} state show -no-color ${address} | sed -n 's/^    ${attribute} *= "\\(.*\\)"$/\\1/p'`;
}
