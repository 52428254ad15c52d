import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadTopology, type Topology, type TopologyInput } from '../../../src/actions/load-topology';
import { ledAround, showRunbook } from '../../../src/actions/show-runbook';
import { LED_AROUND } from '../../../src/spec/transitions/transition';
import { TWO } from '../../support/edge-spec';
import { readTemplates } from '../../support/templates';

/* Whoever is told that the runbook has the steps gets them: remedies and the runbook go by one list. */

const PROMISE = 'topogen runbook has the steps';
const [US, EU] = TWO.datacenters;
const BELGIUM = { name: 'belgium', cloud: 'google', region: 'europe-west1', project: 'acme-edge' };
const GOOGLE = { name: 'edge', requestsPerSecond: 2_000, datacenters: [BELGIUM] };
const AP = { name: 'ap', cloud: 'aws', region: 'ap-northeast-1' };
const ON_POSTGRESQL = { ...TWO, datastore: { engine: 'postgresql', primary: 'us-east' } };
const kong = (version: string) => ({ version, packageSha256: version.replaceAll('.', '').padEnd(64, 'a') });

/** A change for each code: what stands, and the spec that loses something of it. */
const CHANGES: Readonly<Record<string, readonly [object, object]>> = {
  'datacenter-removed': [TWO, { ...TWO, datacenters: [US] }],
  'nodes-lowered': [
    { ...TWO, datastore: { nodesPerDatacenter: 6 } },
    { ...TWO, datastore: { nodesPerDatacenter: 3 } },
  ],
  'links-changed': [
    { ...TWO, datacenters: [US, EU, AP] },
    { ...TWO, datacenters: [US, EU, AP], links: { shape: 'hub', hub: 'us-east' } },
  ],
  'kong-data-planes-too-early': [
    { ...ON_POSTGRESQL, kong: { mode: 'hybrid', ...kong('3.8.0') } },
    { ...ON_POSTGRESQL, kong: { mode: 'hybrid', ...kong('3.9.0') } },
  ],
  'kong-events-apart': [
    { ...ON_POSTGRESQL, kong: { mode: 'traditional', ...kong('3.6.1') } },
    { ...ON_POSTGRESQL, kong: { mode: 'traditional', ...kong('3.7.1') } },
  ],
  'state-moved': [
    { ...TWO, state: { backend: 's3', bucket: 'acme-state', region: 'us-east-1' } },
    { ...TWO, state: { backend: 'gcs', bucket: 'acme-state' } },
  ],
  'redis-removed': [{ ...TWO, kong: { plugins: [{ name: 'rate-limiting', policy: 'redis' }] } }, TWO],
  'egress-addresses-changed': [GOOGLE, { ...GOOGLE, datacenters: [{ ...BELGIUM, egressAddresses: 2 }] }],
  'egress-changed': [TWO, { ...TWO, network: { egress: 'single' } }],
};

function load(spec: object, others: Partial<TopologyInput> = {}): { topology: Topology; said: Map<string, string> } {
  const loaded = loadTopology({
    specText: JSON.stringify(spec),
    specFile: 'edge.json',
    lockFile: 'edge.lock.json',
    ...others,
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  return { topology: loaded.value, said: new Map(loaded.issues.map(({ code, remedy }) => [code, remedy])) };
}

test.each([...LED_AROUND])('%s is told with the promise of steps, and the runbook has them', async (code) => {
  const [old, fresh] = CHANGES[code]!;
  const { topology: before } = load(old);
  const { topology: after, said } = load(fresh, { lockText: before.lock.text, judgement: 'tell' });
  expect(said.get(code)).toContain(`; ${PROMISE}`);
  expect(ledAround(before.plan, after.plan)).toContain(code);
  const isCut = code === 'links-changed';
  const shown = await showRunbook({ before: before.plan, after: after.plan, isCut }, 'text', readTemplates);
  expect(shown).toMatchObject({ ok: true, value: expect.stringMatching(/^1\. /m) as unknown });
});

test('no maker promises steps of its own, so that none can be promised and refused', () => {
  const spec = join(__dirname, '../../../src/spec');
  const makers = readdirSync(spec, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.includes('transitions') && /issues\.ts$/.test(file),
  );
  expect(makers.length).toBeGreaterThan(5);
  const texts = makers.map((file) => readFileSync(join(spec, file), 'utf8'));
  expect(texts.filter((text) => text.includes(`; ${PROMISE}`) || text.includes(`: ${PROMISE}`))).toEqual([]);
  const codes = texts.flatMap((text) => [...text.matchAll(/ issue\('([^']+)'/g)].map(([, code]) => code));
  expect(codes).toEqual(expect.arrayContaining([...LED_AROUND]));
});
