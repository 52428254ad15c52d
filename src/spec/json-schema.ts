import { z } from 'zod';
import { specSchema } from './schema';

/** The part of JSON Schema that our own schema uses. */
export interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

/** The JSON Schema of specs, for editors. Draft 7, which is what editors know. */
export function specJsonSchema(): JsonSchema {
  const generated = z.toJSONSchema(specSchema, {
    io: 'input',
    target: 'draft-7',
    override: ({ jsonSchema }) => {
      // Bounds that only say what a double can hold tell a reader nothing.
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  const { $schema, ...rest } = generated;
  return { $schema, $id: 'urn:topogen:topology-schema', title: 'topogen topology spec', ...rest } as JsonSchema;
}

/** The text of `schema/topology.schema.json`: the same bytes for the same definition, keys in its order. */
export function renderJsonSchema(): string {
  return `${JSON.stringify(specJsonSchema(), null, 2)}\n`;
}
