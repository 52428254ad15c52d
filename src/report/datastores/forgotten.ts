/** Returns the part of a filter of jq that selects the resources of two regions. */
export function inRegions(one: string, other: string): string {
  return `\n    | select(.values.region // "" | test("^(${one}|${other})$"))`;
}

/** Renders the commands that take resources of a datacenter out of its states, all or those that jq selects. */
export function forgotten(datacenter: string, selected: string): string {
  return `for stack in network-${datacenter} cluster-${datacenter}; do
  terraform -chdir="$stack" init -input=false
  terraform -chdir="$stack" show -json |
    jq -r '.values.root_module.resources[] | select(.mode == "managed")${selected} | .address' |
    xargs -r -d '\\n' terraform -chdir="$stack" state rm
done`;
}
