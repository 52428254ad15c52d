import { isExpression, type Argument } from './arguments';
import { refusalOf, type Constraint } from './constraint';
import { callOf, isOwn, type Table } from './table';

/** Returns what the models refuse of some arguments, and which of them the table does not have, a line for each. */
export function faultsOf(table: Table, all: readonly Argument[]): string[] {
  return all.flatMap(({ type, path, place, value }) => {
    const call = callOf(type);
    if (call === undefined) return `${place} is of a type without a call`;
    if (isOwn(call, path)) return [];
    const name = table.arguments[type]?.[path];
    if (name === undefined) return `${place} ${path} is not in the table`;
    const refusal = isExpression(value) ? undefined : refusalOf(table.shapes[name] ?? {}, value);
    return refusal === undefined ? [] : `${place} ${path} ${refusal} (${name})`;
  });
}

/** Returns what the models say of an argument; undefined where they leave it free. */
export function constraintOn(table: Table, { type, path }: Argument): Constraint | undefined {
  return table.shapes[table.arguments[type]?.[path] ?? ''];
}
