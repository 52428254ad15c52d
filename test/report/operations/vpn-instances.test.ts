import { terraformAddresses } from '../../../src/actions/terraform-addresses';
import type { Plan } from '../../../src/plan/plan';
import type { Standing } from '../../../src/report/datastores/recovery';
import { renderVpnInstanceOperations } from '../../../src/report/operations/vpn-instances';
import { aPlan, TWO_CLOUDS } from '../../support/a-spec';

const PAIR = [
  { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
  { name: 'us-west', cloud: 'aws', region: 'us-west-2' },
] as const;

const standing = (plan: Plan): Standing => ({ plan, addresses: terraformAddresses(plan, plan) });

test('a topology with pairs of VPN instances is told how they are kept, and where they are', () => {
  const text = renderVpnInstanceOperations(standing(aPlan(PAIR, { links: { awsToAws: 'ipsec' } })));
  expect(text).toContain('us-west has two VPN instances');
  // The one that carries the routes comes last, each by the step of its own runbook.
  expect([...text.matchAll(/apply -replace=aws_instance\.us_west_vpn_([ab])$/gm)].map(([, letter]) => letter)).toEqual([
    'b',
    'a',
  ]);
  expect(text).not.toContain('us-east');
});

test('one without them is told nothing', () => {
  expect(renderVpnInstanceOperations(standing(aPlan(PAIR)))).toBe('');
  expect(renderVpnInstanceOperations(standing(aPlan(TWO_CLOUDS)))).toBe('');
});
