import { allResources, clusterOf, linksOf, networkOf, planOf } from './google-stacks';

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
