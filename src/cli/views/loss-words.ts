import type { Loss } from '../../kernel/replacement';

/** Verbs and objects for the harm of replacing or removing a resource, the worst first. */
export const LOSS_WORDS: Readonly<Record<Loss, string>> = {
  data: 'loses data',
  address: 'may lose an address that others know',
  link: 'cuts a link',
  logs: 'loses the logs that it keeps',
  counters: 'loses the counters of rate limiting',
};
