import type { AroundDatastore } from '../datastores/contract';
import type { KongDraft } from '../draft';

type Policy = Extract<KongDraft['plugins'][number], object>['policy'];

/** Returns the plugins of a spec whose counters have a place, each with the place of its policy in the spec. */
export function countersOf(
  kong: KongDraft | undefined,
  policy: NonNullable<Policy> = 'cluster',
): AroundDatastore['counters'] {
  return (kong?.plugins ?? []).flatMap((plugin, i) =>
    typeof plugin !== 'string' && plugin.policy === policy
      ? [{ path: ['kong', 'plugins', i, 'policy'], name: plugin.name }]
      : [],
  );
}
