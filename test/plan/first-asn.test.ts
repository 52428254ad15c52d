import { loadTopology } from '../../src/actions/load-topology';
import { formatIssue } from '../../src/kernel/issue';
import { standingOf } from '../../src/plan/standing';
import { aPlan, TWO_CLOUDS } from '../support/a-spec';

const PLACES = [
  { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
  { name: 'eu-west', cloud: 'google', region: 'europe-west1', project: 'acme-edge' },
];

function load(network: object, more: { lockText?: string; allowed?: string[] } = {}, datacenters = PLACES): Loaded {
  const specText = JSON.stringify({ name: 'edge', requestsPerSecond: 2000, network, datacenters }, null, 2);
  return loadTopology({ specText, specFile: 'edge.json', lockFile: 'edge.lock.json', ...more });
}

type Loaded = ReturnType<typeof loadTopology>;

function refusals({ issues }: Loaded): string[] {
  return issues.filter(({ severity }) => severity === 'error').map(formatIssue);
}

test('numbers of autonomous systems begin where the spec says, which the lock file holds', () => {
  const plan = aPlan(TWO_CLOUDS, { network: { firstAsn: 64_608 } });
  expect(plan.datacenters.map(({ asn }) => asn)).toEqual([64_608, 64_609]);
  expect(standingOf(plan).firstAsn).toBe(64_608);
  expect(standingOf(aPlan(TWO_CLOUDS))).not.toHaveProperty('firstAsn');
});

test('other numbers on what stands are refused until they are named, also by a key that is taken out', () => {
  const stands = load({ firstAsn: 64_608 });
  const lockText = stands.ok ? stands.value.lock.text : '';
  expect(refusals(load({ firstAsn: 64_608 }, { lockText }))).toEqual([]);
  for (const network of [{ firstAsn: 64_700 }, {}])
    expect(refusals(load(network, { lockText }))).toEqual([
      expect.stringMatching(
        /^edge\.json:\d+:\d+: error: network.* begin at 64608: .*--allow asn-changed .*\[asn-changed\]$/,
      ),
    ]);
  const allowed = load({}, { lockText, allowed: ['asn-changed'] });
  expect(allowed.ok && allowed.value.plan.datacenters.map(({ asn }) => asn)).toEqual([64_520, 64_521]);
});

test('a datacenter alone has no gateway with a number, so that it takes any', () => {
  const stands = load({}, {}, PLACES.slice(0, 1));
  expect(refusals(load({ firstAsn: 64_608 }, { lockText: stands.ok ? stands.value.lock.text : '' }))).toEqual([]);
});
