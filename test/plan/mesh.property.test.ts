import fc from 'fast-check';
import { times } from '../support/effort';
import { CLOUD_FACTS } from '../../src/clouds/facts';
import { cidrContains } from '../../src/kernel/cidr';
import { datacenterAsn, datacenterCidr } from '../../src/plan/addressing';
import { planLinks } from '../../src/plan/mesh';
import type { DatacenterPlan, LinkPlan } from '../../src/plan/plan';
import type { LinksSpec } from '../../src/spec/spec';

/** As much of a datacenter as links are planned from. */
function datacenter(index: number, cloud: 'aws' | 'google'): DatacenterPlan {
  const cidr = datacenterCidr(SUPERNET, index, undefined);
  return { name: `dc${index}`, index, cloud, cidr, asn: datacenterAsn(index, 64_520) } as DatacenterPlan;
}

const SUPERNET = '10.0.0.0/8';
const MESH: LinksSpec = { shape: 'mesh', innerLink: 'transit-peering' };

/** Up to 60 datacenters with indexes that may have gaps, as after removals. */
const topology = fc
  .uniqueArray(fc.integer({ min: 0, max: 87 }), { minLength: 2, maxLength: 60, size: 'max' })
  .chain((indexes) =>
    fc.tuple(
      ...[...indexes]
        .sort((a, b) => a - b)
        .map((index) => fc.constantFrom('aws' as const, 'google' as const).map((cloud) => datacenter(index, cloud))),
    ),
  );
const wish = fc.constantFrom('transit-peering' as const, 'gateway-vpn' as const);

test('a mesh has exactly one link for each pair, whatever the clouds', () => {
  fc.assert(
    fc.property(topology, wish, (datacenters, innerLink) => {
      const links = planLinks(datacenters, { shape: 'mesh', innerLink }, SUPERNET, CLOUD_FACTS);
      expect(links).toHaveLength((datacenters.length * (datacenters.length - 1)) / 2);
      const pairs = new Set(links.map((link) => [link.left.datacenter, link.right.datacenter].sort().join()));
      expect(pairs.size).toBe(links.length);
    }),
    { numRuns: times(100) },
  );
});

test('no two tunnels of a topology share an inside range', () => {
  fc.assert(
    fc.property(topology, wish, (datacenters, innerLink) => {
      const ranges = planLinks(datacenters, { shape: 'mesh', innerLink }, SUPERNET, CLOUD_FACTS).flatMap((link) =>
        link.tunnels.map((it) => it.insideCidr),
      );
      expect(new Set(ranges).size).toBe(ranges.length);
    }),
    { numRuns: times(50) },
  );
});

test('removing a datacenter changes no link of the others', () => {
  fc.assert(
    fc.property(topology, fc.nat(), (datacenters, choice) => {
      const gone = datacenters[choice % datacenters.length]!;
      const before = planLinks(datacenters, MESH, SUPERNET, CLOUD_FACTS);
      const after = planLinks(
        datacenters.filter((it) => it !== gone),
        MESH,
        SUPERNET,
        CLOUD_FACTS,
      );
      expect(after).toEqual(
        before.filter((link) => link.left.datacenter !== gone.name && link.right.datacenter !== gone.name),
      );
    }),
    { numRuns: times(50) },
  );
});

test('between clouds one end dials and the other listens; the dialling end has the first inside address', () => {
  const [link] = planLinks([datacenter(0, 'google'), datacenter(1, 'aws')], MESH, SUPERNET, CLOUD_FACTS);
  expect(link).toMatchObject({
    id: 'dc0--dc1',
    kind: 'managed-vpn',
    left: { part: 'listens' },
    right: { part: 'dials' },
  });
  expect(link!.tunnels.map((it) => it.insideAddresses)).toEqual([
    { left: '169.254.8.2', right: '169.254.8.1' },
    { left: '169.254.8.6', right: '169.254.8.5' },
    { left: '169.254.8.10', right: '169.254.8.9' },
    { left: '169.254.8.14', right: '169.254.8.13' },
  ]);
  expect(link!.tunnels.map((it) => it.interfaces.left)).toEqual([0, 0, 1, 1]);
});

