import { allResources, clusterOf, linksOf, networkOf, planOf, resource } from './google-stacks';

const plan = planOf({
  tags: { 'cost-center': 'platform' },
  kong: { plugins: [{ name: 'rate-limiting', policy: 'redis' }] },
});
const stacks = { network: networkOf(plan), links: linksOf(plan), cluster: clusterOf(plan) };

/**
 * Google makes these anew when their description changes, and most of them take everything that stands on them along. A
 * wording is therefore a promise like a name: change one only when its resource is to be replaced everywhere.
 */
test('the wording of what Google would replace for another wording stays as it is', () => {
  const bound =
    /^google_compute_(network|subnetwork|router|ha_vpn_gateway|external_vpn_gateway|vpn_tunnel|forwarding_rule)\./;
  const texts = Object.values(stacks)
    .flatMap(allResources)
    .filter(({ address }) => bound.test(address) && !/_[1-3]$/.test(address) && !address.includes('iowa'))
    .map(({ address, attributes }) => `${address}: ${String(attributes['description'])}`);
  expect(texts.sort()).toEqual(
    [
      'google_compute_network.main: Network of datacenter belgium of topology edge',
      'google_compute_subnetwork.kong: Tier kong of datacenter belgium, in all of its zones',
      'google_compute_subnetwork.cassandra: Tier cassandra of datacenter belgium, in all of its zones',
      'google_compute_router.nat: Cloud NAT of belgium; speaks no BGP',
      'google_compute_router.vpn: BGP over the links of belgium',
      'google_compute_ha_vpn_gateway.main: Links of belgium to the other datacenters of edge',
      'google_compute_external_vpn_gateway.belgium__us_east: The ends of the tunnels from belgium in us-east',
      'google_compute_vpn_tunnel.belgium__us_east_0: Tunnel 0 from belgium to us-east',
      'google_compute_forwarding_rule.balancer: Clients to the Kong pool of belgium',
    ].sort(),
  );
});

test('everything that takes a name carries the topology and the datacenter in it, within what Google allows', () => {
  const named = Object.values(stacks)
    .flatMap(allResources)
    // A DNS name: the same in every datacenter on purpose.
    .filter(({ address }) => address !== 'google_dns_record_set.redis')
    .flatMap(({ attributes }) => [attributes['name'], attributes['secret_id'], attributes['bucket_id']])
    .filter((name): name is string => typeof name === 'string' && !name.startsWith('${'));
  expect(named.length).toBeGreaterThan(80);
  for (const name of named) expect(name).toMatch(/^edge-(belgium|iowa)-[a-z0-9-]{1,50}$/);
});

test('everything that takes labels says its role; the provider adds topology, datacenter and the tags of the user', () => {
  const labelled = Object.values(stacks)
    .flatMap(allResources)
    .filter(({ attributes }) => 'labels' in attributes);
  const types = new Set(labelled.map(({ address }) => address.split('.')[0]));
  expect([...types].sort()).toEqual([
    'google_compute_address',
    'google_compute_disk',
    'google_compute_external_vpn_gateway',
    'google_compute_forwarding_rule',
    'google_compute_ha_vpn_gateway',
    'google_compute_instance',
    'google_compute_region_instance_template',
    'google_compute_vpn_tunnel',
    'google_dns_managed_zone',
    'google_redis_instance',
    'google_secret_manager_secret',
  ]);
  for (const { attributes } of labelled) {
    expect((attributes['labels'] as { role: string }).role).toMatch(/^(kong|cassandra|redis|balancer|vpn|secrets)$/);
  }
  // Types that take labels, and of which none may be without.
  const bare = Object.values(stacks)
    .flatMap(allResources)
    .filter(({ address, attributes }) => types.has(address.split('.')[0] ?? '') && !('labels' in attributes));
  expect(bare).toEqual([]);
  const common = { topology: 'edge', 'managed-by': 'topogen', 'cost-center': 'platform' };
  for (const { json } of [stacks.network, stacks.cluster]) {
    expect(json.provider.google[0]['default_labels']).toEqual({ ...common, datacenter: 'belgium' });
  }
  // Several datacenters: each resource says its own.
  expect(stacks.links.json.provider.google[0]['default_labels']).toEqual(common);
  expect(resource(stacks.links, 'google_compute_vpn_tunnel', 'belgium__iowa__iowa_0')['labels']).toEqual({
    datacenter: 'iowa',
    role: 'vpn',
  });
});
