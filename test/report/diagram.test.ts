import { renderDiagram } from '../../src/report/diagram';
import { aPlan, TWO_CLOUDS } from '../support/a-spec';
import { kongAt } from '../support/upgrade-spec';

test('the datastore is drawn, and links end on it, while every pool is cut off from it', () => {
  const diagram = renderDiagram(aPlan(TWO_CLOUDS, { kong: kongAt('cut', 'cut') }));
  for (const datacenter of ['eu_west', 'us_east']) {
    expect(diagram).toMatch(new RegExp(`^ {4}dc_${datacenter}_ring\\[\\("Cassandra 3.11.19: 3 x `, 'm'));
  }
  expect(diagram).not.toMatch(/_kong --> dc_\w+_ring/);
  expect(diagram).toMatch(/dc_us_east_ring <-->.*dc_eu_west_ring/);
});
