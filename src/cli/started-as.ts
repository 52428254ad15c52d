/**
 * Returns the words by which a person starts the program again: `npx topogen` where it is a package of a repository, which no shell
 * finds by itself; else `topogen`. npx and scripts of npm start it from there too; what npm says in the environment is also that
 * of programs which it has started, and so of no use.
 *
 * @param script path of the program's file, as it was named
 */
export function startedAs(script: string): string {
  return /[/\\]node_modules[/\\](\.bin|topogen)[/\\]/.test(script) ? 'npx topogen' : 'topogen';
}
