import type { PathStep } from '../kernel/issue';
import { specJsonSchema, type JsonSchema } from './json-schema';

/** A field is one key that a spec may have, with what suggestions and the reference need of it. */
export interface Field {
  /** Path from the root, e.g. `datacenters[].kong.machineType`. */
  readonly path: string;
  /** Last word of the path. */
  readonly name: string;
  /** Path of the object that the key is in; empty for the spec itself. */
  readonly parent: string;
  readonly required: boolean;
  readonly schema: JsonSchema;
  /** If only one form of the parent has the key: the value that selects that form, e.g. `s3`. */
  readonly onlyWith?: string;
}

/** Returns every field of the spec in order of the definition, each before the fields inside it. */
export function specFields(): readonly Field[] {
  known ??= fieldsIn(specJsonSchema(), '');
  return known;
}

/** The fields are computed at the first call: a spec without faults never needs them. */
let known: readonly Field[] | undefined;

/** Returns the fields that an object at this path may have. */
export function fieldsAt(fields: readonly Field[], path: readonly PathStep[]): Field[] {
  const parent = fieldPath(path);
  return fields.filter((field) => field.parent === parent);
}

/** Returns the path of the field at a place in a spec: list positions become `[]`. */
export function fieldPath(path: readonly PathStep[]): string {
  return path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[]` : text === '' ? step : `${text}.${step}`),
    '',
  );
}

function fieldsIn(schema: JsonSchema, parent: string): Field[] {
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) return alternatives.flatMap((alternative) => fieldsIn(alternative, parent));
  if (schema.items) return fieldsIn(schema.items, `${parent}[]`);
  const onlyWith = pickedBy(schema);
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const path = parent === '' ? name : `${parent}.${name}`;
    const required = schema.required?.includes(name) ?? false;
    const field = { path, name, parent, required, schema: property };
    return [onlyWith === undefined ? field : { ...field, onlyWith }, ...fieldsIn(property, path)];
  });
}

/** Returns the constant that distinguishes this form of an object from its other forms. */
function pickedBy(schema: JsonSchema): string | undefined {
  const constant = Object.values(schema.properties ?? {}).find((property) => property.const !== undefined);
  return constant === undefined ? undefined : String(constant.const);
}
