import { REDIS_PASSWORD_KEY, REDIS_PASSWORD_REFERENCE } from '../../kernel/redis-password';
import type { DatacenterPlan, Plan } from '../../plan/plan';
import type { Standing } from '../datastores/recovery';
import { redisSetting } from '../redis-settings';
import {
  applied,
  inTree,
  NO_WAY_BACK_NEEDED,
  replaced,
  ready,
  SPEC_STAYS,
  synthCommand,
  type RunbookPart,
  type RunbookStep,
} from './runbook';

/** A node that Redis refuses counts nothing: what that means for requests is the plugin's own setting. */
const UNCOUNTED = 'its requests pass uncounted where the plugin has fault_tolerant, and fail where it has not';

/** Title of the password for people. */
export const REDIS_PASSWORD_TITLE = 'Password of Redis';

/** True if the Redis of each datacenter asks for a password that can be changed. */
export function hasRedisPassword({ redis }: Plan): boolean {
  return redis?.password === 'required';
}

/** Returns the parts that change the password of every Redis: each datacenter has its own, and may be left as it is. */
export function redisRotation({ plan, addresses }: Standing): RunbookPart[] {
  return withRedis(plan).map((datacenter) => ({
    title: `${REDIS_PASSWORD_TITLE} of ${datacenter.name}: ${REDIS_PASSWORD_KEY}`,
    spec: SPEC_STAYS,
    steps:
      datacenter.redis?.passwordMaker === 'service'
        ? [
            madeByService(plan, datacenter, addresses.redis(datacenter.name)),
            broughtIn(plan, datacenter),
            taken(datacenter, true),
          ]
        : [besideFormer(plan, datacenter), taken(datacenter, false), formerEnded(plan, datacenter)],
  }));
}

/** Returns the steps from a Redis whose password is prepared to one that asks for it. */
export function redisClosing({ plan, addresses }: Standing): RunbookStep[] {
  const own = withRedis(plan);
  const given = own.filter(({ redis }) => redis?.passwordMaker === 'terraform');
  const made = own.filter(({ redis }) => redis?.passwordMaker === 'service');
  return [
    nodesPrepared(plan),
    pluginsTold(plan),
    {
      title: 'Say that Redis asks for it, and generate',
      where: 'beside the spec, on a branch',
      commands: [synthCommand(plan)],
      see: 'the spec has "redis": { "password": "required" }, and git diff of the tree names files of redis, secrets and variables alone',
      back: 'bring spec, lock file and tree back from version control',
      risk: 'none: nothing is applied',
      lasts: 'a moment',
    },
    ...given.map((datacenter) => formerEnded(plan, datacenter)),
    ...made.flatMap((datacenter) => [
      asksFromNow(plan, datacenter, addresses.redis(datacenter.name).resource),
      taken(datacenter, true),
    ]),
  ];
}

function withRedis(plan: Plan): DatacenterPlan[] {
  return plan.datacenters.filter(({ redis }) => redis !== undefined);
}

function besideFormer({ topology }: Plan, { name }: DatacenterPlan): RunbookStep {
  return {
    title: 'Make a new password, beside the former one',
    where: inTree(topology),
    commands: [`export TF_VAR_redis_password_update=ROTATE; ${replaced(`cluster-${name}`, 'random_password.redis')}`],
    see: 'the plan makes random_password.redis and the version of its secret anew, changes Redis in place, and no machine',
    back: NO_WAY_BACK_NEEDED,
    risk: 'none: until the last step Redis lets in both those with the new one and those with the former',
    lasts: 'some minutes',
  };
}

function formerEnded({ topology }: Plan, { name }: DatacenterPlan): RunbookStep {
  return {
    title: `Have Redis of ${name} let in nobody else`,
    where: inTree(topology),
    commands: [`unset TF_VAR_redis_password_update; ${replaced(`cluster-${name}`)}`],
    see: 'the plan changes auth_token_update_strategy of Redis from ROTATE to SET, in place, and no machine',
    back: 'none: a new password is made by runbook --rotate',
    risk: `a node or a plugin that does not have the password is refused from now on: ${UNCOUNTED}`,
    lasts: 'some minutes',
  };
}

