import type { JsonSchema } from './json-schema';

/**
 * Returns the schema of specs for a spec that may extend another, and then leave out what that one has. What is required
 * stands in a condition of its own, so that editors complete keys and values in both.
 */
export function withExtending(schema: JsonSchema): JsonSchema {
  const { required = [], properties = {}, ...others } = schema;
  const { datacenters = {}, datastore = {}, state = {}, kong = {} } = properties;
  const upgrade = kong.properties?.['upgrade'] ?? {};
  return {
    ...others,
    properties: {
      ...properties,
      datacenters: { ...datacenters, anyOf: (datacenters.anyOf ?? []).map(namedAlone) },
      datastore: ofAnyKind(datastore),
      state: ofAnyKind(state),
      kong: { ...kong, properties: { ...kong.properties, upgrade: ofAnyKind(upgrade) } },
    },
    if: { not: { required: ['extends'] } },
    then: { required, properties: { datacenters, datastore, state, kong: { properties: { upgrade } } } },
  };
}

/** A datacenter of the base's needs its name, by which the two are one. */
function namedAlone(form: JsonSchema): JsonSchema {
  return form.items === undefined ? form : { ...form, items: { ...form.items, required: ['name'] } };
}

/** A section of which the base may say the kind, and the rest. */
function ofAnyKind({ oneOf = [], ...section }: JsonSchema): JsonSchema {
  const forms = oneOf.map(({ required: _, ...form }) => form);
  return { ...section, anyOf: forms };
}
