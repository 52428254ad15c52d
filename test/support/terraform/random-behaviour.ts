import { createHash } from 'node:crypto';
import type { Behaviour, BehaviourContext } from './behaviour';
import { unknown } from './dynamic-value';
import type { ObjectValue, Value } from './dynamic-value';

/** The behaviour of hashicorp/random, repeatable: random only as far as two resources differ. */

const alphabets = {
  lower: 'abcdefghijklmnopqrstuvwxyz',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  numeric: '0123456789',
  special: '!@#$%&*()-_=+[]{}<>:?',
} as const;
const classes = ['lower', 'upper', 'numeric', 'special'] as const;

const passwordDefaults: ObjectValue = {
  lower: true,
  upper: true,
  numeric: true,
  number: true,
  special: true,
  min_lower: 0,
  min_upper: 0,
  min_numeric: 0,
  min_special: 0,
};

const withDefaults = (planned: ObjectValue): ObjectValue =>
  Object.fromEntries(
    Object.entries(passwordDefaults).map(([key, value]) => {
      const given = planned[key];
      return [key, given === undefined || given === null || given === unknown ? value : given];
    }),
  );

/** Returns the requested characters: the minimum of each class first, then any, then shuffled. */
export function randomString(state: ObjectValue, pick: (limit: number, name: string) => number): string {
  const characters: string[] = [];
  const alphabetOf = (name: (typeof classes)[number]): string =>
    name === 'special' && typeof state['override_special'] === 'string' ? state['override_special'] : alphabets[name];
  const take = (from: string): void => {
    characters.push(from.charAt(pick(from.length, `character ${characters.length}`)));
  };
  for (const name of classes) for (let i = 0; i < Number(state[`min_${name}`] ?? 0); i++) take(alphabetOf(name));
  const all = classes
    .filter((name) => state[name] !== false)
    .map(alphabetOf)
    .join('');
  while (characters.length < Number(state['length'])) take(all);
  for (let i = characters.length - 1; i > 0; i--) {
    const j = pick(i + 1, `place ${i}`);
    [characters[i], characters[j]] = [characters[j] as string, characters[i] as string];
  }
  return characters.join('');
}

const stringOf = (state: ObjectValue, { madeUp }: BehaviourContext): string =>
  randomString(state, (limit, name) => madeUp.below(limit, name));

const id = (state: ObjectValue, { madeUp }: BehaviourContext): ObjectValue => {
  const bytes = createHash('sha256')
    .update(madeUp.digits('bytes', 64))
    .digest()
    .subarray(0, Number(state['byte_length']));
  const prefix = typeof state['prefix'] === 'string' ? state['prefix'] : '';
  return {
    hex: prefix + bytes.toString('hex'),
    b64_std: prefix + bytes.toString('base64'),
    b64_url: prefix + bytes.toString('base64url'),
    dec: prefix + BigInt(`0x${bytes.toString('hex')}`).toString(),
    id: bytes.toString('base64url'),
  };
};

function uuid(_state: ObjectValue, { madeUp }: BehaviourContext): ObjectValue {
  const d = madeUp.digits('uuid', 32);
  const result = `${d.slice(0, 8)}-${d.slice(8, 12)}-4${d.slice(13, 16)}-8${d.slice(17, 20)}-${d.slice(20)}`;
  return { result, id: result };
}

function integer(state: ObjectValue, { madeUp }: BehaviourContext): ObjectValue {
  const min = Number(state['min']);
  const result: Value = min + madeUp.below(Number(state['max']) - min + 1, 'integer');
  return { result, id: String(result) };
}

export const randomBehaviours: Readonly<Record<string, Behaviour>> = {
  random_password: {
    plan: withDefaults,
    settle: (state, context) => ({
      result: stringOf(state, context),
      bcrypt_hash: `$2a$10$${context.madeUp.digits('bcrypt', 53)}`,
      id: 'none',
    }),
  },
  random_string: {
    plan: withDefaults,
    settle: (state, context) => {
      const result = stringOf(state, context);
      return { result, id: result };
    },
  },
  random_id: { settle: id },
  random_uuid: { settle: uuid },
  random_integer: { settle: integer },
};
