import { Fn } from 'cdktf';

/**
 * Returns the call that makes a text of JSON from a value, so that people read the value and not a text in quotes. cdktf leaves the
 * quotes in texts of lists and objects as they are, where they would end the text: they are escaped before.
 */
export function asJson(value: object): string {
  return Fn.jsonencode(escaped(value));
}

function escaped(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('"', '\\"');
  if (Array.isArray(value)) return value.map(escaped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]: [string, unknown]) =>
      each === undefined ? [] : [[key, escaped(each)]],
    ),
  );
}