function madeByService({ topology }: Plan, { name }: DatacenterPlan, { newPassword }: Redis): RunbookStep {
  return {
    title: 'Have the service make a new password',
    where: inTree(topology),
    commands: [...newPassword],
    see: `both commands end well. Do not apply cluster-${name} between them`,
    back: 'none: go on at once',
    risk: `connections that are open go on; a new one with the former password is refused from now on, until its node has the next: ${UNCOUNTED}`,
    lasts: 'some minutes',
  };
}

function broughtIn({ topology }: Plan, { name }: DatacenterPlan): RunbookStep {
  return {
    title: 'Bring it into the secret manager',
    where: inTree(topology),
    commands: applied(`cluster-${name}`),
    see: 'the plan makes the version of the secret anew, and nothing else',
    back: 'none is needed: it may be applied again',
    risk: 'as before',
    lasts: 'a minute',
  };
}

function asksFromNow({ topology }: Plan, { name }: DatacenterPlan, resource: string): RunbookStep {
  return {
    title: `Have Redis of ${name} ask for its password`,
    where: inTree(topology),
    // The password is known when the instance has made it; an apply of both at once would have planned with none.
    commands: [ready(`cluster-${name}`, `apply -target=${resource}`), ...applied(`cluster-${name}`)],
    see: 'the first plan changes auth_enabled in place, the second makes the version of the secret anew; neither a machine',
    back: 'none: go on at once',
    risk: `from now on Redis refuses every node that does not have it yet: ${UNCOUNTED}`,
    lasts: 'some minutes',
  };
}

/** Makes the step in which the nodes take the password that the secret manager has. */
function taken({ name, pools }: DatacenterPlan, atOnce: boolean): RunbookStep {
  const nodes = pools.reduce((sum, { maximumNodes }) => sum + maximumNodes, 0);
  return {
    title: `${atOnce ? 'At once, let' : 'Let'} every Kong node of ${name} take it`,
    where: `every Kong node of ${name}, one after another`,
    commands: ['sudo rm --force /run/topogen/redis.env && sudo systemctl restart kong'],
    see: 'on each: journalctl --unit kong tells of no error of Redis, and the limit that an answer shows goes down from request to request',
    back: 'none is needed: a node takes what the secret manager has, each time anew',
    risk: 'a node that is restarted is away for a minute, and its group may replace it: the new one has the password too',
    lasts: `a minute or two a node, of at most ${nodes}`,
  };
}

function nodesPrepared(plan: Plan): RunbookStep {
  return {
    title: 'See that every node is prepared',
    where: `every Kong node of ${withRedis(plan)
      .map(({ name }) => name)
      .join(', ')}, also those that serve no clients yet`,
    commands: ['systemctl show kong --property=EnvironmentFiles && sudo stat --format=%s /run/topogen/redis.env'],
    see: 'each names the file and its size; one that does not is of before, and its group has to replace it first',
    back: NO_WAY_BACK_NEEDED,
    risk: 'none',
    lasts: 'a moment a node',
  };
}

function pluginsTold(plan: Plan): RunbookStep {
  const { kong, datacenters } = plan;
  const port = datacenters.flatMap(({ pools }) => pools).find(({ role }) => role !== 'data-plane')?.ports.admin ?? 0;
  const names = kong.plugins.flatMap(({ name, policy }) => (policy === 'redis' ? [name] : []));
  return {
    title: 'Tell every plugin that counts in Redis',
    where: `one Kong node, with the Admin API, for each plugin ${names.join(' and ')} that there is`,
    commands: [
      `curl --request PATCH http://127.0.0.1:${port}/plugins/<id> --data '${redisSetting(plan, 'password')}=${REDIS_PASSWORD_REFERENCE}' --data ${redisSetting(plan, 'ssl_verify')}=true`,
    ],
    see: 'the limit that an answer shows goes down from request to request, in every datacenter',
    back: `the same with --data ${redisSetting(plan, 'password')}= and --data ${redisSetting(plan, 'ssl_verify')}=false`,
    risk: 'none: where Redis has a password it lets in those who have none too, and where it has none yet nodes give none',
    lasts: 'seconds',
  };
}

type Redis = ReturnType<Standing['addresses']['redis']>;
