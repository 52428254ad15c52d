import { refusalOf } from './argument-rules';
import { isObject } from './dynamic-value';
import type { ObjectValue, Value } from './dynamic-value';
import { errorDiagnostic } from './protocol';
import type { Diagnostic } from './protocol';
import type { Attribute, Block } from './schema';

/**
 * Returns the faults that Terraform leaves to a provider: a value for an attribute that only the provider may set, and
 * a value of a form that the provider does not accept.
 */
export function validateConfig(typeName: string, block: Block, config: Value, path = ''): Diagnostic[] {
  if (!isObject(config)) return [];
  const own = block.attributes.flatMap((each) => validateAttribute(typeName, each, config, path));
  const inBlocks = block.blocks.flatMap((nested) => {
    const value = config[nested.name] ?? null;
    const items = Array.isArray(value) ? value : [value];
    return items.flatMap((item) => validateConfig(typeName, nested.block, item, `${path}${nested.name}.`));
  });
  return [...own, ...inBlocks];
}

function validateAttribute(typeName: string, each: Attribute, config: ObjectValue, path: string): Diagnostic[] {
  if (each.computed && !each.optional && isGiven(config, each.name)) return [readOnlyAttribute(`${path}${each.name}`)];
  return textsOf(config[each.name] ?? null).flatMap((value) => {
    const must = refusalOf(typeName, `${path}${each.name}`, value);
    return must === undefined ? [] : [malformed(`${path}${each.name}`, value, must)];
  });
}

/** Returns the known texts of an argument: one, or those of a list. An empty text counts as none. */
function textsOf(value: Value): string[] {
  return (Array.isArray(value) ? value : [value]).filter((it): it is string => typeof it === 'string' && it !== '');
}

const isGiven = (config: ObjectValue, name: string): boolean => config[name] !== null && config[name] !== undefined;

/** Words the fault like Terraform's plugin SDK. */
const readOnlyAttribute = (name: string): Diagnostic =>
  errorDiagnostic(
    'Value for unconfigurable attribute',
    `Can't configure a value for "${name}": its value will be decided automatically based on the result of applying this configuration.`,
  );

const malformed = (name: string, value: string, must: string): Diagnostic =>
  errorDiagnostic('Invalid value for argument', `"${name}" must ${must}, and is ${JSON.stringify(value)}.`);
