import type { PathStep } from '../kernel/issue';
import { specJsonSchema, type JsonSchema } from './json-schema';

/** One key that a spec may have, as suggestions and the reference need it. */
export interface Field {
  /** Where it stands, e.g. `datacenters[].kong.machineType`. */
  readonly path: string;
  /** Its last word. */
  readonly name: string;
  /** The path of what it stands in; empty for the spec itself. */
  readonly parent: string;
  readonly required: boolean;
  readonly schema: JsonSchema;
  /** Where it is only known in one form of its parent: the value that picks that form, e.g. `s3`. */
  readonly onlyWith?: string;
}

/** Every key of the spec, in order of the definition, parents before what they contain. */
export function specFields(): readonly Field[] {
  known ??= fieldsIn(specJsonSchema(), '');
  return known;
}

/** Made on the first question, since a spec without faults asks none. */
let known: readonly Field[] | undefined;

/** The fields that an object at this path may have. */
export function fieldsAt(fields: readonly Field[], path: readonly PathStep[]): Field[] {
  const parent = fieldPath(path);
  return fields.filter((field) => field.parent === parent);
}

/** The path of a field: list positions become `[]`. */
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

/** The constant that tells this form of an object from its other forms. */
function pickedBy(schema: JsonSchema): string | undefined {
  const constant = Object.values(schema.properties ?? {}).find((property) => property.const !== undefined);
  return constant === undefined ? undefined : String(constant.const);
}
