import fc from 'fast-check';
import { CLOUD_FACTS } from '../../src/clouds/facts';
import { datacenterAsn } from '../../src/plan/addressing';
import { planLinks } from '../../src/plan/mesh';
import type { DatacenterPlan } from '../../src/plan/plan';
import type { LinksSpec } from '../../src/spec/spec';

/** As much of a datacenter as links are planned from. */
function datacenter(index: number, cloud: 'aws' | 'google'): DatacenterPlan {
  return { name: `dc${index}`, index, cloud, asn: datacenterAsn(index) } as DatacenterPlan;
}

const MESH: LinksSpec = { shape: 'mesh', awsToAws: 'transit-gateway-peering' };

/** Up to 60 datacenters with indexes that may have gaps, as after removals. */
const topology = fc
  .uniqueArray(fc.integer({ min: 0, max: 87 }), { minLength: 2, maxLength: 60 })
  .chain((indexes) =>
    fc.tuple(
      ...[...indexes]
        .sort((a, b) => a - b)
        .map((index) => fc.constantFrom('aws' as const, 'google' as const).map((cloud) => datacenter(index, cloud))),
    ),
  );
const wish = fc.constantFrom('transit-gateway-peering' as const, 'ipsec' as const);

test('a mesh has exactly one link for each pair, whatever the clouds', () => {
  fc.assert(
    fc.property(topology, wish, (datacenters, awsToAws) => {
      const links = planLinks(datacenters, { shape: 'mesh', awsToAws }, CLOUD_FACTS);
      expect(links).toHaveLength((datacenters.length * (datacenters.length - 1)) / 2);
      const pairs = new Set(links.map((link) => [link.left.datacenter, link.right.datacenter].sort().join()));
      expect(pairs.size).toBe(links.length);
    }),
  );
});

test('no two tunnels of a topology share an inside range', () => {
  fc.assert(
    fc.property(topology, wish, (datacenters, awsToAws) => {
      const ranges = planLinks(datacenters, { shape: 'mesh', awsToAws }, CLOUD_FACTS).flatMap((link) =>
        link.tunnels.map((it) => it.insideCidr),
      );
      expect(new Set(ranges).size).toBe(ranges.length);
    }),
    { numRuns: 50 },
  );
});

test('removing a datacenter changes no link of the others', () => {
  fc.assert(
    fc.property(topology, fc.nat(), (datacenters, choice) => {
      const gone = datacenters[choice % datacenters.length]!;
      const before = planLinks(datacenters, MESH, CLOUD_FACTS);
      const after = planLinks(
        datacenters.filter((it) => it !== gone),
        MESH,
        CLOUD_FACTS,
      );
      expect(after).toEqual(
        before.filter((link) => link.left.datacenter !== gone.name && link.right.datacenter !== gone.name),
      );
    }),
    { numRuns: 50 },
  );
});

test('between clouds one end dials and the other listens; the dialling end has the first inside address', () => {
  const [link] = planLinks([datacenter(0, 'google'), datacenter(1, 'aws')], MESH, CLOUD_FACTS);
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
  const kindOf = (cloud: 'aws' | 'google', awsToAws: LinksSpec['awsToAws']): unknown =>
    planLinks([datacenter(0, cloud), datacenter(1, cloud)], { shape: 'mesh', awsToAws }, CLOUD_FACTS).map((link) => [
      link.kind,
      link.tunnels.length,
    ]);
  expect(kindOf('aws', 'transit-gateway-peering')).toEqual([['transit-peering', 0]]);
  expect(kindOf('aws', 'ipsec')).toEqual([['gateway-vpn', 4]]);
  expect(kindOf('google', 'ipsec')).toEqual([['ha-vpn', 2]]);
});

test('a hub is linked to every other datacenter, and they to nothing else', () => {
  fc.assert(
    fc.property(topology, fc.nat(), (datacenters, choice) => {
      const hub = datacenters[choice % datacenters.length]!;
      const links = planLinks(datacenters, { shape: 'hub', hub: hub.name, awsToAws: 'ipsec' }, CLOUD_FACTS);
      expect(links).toHaveLength(datacenters.length - 1);
      expect(links.every((link) => [link.left.datacenter, link.right.datacenter].includes(hub.name))).toBe(true);
    }),
    { numRuns: 50 },
  );
});
