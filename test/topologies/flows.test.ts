import fc from 'fast-check';
import type { CloudId, EngineId } from '../../src/kernel/ids';
import { postgresqlIn } from '../../src/plan/datastores/postgresql/of-plan';
import { datastoreOf } from '../../src/plan/datastores/registry';
import type { DatacenterPlan } from '../../src/plan/plan';
import { rulesOf, type EmittedRule } from '../support/emitted';
import { readyMade } from '../support/ready-made';
import { synthesizeShipped, synthesizeText, type Synthesized } from '../support/synthesized';

/*
 * Every way between two datacenters is open at both of its ends, in the rules that were emitted: out of where it begins and
 * into where it ends. Neither cloud's rules take note of the other's, so that one end alone would be a way that is shut.
 */

const SHIPPED = readyMade();

/** A way from machines of one datacenter to those of another. */
interface Way {
  readonly from: DatacenterPlan;
  readonly by: string;
  readonly to: DatacenterPlan;
  readonly into: EngineId | 'control';
  readonly port: string;
}

/** What each datastore needs between two datacenters, in one direction. */
const WAYS: Readonly<Record<EngineId, (from: DatacenterPlan, to: DatacenterPlan) => readonly Way[]>> = {
  // Nodes need gossip of each other, and CQL for the order of the first start.
  cassandra: (from, to) =>
    ['7000', '9042'].map((port) => ({ from, by: 'cassandra', to, into: 'cassandra' as const, port })),
  // All of Kong writes to the primary, but for data planes, which hear of changes from the control planes beside it.
  postgresql: (from, to) =>
    postgresqlIn(to).part === 'primary'
      ? from.pools.map(({ name, role }) =>
          role === 'data-plane'
            ? { from, by: name, to, into: 'control' as const, port: '8005' }
            : { from, by: name, to, into: 'postgresql' as const, port: '5432' },
        )
      : [],
};

function ruleText({ way, role, peer, protocol, ports }: EmittedRule): string {
  return `${way} ${role} ${peer} ${protocol} ${ports}`.trim();
}

/** The role that lets a way in. A balancer of AWS has a group of its own; through one of Google packets come to the machines. */
function roleOf({ cloud, pools }: DatacenterPlan, into: Way['into']): string {
  if (into !== 'control' || cloud === 'aws') return into;
  return pools.find(({ role }) => role === 'control-plane')!.name.replaceAll('-', '_');
}

/** Rules of each datacenter towards another one, which its range tells, as they are and as they must be. */
function acrossRules({ topology, synthesis }: Synthesized): { readonly found: string[]; readonly wanted: string[] } {
  const { datacenters, supernet } = topology.plan;
  const { machineRoles } = datastoreOf(topology.plan);
  const { engine } = topology.plan.datastore;
  const ranges = new Map(
    datacenters.flatMap(({ name, tiers }) => [engine, 'kong' as const].map((tier) => [tiers[tier], name] as const)),
  );
  const found = datacenters.flatMap(({ name }) =>
    rulesOf(synthesis, name)
      .filter(({ peer }) => ranges.has(peer) && ranges.get(peer) !== name)
      .map((rule) => `${name}: ${ruleText(rule)}`),
  );
  const wanted = datacenters
    .flatMap((from) => datacenters.filter((to) => to !== from).flatMap((to) => WAYS[engine](from, to)))
    .flatMap(({ from, by, to, into, port }) => [
      `${from.name}: out ${by.replaceAll('-', '_')} ${to.tiers[into === 'control' ? 'kong' : into]} tcp ${port}`,
      `${to.name}: in ${roleOf(to, into)} ${from.tiers[by === into && into !== 'control' ? into : 'kong']} tcp ${port}`,
    ]);
  for (const { name, pools, balancers } of datacenters) {
    const roles = [
      ...machineRoles,
      ...(balancers ? ['balancer'] : []),
      ...pools.map((pool) => pool.name.replaceAll('-', '_')),
    ];
    const icmp = rulesOf(synthesis, name).filter(({ protocol, peer }) => protocol === 'icmp' && peer === supernet);
    expect([name, icmp.map(ruleText).sort()]).toEqual([
      name,
      ['in', 'out'].flatMap((way) => roles.map((role) => `${way} ${role} ${supernet} icmp`)).sort(),
    ]);
  }
  return { found: found.sort(), wanted: wanted.sort() };
}

test.each(SHIPPED)(
  '%s: what the datastore needs is open at both ends, and nothing else between datacenters',
  async (name) => {
    const synthesized = await synthesizeShipped(name);
    const { found, wanted } = acrossRules(synthesized);
    expect(wanted.length > 0).toBe(synthesized.topology.plan.datacenters.length > 1);
    expect(found).toEqual(wanted);
  },
);

const REGIONS: Readonly<Record<CloudId, readonly string[]>> = {
  aws: ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1', 'ap-northeast-1'],
  google: ['us-central1', 'europe-west1', 'asia-southeast1', 'us-east1', 'us-west1'],
};

test('so is it in any small topology, mesh or hub', async () => {
  const clouds = fc.array(fc.constantFrom<CloudId>('aws', 'google'), { minLength: 2, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(clouds, fc.boolean(), async (them, isHub) => {
      const datacenters = them.map((cloud, i) => ({ name: `dc-${i}`, cloud, region: REGIONS[cloud][i] }));
      const hub = datacenters.find(({ cloud }) => cloud === 'aws');
      const spec = {
        name: 'edge',
        requestsPerSecond: 2000,
        datacenters,
        ...(them.includes('google') ? { googleProject: 'acme-edge' } : {}),
        ...(isHub && hub ? { links: { shape: 'hub', hub: hub.name } } : {}),
      };
      const { found, wanted } = acrossRules(await synthesizeText(JSON.stringify(spec), 'edge.json'));
      expect(found).toEqual(wanted);
    }),
    { numRuns: 8 },
  );
});
