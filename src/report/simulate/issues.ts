import { issue, type Issue } from '../../kernel/issue';

/**
 * Makes the issue about a word of `--lose` that names nothing of the plan.
 *
 * @param examples a word for each kind of loss
 */
export function lossUnknown(word: string, near: string | undefined, examples: readonly string[]): Issue {
  return issue('loss-unknown', {
    path: [],
    message: `--lose ${JSON.stringify(word)} names nothing of the plan`,
    remedy:
      near === undefined
        ? `name a kind (node, zone, datacenter, link) or a thing, such as ${examples.join(', ')}`
        : `did you mean "${near}"?`,
  });
}
