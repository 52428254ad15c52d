import { cassandraOf } from '../../src/plan/datastores/cassandra/of-plan';
import fc from 'fast-check';
import { CLOUD_FACTS } from '../../src/clouds/facts';
import { addressIn, cidrContains, cidrsOverlap } from '../../src/kernel/cidr';
import type { CloudId, Tier } from '../../src/kernel/ids';
import type { DatacenterPlan, Flow, LinkPlan, Plan } from '../../src/plan/plan';
import { aPlan, type ADatacenter } from '../support/a-spec';
import { times } from '../support/effort';

/*
 * Laws of every plan there can be, on random topologies of up to 60 datacenters: any mixture of clouds and regions, indexes
 * with gaps as after removals, ranges of the user's own, mesh and hub, peering and IPsec.
 */

const REGIONS = Object.fromEntries(
  Object.values(CLOUD_FACTS).map(({ id, regions }) => [
    id,
    Object.keys(regions).filter((region) => (regions[region]?.zones.length ?? 0) >= 3 && sells(id, region)),
  ]),
) as Record<CloudId, string[]>;

/** True if the cloud sells there what topogen chooses from, machines of VPN instances too: other regions are refused. */
function sells(cloud: CloudId, region: string): boolean {
  const there = ['one', 'other'].map((name): ADatacenter => ({ name, cloud, region }));
  const links = cloud === 'aws' ? { links: { awsToAws: 'ipsec' } } : {};
  try {
    return aPlan(there, links).datacenters.length === 2;
  } catch (error) {
    if (String(error).includes('no-machine-type-sold-here')) return false;
    throw error;
  }
}

/** As much as the parser and the planner need; `index` stands in for the lock file. */
interface RandomDatacenter extends ADatacenter {
  readonly index: number;
}

interface RandomTopology {
  readonly datacenters: readonly RandomDatacenter[];
  readonly links: Readonly<Record<string, string>>;
}

/** Clouds of a topology. A router of Google's takes 128 sessions, which bounds how many datacenters a mesh of both can have. */
const clouds = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.array(fc.constantFrom<CloudId>('aws', 'google'), { minLength: 2, maxLength: 32, size: 'max' }),
  },
  { weight: 1, arbitrary: fc.array(fc.constant<CloudId>('aws'), { minLength: 2, maxLength: 60, size: 'max' }) },
  { weight: 1, arbitrary: fc.array(fc.constant<CloudId>('google'), { minLength: 2, maxLength: 60, size: 'max' }) },
);
const hubClouds = fc
  .array(fc.constantFrom<CloudId>('aws', 'google'), { minLength: 2, maxLength: 59, size: 'max' })
  .map((them): CloudId[] => ['aws', ...them]);

/** Peerings join regions: where two of AWS share one, IPsec joins them. */
function linkable({ datacenters, links }: RandomTopology): RandomTopology {
  const places = datacenters.filter(({ cloud }) => cloud === 'aws').map(({ region }) => region);
  const repeated = new Set(places).size < places.length;
  return repeated ? { datacenters, links: { ...links, awsToAws: 'ipsec' } } : { datacenters, links };
}

function datacentersOn(them: readonly CloudId[]): fc.Arbitrary<RandomDatacenter[]> {
  const indexes = fc.uniqueArray(fc.integer({ min: 0, max: 87 }), { minLength: them.length, maxLength: them.length });
  const places = fc.array(fc.tuple(fc.nat(), fc.boolean()), { minLength: them.length, maxLength: them.length });
  return fc.tuple(indexes, places, fc.boolean()).map(([given, at, spread]) =>
    them.map((cloud, i) => {
      const index = given[i] ?? i;
      const [place, own] = at[i] ?? [0, false];
      const regions = REGIONS[cloud];
      // Each in a region of its own while there are any, in half of the topologies.
      const region = regions[(spread ? i : place) % regions.length] ?? '';
      // No index that is not its own leads to these.
      const cidr = own && place % 5 === 0 ? { cidr: `10.${100 + index}.0.0/16` } : {};
      return { name: `dc-${index}`, index, cloud, region, ...cidr };
    }),
  );
}

