import { ALIKE_TOO } from './effort';

/**
 * Returns a script without what one topology, machine or release alone has in it: numbers, names, and words in quotes that hold
 * nothing to expand. Of scripts of one shape a linter finds the same, but for what it says of a number itself; TOPOGEN_CASES=all
 * takes each script for a shape of its own.
 */
export function shapeOfScript(text: string): string {
  if (ALIKE_TOO) return text;
  return text
    .replace(/'[^'$`\\\n]*'/g, "'text'")
    .replace(/(?<!\$)\d+/g, '0')
    .replace(/[a-z]+(-[a-z0-9]+)+/g, 'name');
}
