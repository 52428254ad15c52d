import { cassandraOf } from '../../../../../src/plan/datastores/cassandra/of-plan';
import { readTemplates } from '../../../../../src/cli/io/templates';
import { renderCassandraNode } from '../../../../../src/plan/datastores/cassandra/nodes/render';
import { aPlan, TWO_CLOUDS } from '../../../../support/a-spec';

/** The file of that name among those of the first node, for a Kong release. */
function fileFor(release: string, name: string): string {
  const plan = aPlan(TWO_CLOUDS, { kong: { version: release } });
  const [datacenter] = plan.datacenters;
  const files = renderCassandraNode(plan, datacenter!, cassandraOf(datacenter!).nodes[0]!, readTemplates());
  return files.artifacts.find((it) => it.path.endsWith(name))?.text ?? '';
}

test.each([
  ['0.10.4', 'yes'],
  ['0.13.1', 'no'],
  ['1.5.1', 'yes'],
  ['2.8.5', 'no'],
  ['3.3.1', 'no'],
])('Kong %s: the right to create keyspaces: %s', (release, wanted) => {
  expect(fileFor(release, 'ring.env')).toMatch(new RegExp(`^KONG_CREATES_KEYSPACE=${wanted}$`, 'm'));
});

test('the right is given before the last step, which is the mark that all were done', () => {
  const script = fileFor('1.5.1', 'topogen-ring-init');
  expect(script.indexOf('GRANT CREATE ON ALL KEYSPACES')).toBeGreaterThan(0);
  expect(script.indexOf('GRANT CREATE ON ALL KEYSPACES')).toBeLessThan(
    script.indexOf('GRANT ALL PERMISSIONS ON KEYSPACE kong'),
  );
});