const awsToAws = fc.constantFrom('transit-gateway-peering', 'ipsec');
const topology: fc.Arbitrary<RandomTopology> = fc
  .oneof(
    fc
      .tuple(clouds.chain(datacentersOn), awsToAws)
      .map(([datacenters, wish]): RandomTopology => ({ datacenters, links: { awsToAws: wish } })),
    fc.tuple(hubClouds.chain(datacentersOn), awsToAws).map(([datacenters, wish]): RandomTopology => ({
      datacenters,
      links: { shape: 'hub', hub: datacenters[0]?.name ?? '', awsToAws: wish },
    })),
  )
  .map(linkable);

function planOf({ datacenters, links }: RandomTopology, fields: Readonly<Record<string, unknown>> = {}): Plan {
  const indexes = Object.fromEntries(datacenters.map(({ name, index }) => [name, index]));
  const stated = datacenters.map(({ index: _, ...datacenter }) => datacenter);
  const spec = { network: { supernet: '10.0.0.0/8' }, links, ...fields };
  return aPlan(stated as ADatacenter[], spec, indexes);
}

/** Ranges that overlap another one of the list. */
function overlapping(ranges: readonly string[]): string[] {
  const sorted = [...ranges].sort((a, b) => addressNumber(a) - addressNumber(b));
  return sorted.filter((range, i) => i > 0 && cidrsOverlap(range, sorted[i - 1] ?? range));
}

