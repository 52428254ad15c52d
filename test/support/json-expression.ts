/** Returns the value that a call of Terraform's `jsonencode` makes a text of, as JSON in which references are texts. */
export function jsonOf(expression: unknown): string {
  const [, value = ''] = /^\$\{jsonencode\((.*)\)\}$/s.exec(String(expression)) ?? [];
  return value.replace(/"([\w-]+)" = /g, '"$1":').replace(/(?<=[[\s,:])((?:aws|google)_[\w.]+)(?=[,\]}])/g, '"$1"');
}
