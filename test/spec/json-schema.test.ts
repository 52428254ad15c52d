import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import fc from 'fast-check';
import { parse } from 'yaml';
import { CLOUD_FACTS } from '../../src/clouds/facts';
import { specJsonSchema } from '../../src/spec/json-schema';
import { parseSpec } from '../../src/spec/parse';
import { renderJsonSchema } from '../../src/spec/published-schema';
import { soundSpec } from '../fuzz/sound-specs';
import { PROJECT } from '../support/synthesized';
import { times } from '../support/effort';

const FILE = join(PROJECT, 'schema/topology.schema.json');

/* UPDATE_SCHEMA=1 rewrites the file, and fails. */
test('the committed JSON Schema is what the definition makes', () => {
  const text = renderJsonSchema(CLOUD_FACTS);
  if (process.env.UPDATE_SCHEMA === '1') {
    writeFileSync(FILE, text);
    throw new Error(`rewrote ${FILE}: read it, then run again without UPDATE_SCHEMA`);
  }
  expect(existsSync(FILE) ? readFileSync(FILE, 'utf8') : '(none)').toBe(text);
});

test('the schema asks for the three required keys alone, and allows no others than its own', () => {
  const schema = specJsonSchema();
  expect(schema.required).toEqual(['name', 'requestsPerSecond', 'datacenters']);
  expect(schema.additionalProperties).toBe(false);
});

/* An editor by the schema refuses nothing that topogen takes, and knows what topogen knows. */

const form = new Ajv().compile(JSON.parse(renderJsonSchema(CLOUD_FACTS)) as object);

function expectFits(name: string, spec: unknown): void {
  const fits = form(spec);
  expect([name, fits, form.errors]).toEqual([name, true, null]);
}

test.each(['topologies', 'test/fixtures/valid'])('every spec of %s fits it', (folder) => {
  const files = readdirSync(join(PROJECT, folder)).filter(
    (file) => /\.(json|yaml)$/.test(file) && !/\.(resolved|lock)\.json$/.test(file),
  );
  expect(files.length).toBeGreaterThan(5);
  for (const file of files) expectFits(file, parse(readFileSync(join(PROJECT, folder, file), 'utf8')));
});

test('whatever spec topogen accepts fits it', () => {
  let accepted = 0;
  fc.assert(
    fc.property(soundSpec, (spec) => {
      const text = JSON.stringify(spec);
      if (!parseSpec(text, 'edge.json', CLOUD_FACTS).ok) return;
      accepted += 1;
      expectFits(text, JSON.parse(text));
    }),
    { numRuns: times(300) },
  );
  expect(accepted).toBeGreaterThan(times(300) / 6);
});

const edge = (datacenter: object, rest: object = {}): object => ({
  name: 'edge',
  requestsPerSecond: 100,
  datacenters: [{ name: 'one', ...datacenter }],
  ...rest,
});

test.each(Object.values(CLOUD_FACTS))(
  'it has every region, zone and machine type of $title',
  ({ id, regions, machines }) => {
    for (const [region, { zones }] of Object.entries(regions)) {
      expectFits(region, edge({ cloud: id, region }));
      for (const zone of zones.slice(0, -2))
        expectFits(zone, edge({ cloud: id, region, zones: [zone, ...zones.slice(-2)] }));
    }
    const [region] = Object.keys(regions);
    for (const { type } of machines) expectFits(type, edge({ cloud: id, region, kong: { machineType: type } }));
  },
);

test('it refuses what topogen refuses: a region of another cloud, a machine type by a name alone that no table has', () => {
  expect(form(edge({ cloud: 'aws', region: 'europe-west1' }))).toBe(false);
  expect(form(edge({ cloud: 'google', region: 'europe-west1', zones: ['europe-west1-z', 'a', 'b'] }))).toBe(false);
  expect(form(edge({ cloud: 'aws', region: 'eu-west-1', kong: { machineType: 'x9.mega' } }))).toBe(false);
  const stated = { type: 'x9.mega', vcpus: 2, memoryGib: 8 };
  expectFits('stated', edge({ cloud: 'aws', region: 'eu-west-1', kong: { machineType: stated } }));
  expectFits(
    'a zone of some accounts',
    edge({ cloud: 'aws', region: 'us-east-1', zones: ['us-east-1a', 'us-east-1b', 'us-east-1z'] }),
  );
});

test('it lists the releases, and takes others of their form', () => {
  const text = renderJsonSchema(CLOUD_FACTS);
  for (const release of ['"3.3"', '"3.3.1"', '"3.11.19"', '"5.0"', '"16"']) expect(text).toContain(release);
  const place = { cloud: 'aws', region: 'eu-west-1' };
  expectFits('an earlier patch', edge(place, { kong: { version: '3.3.0' }, datastore: { version: '4.1.9' } }));
  expect(form(edge(place, { kong: { version: 'latest' } }))).toBe(false);
});

test('a spec that extends another may leave out what that one has, and is completed all the same', () => {
  expectFits('the name alone', { name: 'staging', extends: 'production.yaml' });
  const parts = { state: { prefix: 'a' }, kong: { upgrade: { stage: 'switched' } }, datastore: { backupHour: 3 } };
  const without = { file: '../production.json', without: ['datacenters[us-west]', 'kong.upgrade'] };
  expectFits('parts', { name: 'staging', extends: without, datacenters: [{ name: 'us-east', share: 0.5 }], ...parts });
  for (const part of [{}, parts, { datacenters: [{ name: 'us-east' }] }])
    expect([part, form({ name: 'a', requestsPerSecond: 1, datacenters: 1, ...part })]).toEqual([
      part,
      Object.keys(part).length === 0,
    ]);
  expect(form({ name: 'staging', extends: 'production.yaml', kong: { versoin: '3.3' } })).toBe(false);
  expect(form({ name: 'staging', extends: '/etc/production.yaml' })).toBe(false);
});