function addressNumber(cidr: string): number {
  return (cidr.split('/')[0] ?? '').split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** What AWS refuses as the inside of a tunnel, and what instances call by themselves. */
const RESERVED = [
  ...[0, 1, 2, 3, 4, 5].map((n) => `169.254.${n}.0/30`),
  '169.254.169.252/30',
  '169.254.169.254/32',
  '169.254.169.253/32',
  '169.254.169.123/32',
  '169.254.170.2/32',
  '169.254.170.23/32',
];

/** Laws of a plan by itself. */
const LAWS: Readonly<Record<string, (plan: Plan) => void>> = {
  'no address, number or range is given out twice, and none that is reserved': (plan) => {
    const { datacenters, links, supernet } = plan;
    expect(overlapping(datacenters.map(({ cidr }) => cidr))).toEqual([]);
    expect(datacenters.filter(({ cidr }) => !cidrContains(supernet, cidr))).toEqual([]);
    expect(overlapping(datacenters.flatMap(({ subnets }) => subnets.map(({ cidr }) => cidr)))).toEqual([]);
    const asns = datacenters.map(({ asn }) => asn);
    expect(new Set(asns).size).toBe(asns.length);
    expect(asns.filter((asn) => asn <= 64512 || asn >= 65534)).toEqual([]);
    const inside = links.flatMap(({ tunnels }) => tunnels.map(({ insideCidr }) => insideCidr));
    const routerIds = datacenters.map(({ routerIdRange }) => routerIdRange);
    expect(overlapping([...inside, ...routerIds])).toEqual([]);
    expect(inside.filter((range) => RESERVED.some((reserved) => cidrsOverlap(range, reserved)))).toEqual([]);
    const nodes = datacenters.flatMap(({ datastore, vpnInstances }) => [
      ...cassandraOf({ datastore }).nodes.map(({ address }) => address),
      ...(vpnInstances?.nodes.map(({ address }) => address) ?? []),
    ]);
    expect(new Set(nodes).size).toBe(nodes.length);
  },
  'machines stand where their cloud lets them, in subnets of their own datacenter': (plan) => {
    // Everything that is at fault is listed first: an expectation for each machine would take longer than the plan.
    const misplaced = plan.datacenters.flatMap(({ cloud, cidr, subnets, datastore, vpnInstances }) => {
      const { first, last } = CLOUD_FACTS[cloud].reservedAddresses;
      const machines = [
        ...cassandraOf({ datastore }).nodes.map((node) => ({ ...node, tier: 'cassandra' })),
        ...(vpnInstances?.nodes.map((node) => ({ ...node, tier: 'vpn' })) ?? []),
      ];
      const stands = ({ address, zone, tier }: (typeof machines)[number]): boolean => {
        const subnet = subnets.find((each) => each.tier === tier && [undefined, zone.letter].includes(each.zone));
        if (!subnet || !cidrContains(subnet.cidr, `${address}/32`)) return false;
        const place = addressNumber(address) - addressNumber(subnet.cidr);
        return place >= first && place < sizeOf(subnet.cidr) - last;
      };
      return [
        ...subnets.filter((subnet) => !cidrContains(cidr, subnet.cidr)),
        ...machines.filter((machine) => !stands(machine)),
      ];
    });
    expect(misplaced).toEqual([]);
  },
  'every datacenter finds its way to every other: over one link in a mesh, by way of the hub alone in a hub': (
    plan,
  ) => {
    const { datacenters, links, shape } = plan;
    const ends = links.flatMap(({ left, right }) => [
      { ...left, far: right.datacenter },
      { ...right, far: left.datacenter },
    ]);
    const byOwner = new Map(datacenters.map(({ name }) => [name, ends.filter((end) => end.datacenter === name)]));
    const hub = shape.shape === 'hub' ? shape.hub : undefined;
    for (const { name: from } of datacenters) {
      const hops = (byOwner.get(from) ?? []).flatMap(({ reaches, far }) => reaches.map((to) => `${to} by ${far}`));
      const others = datacenters.filter(({ name }) => name !== from).map(({ name }) => name);
      const wanted = others.map((to) => `${to} by ${hub === undefined || from === hub ? to : hub}`);
      expect([from, hops.sort()]).toEqual([from, wanted.sort()]);
    }
  },
  'links are symmetric: each pair once, lower index first, both ends in parts that fit each other': (plan) => {
    const { datacenters, links } = plan;
    const byName = new Map(datacenters.map((datacenter) => [datacenter.name, datacenter]));
    expect(new Set(links.map(({ id }) => id)).size).toBe(links.length);
    const parts = ['dials listens', 'listens dials', 'peers peers'];
    const odd = links.filter(({ id, kind, left, right, tunnels }) => {
      const [one, other] = [byName.get(left.datacenter)!, byName.get(right.datacenter)!];
      const [first, second] = right.part === 'dials' ? (['right', 'left'] as const) : (['left', 'right'] as const);
      const endings = new Set(tunnels.map(({ interfaces }) => `${interfaces.left} ${interfaces.right}`));
      const fits = [
        id === `${one.name}--${other.name}`,
        one.index < other.index,
        parts.includes(`${left.part} ${right.part}`),
        (kind === 'managed-vpn') === (one.cloud !== other.cloud),
        tunnels.every(({ insideAddresses, insideCidr }) => insideAddresses[first] === addressIn(insideCidr, 1)),
        tunnels.every(({ insideAddresses, insideCidr }) => insideAddresses[second] === addressIn(insideCidr, 2)),
        [...endings].join() === (tunnels.length === 0 ? '' : '0 0,1 1'),
      ];
      return fits.includes(false);
    });
    expect(odd).toEqual([]);
  },
  'nothing from another datacenter or the internet reaches JMX, the Admin API, hybrid mode or a shell': (plan) => {
    const closed = [7199, 8001, 8444, 8002, 8445, 8005, 8006, 22];
    const inner = plan.flows.filter(({ from, to, ports }) => {
      if (to.kind !== 'role' || !ports || to.role === 'vpn') return false;
      const operators = Object.values(CLOUD_FACTS).map(({ operatorAccess }) => operatorAccess?.cidr);
      if (from.kind === 'range' && operators.includes(from.cidr)) return false;
      return closed.some((port) => ports.from <= port && port <= ports.to);
    });
    expect(inner).toEqual([]);
  },
};

// One test for all of them, since plans of this size take longer to make than to look at.
test(`of every plan: ${Object.keys(LAWS).join('; ')}`, () => {
  fc.assert(
    fc.property(topology, (it) => {
      const plan = planOf(it);
      for (const [law, holdsOf] of Object.entries(LAWS)) named(law, () => holdsOf(plan));
    }),
    { numRuns: times(80) },
  );
}, 300_000);

/** Says which law it was that did not hold. */
function named(law: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    throw new Error(`${law}: ${(error as Error).message}`, { cause: error });
  }
}

