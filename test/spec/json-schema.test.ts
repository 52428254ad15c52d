import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderJsonSchema, specJsonSchema } from '../../src/spec/json-schema';

const FILE = join(__dirname, '../../schema/topology.schema.json');

/* UPDATE_SCHEMA=1 rewrites the file, and fails. */
test('the committed JSON Schema is what the definition makes', () => {
  const text = renderJsonSchema();
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
