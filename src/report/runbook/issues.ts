import { issue, type Issue } from '../../kernel/issue';

/** Makes the issue about specs of two topologies. */
export function otherTopology(old: string, fresh: string): Issue {
  return issue('other-topology', {
    path: [],
    message: `the specs are of two topologies, ${old} and ${fresh}: no steps lead from one to the other`,
    remedy: 'compare two specs of one name; a renamed topology is built beside the old one, and that taken down',
  });
}

/**
 * Makes the issue about a word of `--lost` that names a kind of things, of which a runbook has the steps of one.
 *
 * @param known the words of that kind
 */
export function lossNotNamed(word: string, known: readonly string[]): Issue {
  return issue('loss-not-named', {
    path: [],
    message: `--lost ${JSON.stringify(word)} is a kind; a runbook has the steps after the loss of one thing`,
    remedy:
      known.length === 0 ? 'the topology has none of that kind' : `name it, such as ${known.slice(0, 3).join(', ')}`,
  });
}

/** Makes the issue about a word of `--rotate` that names no password of the topology. */
export function passwordUnknown(word: string, near: string | undefined, known: readonly string[]): Issue {
  return issue('password-unknown', {
    path: [],
    message: `--rotate ${JSON.stringify(word)} names no password that there are steps for`,
    remedy: near === undefined ? `name one of ${known.join(', ')}` : `did you mean "${near}"?`,
  });
}