test('the kind of a link within a cloud follows what the cloud offers and the user wishes', () => {
  const kindOf = (cloud: 'aws' | 'google', innerLink: LinksSpec['innerLink']): unknown =>
    planLinks([datacenter(0, cloud), datacenter(1, cloud)], { shape: 'mesh', innerLink }, SUPERNET, CLOUD_FACTS).map(
      (link) => [link.kind, link.tunnels.length],
    );
  expect(kindOf('aws', 'transit-peering')).toEqual([['transit-peering', 0]]);
  expect(kindOf('aws', 'gateway-vpn')).toEqual([['gateway-vpn', 4]]);
  expect(kindOf('google', 'gateway-vpn')).toEqual([['ha-vpn', 2]]);
});

/** A hub among others, and its links. */
const hubTopology = fc.tuple(topology, fc.nat(), wish).map(([datacenters, choice, innerLink]) => {
  const hub = datacenters[choice % datacenters.length]!;
  const plan = (them: readonly DatacenterPlan[]): LinkPlan[] =>
    planLinks(them, { shape: 'hub', hub: hub.name, innerLink }, SUPERNET, CLOUD_FACTS);
  return { datacenters, hub, plan };
});

test('a hub is linked to every other datacenter, and they to nothing else', () => {
  fc.assert(
    fc.property(hubTopology, ({ datacenters, hub, plan }) => {
      const links = plan(datacenters);
      expect(links).toHaveLength(datacenters.length - 1);
      expect(links.every((link) => [link.left.datacenter, link.right.datacenter].includes(hub.name))).toBe(true);
    }),
    { numRuns: times(50) },
  );
});

test('every datacenter reaches every other over exactly one of its links, and is reached back over the same', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        topology.map((datacenters) => ({ datacenters, links: planLinks(datacenters, MESH, SUPERNET, CLOUD_FACTS) })),
        hubTopology.map(({ datacenters, plan }) => ({ datacenters, links: plan(datacenters) })),
      ),
      ({ datacenters, links }) => {
        const ends = links.flatMap(({ left, right }) => [left, right]);
        for (const from of datacenters) {
          const reached = ends.filter((end) => end.datacenter === from.name).flatMap((end) => end.reaches);
          expect([...reached].sort()).toEqual(
            datacenters
              .filter((it) => it !== from)
              .map((it) => it.name)
              .sort(),
          );
        }
        for (const { left, right } of links) {
          expect(left.reaches).toContain(right.datacenter);
          expect(right.reaches).toContain(left.datacenter);
        }
      },
    ),
    { numRuns: times(100) },
  );
});

test('the route of an end holds all that it reaches; to several datacenters it is the supernet', () => {
  fc.assert(
    fc.property(hubTopology, ({ datacenters, hub, plan }) => {
      const cidrs = new Map(datacenters.map((it) => [it.name, it.cidr]));
      for (const end of plan(datacenters).flatMap(({ left, right }) => [left, right])) {
        expect(end.reaches.every((name) => cidrContains(end.route, cidrs.get(name)!))).toBe(true);
        expect(end.route).toBe(end.datacenter === hub.name ? cidrs.get(end.reaches[0]!) : SUPERNET);
      }
    }),
    { numRuns: times(50) },
  );
});

test('a new spoke changes no route, address or part of the older links', () => {
  fc.assert(
    fc.property(hubTopology, fc.nat(), ({ datacenters, hub, plan }, choice) => {
      const spokes = datacenters.filter((it) => it !== hub);
      const added = spokes[choice % spokes.length]!;
      const settled = (links: readonly LinkPlan[]): unknown =>
        links.map(({ left, right, ...rest }) => ({
          ...rest,
          left: { ...left, reaches: undefined },
          right: { ...right, reaches: undefined },
        }));
      const after = plan(datacenters).filter(
        (link) => link.left.datacenter !== added.name && link.right.datacenter !== added.name,
      );
      expect(settled(after)).toEqual(settled(plan(datacenters.filter((it) => it !== added))));
    }),
    { numRuns: times(50) },
  );
});
