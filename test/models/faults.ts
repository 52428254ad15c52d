import { isExpression, type Argument } from './arguments';
import { refusalOf, type Constraint } from './constraint';
import { callOf, isOwn, type Table } from './table';

/** Returns what the models refuse of some arguments, a line for each. */
export function faultsOf(table: Table, all: readonly Argument[]): string[] {
  return all.flatMap((argument) => {
    const { place, path, value } = argument;
    const constraint = constraintOn(table, argument);
    const isSaid = !isExpression(value) && !isLeftOut(argument);
    const refusal = constraint && isSaid ? refusalOf(constraint, value) : undefined;
    return refusal === undefined ? [] : `${place} ${path} ${refusal}`;
  });
}

/** True for an empty text where Google's provider has a default of its own: it leaves the member out of the call. */
function isLeftOut({ type, path, value }: Argument): boolean {
  return value === '' && `${type} ${path}` === 'google_compute_forwarding_rule load_balancing_scheme';
}

/** Returns `type argument` of all that the table does not have, though the cloud's API may. */
export function missingFrom(table: Table, all: readonly Argument[]): string[] {
  const missing = all.filter(({ type, path }) => {
    const call = callOf(type);
    return !(call && isOwn(call, path)) && table.arguments[type]?.[path] === undefined;
  });
  return [...new Set(missing.map(({ type, path }) => `${type} ${path}`))].sort();
}

/** Returns what the models say of an argument; undefined where they leave it free. */
export function constraintOn(table: Table, { type, path }: Argument): Constraint | undefined {
  return table.shapes[table.arguments[type]?.[path] ?? ''];
}
