import type { Issue } from '../../kernel/issue';

/** A change of what stands that would lose something. An error is refused unless the user names it; a warning passes. */
export interface Transition {
  readonly issue: Issue;
  /** Word of `--allow` that lets it pass: the code of the issue, and the datacenter if it concerns one. */
  readonly word: string;
  /** Names of the datacenters whose data disks would be lost with it. */
  readonly dataOf: readonly string[];
}

/** The place of a transition, and the data that it takes with it. */
export interface TransitionAt {
  /** Datacenter that it concerns; undefined if it concerns all. */
  readonly datacenter?: string;
  /** @default none */
  readonly dataOf?: readonly string[];
}

/**
 * Codes of the losses that the runbook of every such change leads around: nodes hand over their data before they go, links come
 * back. The runbook goes by this list alone, and so do the remedies that promise its steps.
 */
export const LED_AROUND: readonly string[] = [
  'datacenter-removed',
  'nodes-lowered',
  'links-changed',
  'kong-data-planes-too-early',
  'kong-events-apart',
  'state-moved',
  'redis-removed',
  'egress-changed',
  'egress-addresses-changed',
];

/** Makes a transition from its issue, whose remedy then ends with the steps that lead around it and the word that lets it pass. */
export function transition(issue: Issue, { datacenter, dataOf = [] }: TransitionAt): Transition {
  const word = datacenter === undefined ? issue.code : `${issue.code}:${datacenter}`;
  const remedy = [
    issue.remedy,
    ...(LED_AROUND.includes(issue.code) ? ['topogen runbook has the steps'] : []),
    ...(issue.severity === 'error' ? [`topogen synth --allow ${word} lets it pass once`] : []),
  ].join('; ');
  return { issue: { ...issue, remedy }, word, dataOf };
}
