import { stateReaders } from '../../src/plan/state-readers';
import { aPlan } from '../support/a-spec';
import { readyMade } from '../support/ready-made';
import { synthesizeShipped } from '../support/synthesized';

/* The advice on shared states names exactly what is read: each data source of the trees, and no more. */

const NAMES = readyMade();

test.each(NAMES)('the stacks of %s read from the states that the plan says', async (name) => {
  const { topology, synthesis } = await synthesizeShipped(name);
  const read = new Map<string, string[]>();
  for (const { path, text } of synthesis.assembly) {
    const [, reader] = /^stacks\/([^/]+)\/cdk\.tf\.json$/.exec(path) ?? [];
    if (reader === undefined) continue;
    const { data = {} } = JSON.parse(text) as { data?: Record<string, Record<string, unknown>> };
    for (const source of Object.keys(data['terraform_remote_state'] ?? {})) {
      const stack = source.replaceAll('_', '-');
      read.set(stack, [...(read.get(stack) ?? []), reader]);
    }
  }
  const said = stateReaders(topology.plan).map(({ stack, readers }) => [stack, [...readers].sort()]);
  expect(Object.fromEntries(said)).toEqual(
    Object.fromEntries([...read].map(([stack, readers]) => [stack, readers.sort()])),
  );
});

const PLACES = [
  { name: 'us-east', cloud: 'aws' },
  { name: 'us-west', cloud: 'aws' },
] as const;

test('with HCP Terraform each workspace is named with those that read its state; with other backends nothing is said', () => {
  const advice = (state: object) =>
    aPlan(PLACES, { state }).advisories.find((it) => it.code === 'workspaces-share-state');
  const said = advice({ backend: 'cloud', organization: 'acme' });
  expect(said).toMatchObject({ severity: 'advice', path: ['state', 'backend'] });
  expect(said?.remedy).toContain('edge-shared with edge-cluster-us-east, edge-cluster-us-west;');
  expect(said?.remedy).toContain('edge-network-us-west with edge-links, edge-cluster-us-west');
  expect(advice({ backend: 'gcs', bucket: 'acme-state' })).toBeUndefined();
});

test('of many workspaces the first ones are named, and where to look for the others', () => {
  const many = Array.from({ length: 9 }, (_, i) => ({ name: `dc-${i}`, cloud: 'google' as const }));
  const state = { backend: 'cloud', organization: 'acme' };
  const said = aPlan(many, { state }).advisories.find((it) => it.code === 'workspaces-share-state');
  expect(said?.remedy).toMatch(/; the others with those whose remote-state\.tf names them$/);
});
