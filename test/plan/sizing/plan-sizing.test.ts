import { CLOUD_FACTS } from '../../../src/clouds/facts';
import { planSizing } from '../../../src/plan/sizing/plan-sizing';
import { namesOf, plugin, sizingSpec } from './sizing-spec';

describe('planSizing', () => {
  test('sizes every datacenter in the order of the indexes', () => {
    const spec = sizingSpec();
    const { sizing } = planSizing(spec, CLOUD_FACTS, ['us-west', 'us-east', 'eu-west']);
    expect(sizing.datacenters.map(({ datacenter }) => datacenter)).toEqual(['us-west', 'us-east', 'eu-west']);
  });

  test('survives a trip through JSON unchanged', () => {
    const spec = sizingSpec({ kong: { plugins: [plugin('rate-limiting', 'cluster', 2)] } });
    const { sizing } = planSizing(spec, CLOUD_FACTS, namesOf(spec));
    expect(JSON.parse(JSON.stringify(sizing))).toEqual(sizing);
  });
});
