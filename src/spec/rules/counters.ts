import type { AroundDatastore } from '../datastores/contract';
import type { KongDraft } from '../draft';

/** Returns the plugins of a spec whose counters are rows of the datastore, each with the place of its policy. */
export function countersOf(kong: KongDraft | undefined): AroundDatastore['counters'] {
  return (kong?.plugins ?? []).flatMap((plugin, i) =>
    typeof plugin !== 'string' && plugin.policy === 'cluster'
      ? [{ path: ['kong', 'plugins', i, 'policy'], name: plugin.name }]
      : [],
  );
}
