/** What an API's model says of a value. A value that Terraform writes as text is held to it as the text of it. */
export interface Constraint {
  readonly enum?: readonly string[];
  /** A regular expression for the whole value. */
  readonly pattern?: string;
  /** Least and greatest number, both in. */
  readonly range?: Bounds;
  /** Least and greatest number of characters. */
  readonly length?: Bounds;
}

/** A bound that is null does not bind. */
export type Bounds = readonly [least: number | null, most: number | null];

/** Returns what holds where two constraints do: of two ranges what is in both. */
export function both(one: Constraint | undefined, other: Constraint | undefined): Constraint | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const range = one.range && other.range ? narrower(one.range, other.range) : (one.range ?? other.range);
  return { ...other, ...one, ...(range ? { range } : {}) };
}

function narrower(one: Bounds, other: Bounds): Bounds {
  const [least, most] = [0, 1].map((end) => [one[end], other[end]].filter((each) => typeof each === 'number'));
  return [least!.length > 0 ? Math.max(...least!) : null, most!.length > 0 ? Math.min(...most!) : null];
}

const MOST_SHOWN = 6;

/** Returns what the model refuses of a value, in words that follow the argument's name; undefined if it accepts it. */
export function refusalOf(constraint: Constraint, value: unknown): string | undefined {
  const text = String(value);
  const { enum: values, pattern, range, length } = constraint;
  if (values && !values.includes(text)) return `is ${text}, and not one of ${shown(values)}`;
  if (pattern !== undefined && !wholeOf(pattern).test(text)) return `is ${text}, and has not the form ${pattern}`;
  if (range && (!isNumber(text) || !within(range, Number(text)))) return `is ${text}, and not ${between(range)}`;
  if (length && !within(length, [...text].length))
    return `has ${[...text].length} characters, and not ${between(length)}`;
  return undefined;
}

/** Returns values of every kind that the constraint refuses, each wrong in one way: seeds for faults. */
export function wrongValues({ enum: values, pattern, range, length }: Constraint): string[] {
  const near = values?.[0] ?? '';
  const beyond = (bounds: Bounds | undefined): number[] =>
    bounds ? [bounds[0] === null ? [] : bounds[0] - 1, bounds[1] === null ? [] : bounds[1] + 1].flat() : [];
  return [
    ...(values ? [`${near}x`, near === near.toLowerCase() ? near.toUpperCase() : near.toLowerCase()] : []).filter(
      (each) => !values?.includes(each),
    ),
    ...(pattern === undefined ? [] : ['\u0000', '-ends in a dash-'].filter((each) => !wholeOf(pattern).test(each))),
    ...beyond(range).map(String),
    ...beyond(length).flatMap((count) => (count < 0 ? [] : 'a'.repeat(count))),
  ];
}

/**
 * The models of both clouds write patterns in other dialects, of which JavaScript knows all that is used, but for backslashes before
 * signs that need none.
 */
function wholeOf(pattern: string): RegExp {
  const known = pattern.replace(/\\(.)/gsu, (escape, sign: string) =>
    /[\w^$\\.*+?()[\]{}|/-]/u.test(sign) ? escape : sign,
  );
  return new RegExp(`^(?:${known})$`, 'u');
}

function isNumber(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text));
}

function within([least, most]: Bounds, value: number): boolean {
  return (least === null || value >= least) && (most === null || value <= most);
}

function between([least, most]: Bounds): string {
  if (least === null) return `at most ${most}`;
  return most === null ? `at least ${least}` : `between ${least} and ${most}`;
}

function shown(values: readonly string[]): string {
  return values.length > MOST_SHOWN ? `${values.slice(0, MOST_SHOWN).join(', ')} ...` : values.join(', ');
}
