import type { Connection } from './connect';

/** Renders a connection for people: the commands stand alone, so that they can be copied; all else is a comment. */
export function renderConnection({ what, machine, cloud, commands, then, needs, rights }: Connection): string {
  return [
    `# ${what}: ${machine}, on ${cloud}`,
    `# Needs ${needs}; ${rights}.`,
    ...commands,
    ...then.map((line) => `# ${line}`),
    '',
  ].join('\n');
}
