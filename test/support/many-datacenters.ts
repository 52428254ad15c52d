import { CLOUD_FACTS } from '../../src/clouds/facts';
import { saleOf } from '../../src/kernel/cloud/offerings';
import type { CloudId } from '../../src/kernel/ids';

/** Returns a spec of so many datacenters on both clouds in turn, around the hub `dc-01`. */
export function manyDatacenters(count: number): object {
  const regions = { aws: selling('aws'), google: selling('google') };
  return {
    name: 'world',
    requestsPerSecond: 60_000,
    googleProject: 'acme-edge',
    datacenters: Array.from({ length: count }, (_, i) => {
      const cloud = i % 2 === 0 ? 'aws' : 'google';
      const own = regions[cloud];
      return { name: `dc-${String(i + 1).padStart(2, '0')}`, cloud, region: own[(i >> 1) % own.length] };
    }),
    links: { shape: 'hub', hub: 'dc-01', awsToAws: 'ipsec' },
  };
}

/** Returns the regions that sell machines of each kind. */
function selling(cloud: CloudId): readonly string[] {
  const facts = CLOUD_FACTS[cloud];
  const kinds = [facts.machineFamilies.processor, facts.machineFamilies.memory];
  return Object.entries(facts.regions).flatMap(([region, { zones }]) => {
    const place = { region, zones: zones.slice(0, 3) };
    return kinds.every((families) => families.some((it) => saleOf(facts, place, it) !== 'no')) ? [region] : [];
  });
}
