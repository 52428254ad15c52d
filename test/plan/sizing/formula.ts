import type { Reckoned } from '../../../src/plan/sizing/reckoned';

/**
 * A reckoner of its own for the formulas of explain: it reads the text and knows nothing of the code that made the value.
 *
 *     sum     = product (("+" | "-") product)*
 *     product = factor (("*" | "/") factor)*
 *     factor  = "-" factor | number | name | name "(" sum ("," sum)* ")" | "(" sum ")"
 */
export function evaluate(reckoned: Reckoned): number {
  const values = new Map(reckoned.inputs.map(({ name, value }) => [name, value]));
  const tokens = reckoned.formula.match(/[A-Za-z]\w*|\d+(?:\.\d+)?|[-+*/(),]/g) ?? [];
  let next = 0;

  const take = (): string => tokens[next++] ?? '';
  const peek = (): string => tokens[next] ?? '';

  function sum(): number {
    let value = product();
    while (peek() === '+' || peek() === '-') value = take() === '+' ? value + product() : value - product();
    return value;
  }
  function product(): number {
    let value = factor();
    while (peek() === '*' || peek() === '/') value = take() === '*' ? value * factor() : value / factor();
    return value;
  }
  function factor(): number {
    const token = take();
    if (token === '-') return -factor();
    if (token === '(') return closing(sum());
    if (/^\d/.test(token)) return Number(token);
    if (peek() !== '(') return valueOf(token);
    take();
    const parts = [sum()];
    while (peek() === ',') {
      take();
      parts.push(sum());
    }
    return call(token, closing(parts));
  }
  function closing<T>(value: T): T {
    if (take() !== ')') throw new Error(`unbalanced: ${reckoned.formula}`);
    return value;
  }
  function valueOf(name: string): number {
    const value = values.get(name);
    if (typeof value !== 'number')
      throw new Error(`${reckoned.id}: no number is called ${name} in ${reckoned.formula}`);
    return value;
  }

  const result = sum();
  if (next !== tokens.length) throw new Error(`${reckoned.id}: cannot read ${reckoned.formula}`);
  return result;
}

function call(name: string, parts: readonly number[]): number {
  const [first = NaN] = parts;
  switch (name) {
    case 'max':
      return Math.max(...parts);
    case 'min':
      return Math.min(...parts);
    case 'sqrt':
      return Math.sqrt(first);
    case 'floor':
      return Math.floor(first);
    case 'ceil':
      // The last digits of a binary fraction are noise: 3.0000000001 nodes are three.
      return Math.ceil(first - 1e-9 * Math.max(1, Math.abs(first)));
    case 'nextPowerOfTwo': {
      let power = 1;
      while (power < first * (1 - 1e-9)) power *= 2;
      return power;
    }
    default:
      throw new Error(`no function is called ${name}`);
  }
}

/** The names that a formula uses, functions left out. */
export function namesIn(formula: string): readonly string[] {
  return [...formula.matchAll(/[A-Za-z]\w*(?!\w*\()/g)].map(([name]) => name);
}