function sizeOf(cidr: string): number {
  return 2 ** (32 - Number(cidr.split('/')[1]));
}

/**
 * What must not move when another datacenter comes or goes. Its VPN instances go with its last link to them, and so does its
 * transit gateway with the subnets of its attachments.
 */
function settled(datacenter: DatacenterPlan): unknown {
  const { name, index, cidr, asn, routerIdRange, zones, tiers, subnets } = datacenter;
  const lasting = subnets.filter(({ tier }) => tier !== 'vpn' && tier !== 'transit');
  return {
    name,
    index,
    cidr,
    asn,
    routerIdRange,
    zones,
    tiers,
    subnets: lasting,
    nodes: cassandraOf(datacenter).nodes,
  };
}

function settledLink({ left, right, ...rest }: LinkPlan): unknown {
  return {
    ...rest,
    ends: [left, right].map(({ datacenter, part, route }) => ({ datacenter, part, route })),
  };
}

test('a datacenter that comes or goes moves nothing of the others, and changes no link but its own', () => {
  fc.assert(
    fc.property(
      topology.filter(({ datacenters }) => datacenters.length > 2),
      fc.nat(),
      (it, choice) => {
        // The hub itself cannot go: the others would have to name another one.
        const mayGo = it.datacenters.filter(({ name }) => name !== it.links['hub']);
        const gone = mayGo[choice % mayGo.length]!;
        const whole = planOf(it);
        const rest = planOf({ ...it, datacenters: it.datacenters.filter((each) => each !== gone) });
        const others = whole.datacenters.filter(({ name }) => name !== gone.name);
        expect(rest.datacenters.map(settled)).toEqual(others.map(settled));
        const kept = whole.links.filter(({ left, right }) => ![left.datacenter, right.datacenter].includes(gone.name));
        expect(rest.links.map(settledLink)).toEqual(kept.map(settledLink));
        const flows = whole.flows.filter((flow) => !JSON.stringify([flow.from, flow.to]).includes(`"${gone.name}"`));
        expect(ids(rest.flows)).toEqual(ids(flows.filter((flow) => !touchesGateway(flow))));
      },
    ),
    { numRuns: times(50) },
  );

  function ids(flows: readonly Flow[]): string[] {
    return flows.filter((flow) => !touchesGateway(flow)).map(({ id }) => id);
  }
  function touchesGateway({ from, to }: Flow): boolean {
    return [from, to].some((end) => end.kind === 'link' || (end.kind === 'role' && end.role === 'vpn'));
  }
});

const serf = fc.constantFrom({}, { kong: { version: '0.10.4' } });

test('between every two datacenters the flows that the ring and Kong need are there, and no other', () => {
  fc.assert(
    fc.property(topology, serf, (it, fields) => {
      const { datacenters, flows } = planOf(it, fields);
      const wanted = [
        'cassandra cassandra tcp 7000',
        'cassandra cassandra tcp 9042',
        ...('kong' in fields ? ['kong kong tcp 7946', 'kong kong udp 7946'] : []),
      ];
      const across = flows.flatMap(({ from, to, protocol, ports }) =>
        from.kind === 'role' && to.kind === 'role' && from.datacenter !== to.datacenter
          ? [`${from.cidr} ${to.cidr} ${from.role} ${to.role} ${protocol} ${ports?.from}-${ports?.to}`]
          : [],
      );
      const expected = datacenters.flatMap((from) =>
        datacenters
          .filter((to) => to !== from)
          .flatMap((to) =>
            wanted.map((way) => {
              const [role = '', , protocol, port] = way.split(' ');
              const [one, other] = [from, to].map(({ tiers }) => tiers[role as Tier]);
              return `${one} ${other} ${role} ${role} ${protocol} ${port}-${port}`;
            }),
          ),
      );
      expect(across.sort()).toEqual(expected.sort());
    }),
    { numRuns: times(30) },
  );
});
