import { secretsIn } from '../../kernel/secrets-in';
import { compareVersions } from '../../kernel/version';
import type { Plan } from '../../plan/plan';
import type { PasswordSteps, Standing } from '../datastores/recovery';
import { applied, inTree, replaced, type RunbookStep } from './runbook';

/*
 * `kong reload` takes another kong.conf from this release on; before it the node goes on with what it was started with.
 * Source: Kong/kong, kong/cmd/reload.lua, "make -c flag of kong reload to actually work", first in 2.3.0.
 */
const RELOADS_CONF = '2.3.0';

/** Up to this line nodes speak Serf, and its key is made from the password. */
const LAST_WITH_SERF = '0.10.99';

/** Writes kong.conf anew on a node, with the password that the secret manager has; the scripts of the machine do it. */
export const WRITE_CONF = `sudo bash -c '. /usr/local/lib/topogen/kong.sh && rm -f "$password_file" && fetch_password && write_conf'`;

/** Makes the step in which every Kong node takes the password that its datastore has by now. */
export function takenByKong(plan: Plan): RunbookStep {
  const pools = plan.datacenters.flatMap(({ name, pools }) =>
    pools.filter(({ role }) => role !== 'data-plane').map((pool) => ({ ...pool, datacenter: name })),
  );
  const node = plan.kong.hybrid ? 'control plane' : 'Kong node';
  const nodes = pools.reduce((sum, { maximumNodes }) => sum + maximumNodes, 0);
  const places = [...new Set(pools.map(({ datacenter }) => datacenter))].join(', ');
  const port = pools[0]?.ports.admin ?? 0;
  const is = (release: string, least: string): boolean => compareVersions(release, least) >= 0;
  const reloads = pools.every(({ release }) => is(release, RELOADS_CONF));
  const serf = pools.some(({ release }) => !is(release, LAST_WITH_SERF));
  return {
    title: `At once, let every ${node} take it`,
    where: `every ${node} of ${places}, ${reloads ? 'as many at a time as you can' : 'one after another'}`,
    commands: reloads
      ? [WRITE_CONF, 'sudo systemctl reload kong']
      : ['sudo rm /run/topogen/kong-password && sudo systemctl restart kong'],
    see: `on each: curl --silent --fail http://127.0.0.1:${port}/consumers answers, which no cache does`,
    back: 'none: the datastore knows the new one alone; a further one is made by the same steps',
    risk: [
      plan.kong.hybrid
        ? 'the Admin API of a control plane that has the former one answers 500 as soon as it needs a new connection to the datastore; data planes serve on'
        : 'a node that has the former one serves what it has cached, and answers 500 for the rest as soon as it needs a new connection to the datastore',
      ...(reloads
        ? []
        : ['a node that is restarted is away, and its group may replace it: the new one has the password too']),
      ...(serf ? ['nodes with the new one and the others do not hear of each other until all have it'] : []),
    ].join('; '),
    lasts: `${reloads ? 'seconds' : 'a minute or two'} a node, of at most ${nodes}`,
  };
}

/** Returns all steps of a new password, with the datastore's own around its making. */
export function allSteps(
  { plan, addresses }: Standing,
  key: string,
  { before, after, besides }: PasswordSteps,
): RunbookStep[] {
  return [...before, ...passwordMade(plan, key, addresses.password(key).resource, besides), ...after];
}

/** Makes the steps between the datastore's own: a new password, and its copies in the secret managers. */
function passwordMade(plan: Plan, key: string, resource: string, besides: string | undefined): RunbookStep[] {
  const where = inTree(plan.topology);
  const secret = plan.secrets.filter((it) => it.key === key);
  const holders = plan.datacenters.filter((it) => secretsIn(secret, it).length > 0).map(({ name }) => name);
  const isEvery = holders.length === plan.datacenters.length;
  return [
    {
      title: 'Make a new password',
      where,
      commands: [replaced('shared', resource)],
      see: `the plan replaces ${resource}, and nothing else`,
      back: 'none: the former one is left in earlier versions of the state alone. Go on, or make a further one',
      risk: 'none yet: nothing reads it from there',
      lasts: 'a moment',
    },
    {
      title: `Bring it into the secret manager of ${isEvery ? 'every datacenter' : holders.join(', ')}`,
      where,
      commands: applied(...holders.map((name) => `cluster-${name}`)),
      see: `each plan changes this password in the secret manager${besides === undefined ? '' : ` and ${besides}`}, and no machine`,
      back: 'none is needed: those that run have the former one, and the datastore too',
      risk: 'machines that start from now on wait until the datastore has it; those that run go on',
      lasts: 'a minute a datacenter',
    },
  ];
}
