import { issue, type Issue } from '../../kernel/issue';

/**
 * Makes the issue about a word of `--lose`, or another option that takes the same words, that names nothing of the plan.
 *
 * @param examples a word for each kind of loss
 */
export function lossUnknown(
  option: string,
  word: string,
  near: string | undefined,
  examples: readonly string[],
): Issue {
  return issue('loss-unknown', {
    path: [],
    message: `${option} ${JSON.stringify(word)} names nothing of the plan`,
    remedy:
      near === undefined
        ? `name a kind (node, zone, datacenter, link) or a thing, such as ${examples.join(', ')}`
        : `did you mean "${near}"?`,
  });
}
