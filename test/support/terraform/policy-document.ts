import type { ObjectValue, Value } from './dynamic-value';

/** The JSON of data source `aws_iam_policy_document`: names, order and collapsing of single values as the real one. */
export function policyDocumentJson(config: ObjectValue): string {
  const document: Record<string, unknown> = { Version: config['version'] ?? '2012-10-17' };
  if (config['policy_id'] !== null && config['policy_id'] !== undefined) document['Id'] = config['policy_id'];
  document['Statement'] = objects(config['statement']).map(statement);
  return JSON.stringify(document, null, 2);
}

function statement(from: ObjectValue): Record<string, unknown> {
  const fields: [string, unknown][] = [
    ['Sid', from['sid']],
    ['Effect', from['effect'] ?? 'Allow'],
    ['Action', oneOrMany(from['actions'])],
    ['NotAction', oneOrMany(from['not_actions'])],
    ['Resource', oneOrMany(from['resources'])],
    ['NotResource', oneOrMany(from['not_resources'])],
    ['Principal', principals(from['principals'])],
    ['NotPrincipal', principals(from['not_principals'])],
    ['Condition', conditions(from['condition'])],
  ];
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined && value !== null));
}

const objects = (value: Value | undefined): ObjectValue[] => (Array.isArray(value) ? (value as ObjectValue[]) : []);

function oneOrMany(value: Value | undefined): unknown {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return value.length === 1 ? value[0] : [...value].sort().reverse();
}

function principals(value: Value | undefined): unknown {
  const all = objects(value);
  if (all.length === 0) return undefined;
  if (all.some((each) => each['type'] === '*')) return '*';
  return Object.fromEntries(all.map((each) => [String(each['type']), oneOrMany(each['identifiers'])]));
}

function conditions(value: Value | undefined): unknown {
  const all = objects(value);
  if (all.length === 0) return undefined;
  const merged: Record<string, Record<string, unknown>> = {};
  for (const each of all) {
    const values = Array.isArray(each['values']) ? each['values'] : [];
    (merged[String(each['test'])] ??= {})[String(each['variable'])] = values.length === 1 ? values[0] : values;
  }
  return merged;
}
