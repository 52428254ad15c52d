import { isObject } from './dynamic-value';
import type { ObjectValue, Value } from './dynamic-value';
import { errorDiagnostic } from './protocol';
import type { Diagnostic } from './protocol';
import type { Block } from './schema';

/** Returns the faults that Terraform leaves to a provider: a value for an attribute that only the provider may set. */
export function validateConfig(block: Block, config: Value, path = ''): Diagnostic[] {
  if (!isObject(config)) return [];
  const readOnly = block.attributes.filter((each) => each.computed && !each.optional && isGiven(config, each.name));
  const inBlocks = block.blocks.flatMap((nested) => {
    const value = config[nested.name] ?? null;
    const items = Array.isArray(value) ? value : [value];
    return items.flatMap((item) => validateConfig(nested.block, item, `${path}${nested.name}.`));
  });
  return [...readOnly.map((each) => readOnlyAttribute(`${path}${each.name}`)), ...inBlocks];
}

const isGiven = (config: ObjectValue, name: string): boolean => config[name] !== null && config[name] !== undefined;

/** Words the fault like Terraform's plugin SDK. */
const readOnlyAttribute = (name: string): Diagnostic =>
  errorDiagnostic(
    'Value for unconfigurable attribute',
    `Can't configure a value for "${name}": its value will be decided automatically based on the result of applying this configuration.`,
  );
