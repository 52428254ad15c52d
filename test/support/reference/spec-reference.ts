import { markdownTable } from './markdown-table';
import type { CloudFacts, CloudFactsTable } from '../../../src/kernel/cloud/facts';
import { specFields, type Field } from '../../../src/spec/fields';
import type { JsonSchema } from '../../../src/spec/json-schema';
import { shortFormDatacenters } from '../../../src/spec/short-form';

/**
 * Renders the reference of the spec: a Markdown table of every key with its kind of value, its default and its meaning,
 * and the datacenters of the short form.
 */
export function renderSpecReference(facts: CloudFactsTable): string {
  const fields = specFields().filter((field) => field.name !== '$schema');
  const tables = groupsOf(fields).map((group) => renderGroup(group.parent, group.fields));
  return [...tables, renderShortForm(facts)].join('\n');
}

function renderShortForm(facts: CloudFactsTable): string {
  const clouds = Object.values(facts);
  const without = clouds.filter((cloud) => !cloud.project).map((cloud) => cloud.title);
  const all = clouds.map((cloud) => cloud.title);
  return [
    '#### `"datacenters": n`',
    '',
    `The first n of a fixed list. ${without.join(' and ')} alone: ${listOf(facts, false)}.`,
    '',
    `${all.join(' and ')} in turn, when there is a \`googleProject\`: ${listOf(facts, true)}.`,
    '',
  ].join('\n');
}

function listOf(facts: CloudFactsTable, withProject: boolean): string {
  const several = withProject ? (cloud: CloudFacts) => `${cloud.title} ` : () => '';
  const keys = Object.values(facts).flatMap(({ project }) => (project ? [project.defaultKey] : []));
  return shortFormDatacenters(facts, withProject ? [] : keys)
    .map(({ name, cloud, region }) => `\`${name}\` (${several(facts[cloud])}${region})`)
    .join(', ');
}

interface Group {
  /** Path of the section; empty for the spec itself. */
  readonly parent: string;
  readonly fields: readonly Field[];
}

/** Returns the spec itself, then each object in order of the definition, with the small objects inside it. */
function groupsOf(fields: readonly Field[]): Group[] {
  const sections = [...new Set(fields.map((field) => sectionOf(field)))];
  return sections.map((parent) => ({ parent, fields: fields.filter((field) => sectionOf(field) === parent) }));
}

/** Returns `kong` for `kong.upstreams[].cidr`: there is one table for each section of the spec. */
function sectionOf(field: Field): string {
  return field.parent.split('.')[0] ?? '';
}

function renderGroup(parent: string, fields: readonly Field[]): string {
  const title = parent === '' ? 'the spec' : `\`${parent}\``;
  const rows = merged(fields).map((field) => rowOf(field, parent));
  return `#### ${title}\n\n${markdownTable(['key', 'value', 'default', 'meaning'], rows)}`;
}

function rowOf(field: MergedField, parent: string): string[] {
  const key = parent === '' ? field.path : field.path.slice(parent.length + 1);
  const { text, fallback } = splitDescription(field.schema.description ?? '');
  const only =
    field.onlyWith.length === 0 ? '' : ` With ${field.onlyWith.map((form) => `\`${form}\``).join(', ')} only.`;
  return [`\`${key}\``, kindOf(field.schema), defaultOf(field, fallback), `${text}${only}`];
}

interface MergedField extends Omit<Field, 'onlyWith'> {
  /** Forms of its parent that have it, if not all do. */
  readonly onlyWith: readonly string[];
}

/** Merges the keys that the forms of one object share: one row each. */
function merged(fields: readonly Field[]): MergedField[] {
  return [...new Set(fields.map((field) => field.path))].flatMap((path) => {
    const same = fields.filter((field) => field.path === path);
    const [first] = same;
    if (!first) return [];
    const picks = same.every((field) => field.schema.const !== undefined);
    const choices = same.map((field) => field.schema.const);
    const schema = picks && same.length > 1 ? { ...first.schema, const: undefined, enum: choices } : first.schema;
    return [{ ...first, schema, onlyWith: picks ? [] : same.flatMap((field) => field.onlyWith ?? []) }];
  });
}

/** Reads a default that is no constant from a description that ends in `Default: ...`. */
function splitDescription(description: string): { readonly text: string; readonly fallback: string | undefined } {
  const match = /^(.*?) ?Default: (.*)$/.exec(description);
  return match ? { text: match[1] ?? '', fallback: match[2] } : { text: description, fallback: undefined };
}

function defaultOf(field: MergedField, fallback: string | undefined): string {
  if (field.required) return '**required**';
  if (fallback !== undefined) return fallback.replace(/\.$/, '');
  const value = field.schema.default;
  const isEmptyObject = value !== null && typeof value === 'object' && Object.keys(value).length === 0;
  if (isEmptyObject && !Array.isArray(value)) return '';
  return value === undefined ? 'none' : `\`${JSON.stringify(value)}\``;
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  integer: 'whole number',
  boolean: 'true or false',
  object: 'object',
};

function kindOf(schema: JsonSchema): string {
  if (schema.enum) return schema.enum.map((choice) => `\`${String(choice)}\``).join(', ');
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.items) return `list of ${kindOf(schema.items)}`;
  const forms = schema.anyOf ?? schema.oneOf;
  if (forms) return [...new Set(forms.map(kindOf))].join(' or ');
  return `${KINDS[schema.type ?? ''] ?? ''}${boundsOf(schema)}`;
}

function boundsOf({ minimum, maximum }: JsonSchema): string {
  const low = minimum === undefined ? '' : `from ${minimum}`;
  const high = maximum === undefined ? '' : `to ${maximum}`;
  return low === '' && high === '' ? '' : `, ${[low, high].filter((part) => part !== '').join(' ')}`;
}
