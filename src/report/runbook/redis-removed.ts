import { staying, type Change } from '../datastores/transitions';
import { applied, generated, inTree, type RunbookPart } from './runbook';

/** True if no datacenter that stays has a Redis any more. */
export function losesRedis({ before, after }: Pick<Change, 'before' | 'after'>): boolean {
  return before.redis !== undefined && after.redis === undefined;
}

/** Returns the part in which Redis goes: what asks it goes first, and its subnets last; none if it stays. */
export function redisRemovedParts(change: Change): readonly RunbookPart[] {
  if (!losesRedis(change)) return [];
  const { after } = change;
  const names = staying(change).map(([, { name }]) => name);
  return [
    {
      title: 'Redis goes',
      why: 'nothing may ask it any more, and a network cannot delete subnets that it still stands in',
      spec: '"kong.plugins" as the new spec has them, none with "policy": "redis"',
      steps: [
        {
          title: 'Give every plugin that counts in Redis another policy, or take it away',
          where: 'the Admin API, or what writes your configuration',
          commands: [],
          see: 'GET /plugins has no "policy": "redis", and requests are limited as before',
          back: 'the plugins as they were',
          risk: 'counters of the other policy begin at nothing',
          lasts: 'minutes',
        },
        generated(after, "Redis, its subnets, secrets and rules, and files of Kong's nodes", 'redis-removed'),
        {
          title: 'Apply the clusters, one after another: nodes are replaced, and Redis goes',
          where: inTree(after.topology),
          commands: applied(...names.map((name) => `cluster-${name}`)),
          see: 'the plan destroys Redis and what belongs to it, and nothing else that holds data',
          back: 'none for counters; the spec before makes an empty Redis with the same name',
          risk: 'requests of a plugin that was forgotten pass uncounted, or fail where it has no fault_tolerant',
          lasts: 'some minutes a node',
        },
        {
          title: 'Then the networks: the subnets of Redis go',
          where: inTree(after.topology),
          commands: applied(...names.map((name) => `network-${name}`)),
          see: 'no changes, or the subnets of Redis destroyed',
          back: 'the same with the tree as it was before',
          risk: 'none',
          lasts: 'minutes',
        },
      ],
    },
  ];
}
