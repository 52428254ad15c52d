import { Decoder, Encoder, ExtData, ExtensionCodec } from '@msgpack/msgpack';
import type { Attribute, AttributeType, Block } from './schema';

/** A value on the wire. Objects and maps are plain objects; lists, sets and tuples are arrays. */
export type Value = null | boolean | number | string | Uint8Array | Unknown | Value[] | { [key: string]: Value };
export type ObjectValue = { [key: string]: Value };

/** A value that is unknown before apply. */
class Unknown {
  readonly kind = 'unknown';
}
export const unknown = new Unknown();

export const isObject = (value: Value | undefined): value is ObjectValue =>
  typeof value === 'object' && value !== null && value !== unknown && !Array.isArray(value) && !isBinary(value);

const isBinary = (value: unknown): value is Uint8Array => value instanceof Uint8Array;

/** Terraform writes an unknown as extension 0, and one with a known property (not null, a prefix) as extension 12. */
const extensions = new ExtensionCodec();
extensions.register({ type: 0, encode: () => null, decode: () => unknown });
extensions.register({ type: 12, encode: () => null, decode: () => unknown });
const decoder = new Decoder({ extensionCodec: extensions });
const encoder = new Encoder({ extensionCodec: extensions });
const unknownOnTheWire = new ExtData(0, new Uint8Array([0]));

export interface DynamicValue {
  readonly msgpack?: Uint8Array;
  readonly json?: Uint8Array;
}

export function decodeValue(value: DynamicValue | null | undefined): Value {
  if (value?.msgpack && value.msgpack.length > 0) return decoder.decode(value.msgpack) as Value;
  if (value?.json && value.json.length > 0) return JSON.parse(Buffer.from(value.json).toString('utf8')) as Value;
  return null;
}

export function encodeValue(value: Value): { msgpack: Buffer } {
  return { msgpack: Buffer.from(encoder.encode(forTheWire(value))) };
}

function forTheWire(value: Value): unknown {
  if (value === unknown) return unknownOnTheWire;
  if (Array.isArray(value)) return value.map(forTheWire);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, forTheWire(each)]));
  return value;
}

export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((each, i) => sameValue(each, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && sameValue(a[key], b[key]));
}

export function isWhollyKnown(value: Value | undefined): boolean {
  if (value === unknown) return false;
  if (Array.isArray(value)) return value.every(isWhollyKnown);
  return !isObject(value) || Object.values(value).every(isWhollyKnown);
}

/** A state of an older run, given every attribute and block of today's schema and none besides: Terraform insists on both. */
export function conformToBlock(block: Block, value: Value | undefined): Value {
  if (!isObject(value)) return null;
  const attributes = block.attributes.map((each) => [each.name, conformAttribute(each, value[each.name])] as const);
  const blocks = block.blocks.map((each) => {
    const found = value[each.name];
    if (each.nesting === 'single') return [each.name, conformToBlock(each.block, found)] as const;
    return [each.name, Array.isArray(found) ? found.map((item) => conformToBlock(each.block, item)) : []] as const;
  });
  return Object.fromEntries<Value>([...attributes, ...blocks]);
}

const conformAttribute = (attribute: Attribute, value: Value | undefined): Value =>
  conformToType(attribute.type, value ?? null);

function conformToType(type: AttributeType, value: Value): Value {
  if (value === null || typeof type === 'string') return value;
  if (type[0] === 'object') {
    const object = isObject(value) ? value : {};
    return Object.fromEntries(
      Object.entries(type[1]).map(([key, each]) => [key, conformToType(each, object[key] ?? null)]),
    );
  }
  const element = type[1];
  if (Array.isArray(value)) return value.map((each) => conformToType(element, each));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, conformToType(element, each)]));
}
