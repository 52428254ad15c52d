import { CLOUD_FACTS } from '../../../src/clouds/facts';
import { renderVpnInstanceOperations } from '../../../src/report/operations/vpn-instances';
import { aPlan, TWO_CLOUDS } from '../../support/a-spec';

const PAIR = [
  { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
  { name: 'us-west', cloud: 'aws', region: 'us-west-2' },
] as const;

test('a topology with pairs of VPN instances is told how they are kept, and where they are', () => {
  const text = renderVpnInstanceOperations(aPlan(PAIR, { links: { awsToAws: 'ipsec' } }), CLOUD_FACTS);
  expect(text).toContain('us-west has two VPN instances');
  expect(text).not.toContain('us-east');
});

test('one without them is told nothing', () => {
  expect(renderVpnInstanceOperations(aPlan(PAIR), CLOUD_FACTS)).toBe('');
  expect(renderVpnInstanceOperations(aPlan(TWO_CLOUDS), CLOUD_FACTS)).toBe('');
});
