import type { LimitKind } from '../../kernel/cloud/quota';
import { issue, type Issue } from '../../kernel/issue';
import { REBUILD_HOURS } from './capacity';
import type { LinkBandwidth, QuotaUse } from './limits';

/*
 * These functions make the issues about limits: errors if the cloud gives nobody more, warnings if it has to be asked
 * or the time is short.
 */

const PATH = ['datacenters'] as const;

/** Limits that new accounts have, in words; others are defaults of everyone. */
const NEW: Readonly<Partial<Record<LimitKind, string>>> = {
  'new-account': 'a new account may have',
  'new-project': 'a new project has',
};

/** Makes the issue about a use that the cloud will not grant. */
export function limitExceeded({ what, place, used, limit }: QuotaUse): Issue {
  return issue('limit-exceeded', {
    path: PATH,
    message: `${used} ${what} at ${place}; the cloud allows ${limit}, and this limit cannot be raised`,
    remedy: 'have fewer datacenters, or "shape": "hub", which links each of them to one other alone',
  });
}

/** Makes the issue about a use above the quota, which the cloud raises on request. */
export function quotaExceeded({ what, place, used, limit, kind, remedy }: QuotaUse): Issue {
  return issue('quota-exceeded', {
    severity: 'warning',
    path: PATH,
    message: `${used} ${what} at ${place}; ${NEW[kind] ?? 'the default quota is'} ${limit}`,
    remedy: remedy ?? 'ask the cloud for a higher quota before the first apply, which would stop half-way',
  });
}

/**
 * Makes the advice about quotas of new accounts or projects that small topologies are above too. Of each quota it names
 * the place that needs most; tables have them all.
 *
 * @param uses all with the same remedy; not empty
 */
export function newAccountsLack(uses: readonly QuotaUse[]): Issue {
  const [first] = uses;
  if (first === undefined) throw new Error('no use of a quota');
  const worst = uses.filter(
    (use) =>
      use === uses.filter(({ what }) => what === use.what).reduce((most, it) => (it.used > most.used ? it : most)),
  );
  const parts = worst.map(({ used, what, place, limit }) => `${used} ${what} at ${place}, which has ${limit} when new`);
  return issue('new-accounts-lack', {
    severity: 'advice',
    path: PATH,
    message: `with automatic scaling at its maximum and a pool being replaced it takes ${parts.join('; ')}`,
    remedy: first.remedy ?? 'ask the cloud for a higher quota before the first apply, which would stop half-way',
  });
}

const OF_WHOM: Readonly<Record<LimitKind, string>> = {
  default: ' by default',
  'new-account': ' in a new account',
  'new-project': ' in a new project',
  fixed: ', which the cloud raises for nobody',
};

/** Makes the issue about a use that leaves less than a fifth of a quota. */
export function quotaNearlyUsed({ what, place, used, limit, kind, remedy }: QuotaUse): Issue {
  return issue('quota-nearly-used', {
    severity: 'warning',
    path: PATH,
    message: `${used} ${what} at ${place}, of ${limit}${OF_WHOM[kind]}`,
    remedy:
      kind === 'fixed'
        ? 'plan for "shape": "hub" before more datacenters are added'
        : (remedy ?? 'see what else is there, and ask the cloud for a higher quota in time'),
  });
}

export function linkTooNarrow({ link, replicationMbitPerSecond, offeredMbitPerSecond }: LinkBandwidth): Issue {
  return issue('link-too-narrow', {
    severity: 'warning',
    path: PATH,
    message: `replication over ${link} needs up to ${mbit(replicationMbitPerSecond)} each way, and the link carries ${mbit(offeredMbitPerSecond)} each way`,
    remedy:
      'keep counters in Redis or on the node (policy redis or local), or spread the load over fewer datacenters; compression between datacenters may make it less',
  });
}

export function linkNearlyFull({ link, replicationMbitPerSecond, offeredMbitPerSecond }: LinkBandwidth): Issue {
  return issue('link-nearly-full', {
    severity: 'warning',
    path: PATH,
    message: `replication over ${link} needs up to ${mbit(replicationMbitPerSecond)} each way of the ${mbit(offeredMbitPerSecond)} that the link carries`,
    remedy: 'keep counters in Redis or on the node (policy redis or local) before the load grows further',
  });
}

/**
 * Makes the issue about hints that take longer to deliver than the outage lasted.
 *
 * @param bridged the time that hints are kept
 */
export function hintsOutlastOutage(
  { link, afterOutageMbitPerSecond, offeredMbitPerSecond }: LinkBandwidth,
  bridged: string,
): Issue {
  return issue('hints-outlast-outage', {
    severity: 'warning',
    path: PATH,
    message: `after an outage, replication and hints over ${link} would need ${mbit(afterOutageMbitPerSecond)} each way to catch up in as long again; the link carries ${mbit(offeredMbitPerSecond)}`,
    remedy: `allow for longer, and repair the datastore where hints are older than ${bridged}`,
  });
}

export function rebuildTakesDays({ link, rebuildHours }: LinkBandwidth): Issue {
  return issue('rebuild-takes-days', {
    severity: 'warning',
    path: PATH,
    message: `rebuilding a datacenter over ${link} takes ${Math.ceil(rebuildHours)} hours, more than ${REBUILD_HOURS.value}`,
    remedy: 'take more nodes of the datastore, each of which streams on its own, or keep less data in the datastore',
  });
}

function mbit(value: number): string {
  return `${Math.round(value)} Mbit/s`;
}
