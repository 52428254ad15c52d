/**
 * Returns a script without what one topology, machine or release alone has in it: numbers, names, and words in quotes that hold
 * nothing to expand. Of scripts of one shape a linter finds the same.
 */
export function shapeOfScript(text: string): string {
  return text
    .replace(/'[^'$`\\\n]*'/g, "'text'")
    .replace(/\d+/g, '0')
    .replace(/[a-z]+(-[a-z0-9]+)+/g, 'name');
}
