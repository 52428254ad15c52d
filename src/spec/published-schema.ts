import type { CloudFacts, CloudFactsTable } from '../kernel/cloud/facts';
import { DATASTORES, type BuiltEngine } from './datastores/registry';
import { ENGINES_OF_MACHINES } from './datastores/schema';
import { withExtending } from './extending-schema';
import { specJsonSchema, type JsonSchema } from './json-schema';
import { KONG_LINES } from './kong-releases';
import { releaseNames } from './releases';

/*
 * Editors complete what the schema lists. Where topogen knows every value, a list is all that is accepted; where it takes more
 * than it knows, as a patch of a release or a zone that another account sees, the list has the pattern of the others beside it.
 */

/** Numbers of a release, of one to three parts. */
const RELEASE = '^[0-9]+(\\.[0-9]+){0,2}$';

/** Renders `schema/topology.schema.json`: the same bytes for the same definition and facts, keys in their order. */
export function renderJsonSchema(facts: CloudFactsTable): string {
  return `${JSON.stringify(withExtending(withChoices(specJsonSchema(), facts)), null, 2)}\n`;
}

/** Returns the schema of specs with the values that the clouds and the datastores have. */
function withChoices(schema: JsonSchema, facts: CloudFactsTable): JsonSchema {
  const kong = releaseNames(KONG_LINES);
  return at(schema, ['properties'], (properties: Properties) => ({
    ...properties,
    datacenters: eachForm(properties['datacenters'], (form) =>
      form.items === undefined ? form : { ...form, items: withPlaces(form.items, facts) },
    ),
    kong: at(properties['kong'], ['properties'], (fields: Properties) => ({
      ...fields,
      version: oneOf(fields['version'], kong, RELEASE),
      finishMigrations: oneOf(fields['finishMigrations'], kong, RELEASE),
      upgrade: eachForm(fields['upgrade'], (form) =>
        at(form, ['properties', 'to'], (to: JsonSchema) => oneOf(to, kong, RELEASE)),
      ),
    })),
    datastore: eachForm(properties['datastore'], (form) =>
      at(form, ['properties', 'version'], (version: JsonSchema) => oneOf(version, releasesOf(form), RELEASE)),
    ),
  }));
}

type Properties = Readonly<Record<string, JsonSchema>>;

/** The choices in a datacenter follow from its cloud. */
function withPlaces(datacenter: JsonSchema, facts: CloudFactsTable): JsonSchema {
  const clouds = Object.values(facts).map((cloud) => ({
    if: { properties: { cloud: { const: cloud.id } }, required: ['cloud'] },
    then: { properties: placesOf(cloud) },
  }));
  return { ...datacenter, allOf: clouds };
}

function placesOf({ regions, machines, zonesVaryByAccount }: CloudFacts): Properties {
  const zones = { enum: Object.values(regions).flatMap((region) => region.zones) };
  const others = { type: 'string', pattern: `^(${Object.keys(regions).join('|')})[a-z]$` };
  const machineType = { anyOf: [{ enum: machines.map(({ type }) => type) }, { type: 'object' }] };
  const nodes = ['kong', ...ENGINES_OF_MACHINES].map((id) => [id, { properties: { machineType } }] as const);
  return {
    region: { enum: Object.keys(regions) },
    zones: { items: zonesVaryByAccount ? { anyOf: [zones, others] } : zones },
    ...Object.fromEntries(nodes),
  };
}

function releasesOf({ properties = {} }: JsonSchema): readonly string[] {
  const engine = properties['engine']?.const as BuiltEngine;
  return DATASTORES[engine].releases;
}

function oneOf(schema: JsonSchema | undefined, values: readonly string[], pattern: string): JsonSchema {
  return { ...schema, anyOf: [{ enum: values }, { type: 'string', pattern }] };
}

function eachForm(schema: JsonSchema | undefined, change: (form: JsonSchema) => JsonSchema): JsonSchema {
  if (schema?.anyOf) return { ...schema, anyOf: schema.anyOf.map(change) };
  if (schema?.oneOf) return { ...schema, oneOf: schema.oneOf.map(change) };
  return change(schema ?? {});
}

/** Changes one part of a schema, which has to be there: a key that is renamed must not lose its choices unseen. */
function at<T>(
  schema: JsonSchema | undefined,
  [key = '', ...rest]: readonly string[],
  change: (part: T) => T,
): JsonSchema {
  const part = (schema as Readonly<Record<string, unknown>> | undefined)?.[key];
  if (part === undefined) throw new Error(`the schema of specs has no ${key}`);
  return { ...schema, [key]: rest.length === 0 ? change(part as T) : at(part as JsonSchema, rest, change) };
}
