/**
 * Provider schemas without a provider binary: read from the sources inside the installed `@cdktf/provider-*` packages.
 *
 * What is exact: every attribute and block, its type, whether it is required, optional, computed or optional and computed,
 * list against set, and whether a block may occur once or often. What the packages do not say, and what is done about it:
 * - which attributes are sensitive: the table in sensitive-attributes.ts;
 * - exact minimum and maximum of blocks: at least one where required, one at most where single, otherwise no limit;
 * - schema version numbers: always 0;
 * - defaults, formats, enumerations, conflicts, what forces a replacement: not in any schema, so not here either.
 */
import { findSource } from './provider-source';
import type { ProviderName } from './provider-source';
import type { Attribute, AttributeType, Block, NestedAttributes, NestedBlock, SchemaKind } from './schema';
import { sensitiveAttributes } from './sensitive-attributes';

const cache = new Map<string, Block | undefined>();

/** The schema of one resource, data source or provider, or undefined where the provider has no such type. */
export function findSchema(provider: ProviderName, kind: SchemaKind, typeName: string): Block | undefined {
  const key = `${provider} ${kind} ${typeName}`;
  if (!cache.has(key)) {
    const source = findSource(provider, kind, typeName);
    cache.set(key, source === undefined ? undefined : parseSchema(source, kind, typeName));
  }
  return cache.get(key);
}

/** Reads the generated TypeScript of one type. */
export function parseSchema(source: string, kind: SchemaKind, typeName: string): Block {
  const declarations = splitDeclarations(source);
  const main = [...declarations.entries()].find(([, text]) =>
    /^export class \w+ extends cdktf\.Terraform(Resource|DataSource|Provider) /.test(text),
  );
  if (main === undefined) throw new Error(`no Terraform class in the generated source of ${typeName}`);
  const [name, text] = main;
  const owner: Owner = {
    members: parseMembers(text),
    entries: parseEntries(text),
    interfaceText: declarations.get(`interface ${name.replace(/^class /, '')}Config`) ?? '',
  };
  const sensitive = new Set(sensitiveAttributes[typeName] ?? []);
  const block = new SchemaReader(declarations, typeName, sensitive).block(owner, []);
  if (kind !== 'provider') return block;
  // `alias` is Terraform's own argument; the generated class lists it among the provider's.
  return { ...block, attributes: block.attributes.filter((attribute) => attribute.name !== 'alias') };
}

/** `// name - computed: .., optional: .., required: ..` and how the class reads the attribute. */
interface Member {
  readonly name: string;
  readonly computed: boolean;
  readonly optional: boolean;
  readonly required: boolean;
  /** Class that is made for it, with whether it wraps a set, such as `VpcIpamOperatingRegionsList`. */
  readonly made?: { readonly className: string; readonly isSet: boolean };
  /** Expression that the getter returns otherwise, such as `this.getStringAttribute('arn')`. */
  readonly getter?: string;
}

/** How the class writes an attribute that can be assigned. */
interface Entry {
  readonly value: string;
  /** True for a block or object, as against a plain value. */
  readonly isComplex: boolean;
  readonly kind: string;
  readonly storage: string;
}

interface Owner {
  readonly members: readonly Member[];
  readonly entries: ReadonlyMap<string, Entry>;
  readonly interfaceText: string;
}

function splitDeclarations(source: string): Map<string, string> {
  const parts = source.split(/^(?=export (?:class|interface|function) )/m);
  const named = parts.map((text) => [/^export (class|interface|function) (\w+)/.exec(text), text] as const);
  return new Map(named.flatMap(([match, text]) => (match ? [[`${match[1]} ${match[2]}`, text] as const] : [])));
}

function parseMembers(classText: string): Member[] {
  const comment = /^ *\/\/ (\w+) - computed: (true|false), optional: (true|false), required: (true|false)$/m;
  const parts = classText.split(comment).slice(1);
  const members: Member[] = [];
  for (let i = 0; i + 4 < parts.length; i += 5) {
    const [name, computed, optional, required, body] = parts.slice(i, i + 5) as [
      string,
      string,
      string,
      string,
      string,
    ];
    const made = /^\s*private \w+ = new ([\w.]+)\(this, "\w+"(?:, (true|false))?\)/.exec(body);
    const getter = /return (.*);/.exec(body)?.[1];
    members.push({
      name,
      computed: computed === 'true',
      optional: optional === 'true',
      required: required === 'true',
      ...(made ? { made: { className: made[1] as string, isSet: made[2] === 'true' } } : {}),
      ...(getter === undefined ? {} : { getter }),
    });
  }
  return members;
}

function parseEntries(text: string): Map<string, Entry> {
  const entry =
    /^ +(\w+): \{\n +value: (.*),\n +isBlock: (true|false),\n +type: "(\w+)",\n +storageClassType: "(\w+)",$/gm;
  const entries = [...text.matchAll(entry)].map(([, name, value, complex, kind, storage]) => {
    return [name as string, { value, isComplex: complex === 'true', kind, storage } as Entry] as const;
  });
  return new Map(entries);
}

class SchemaReader {
  constructor(
    private readonly declarations: ReadonlyMap<string, string>,
    private readonly typeName: string,
    private readonly sensitive: ReadonlySet<string>,
  ) {}

  block(owner: Owner, path: readonly string[]): Block {
    const attributes: Attribute[] = [];
    const blocks: NestedBlock[] = [];
    for (const member of owner.members) {
      const nested = this.nestedBlock(member, owner, path);
      if (nested) blocks.push(nested);
      else attributes.push(this.attribute(member, owner, path));
    }
    return { attributes, blocks };
  }

  /** Returns the block that a member stands for, or undefined if it is an attribute. */
  private nestedBlock(member: Member, owner: Owner, path: readonly string[]): NestedBlock | undefined {
    const entry = owner.entries.get(member.name);
    if (!entry?.isComplex) return undefined;
    const mapper = /listMapperHcl\(\w+, (true|false)\)/.exec(entry.value)?.[1];
    if (entry.kind === 'struct') {
      // The generator describes a block by this line and nothing else; an object attribute lacks it.
      if (!owner.interfaceText.includes(`* ${member.name} block\n`)) return undefined;
    } else if (entry.kind === 'map' || mapper === 'false') return undefined;
    const struct = structOfEntry(entry);
    return {
      name: member.name,
      nesting: entry.kind === 'struct' ? 'single' : (entry.kind as 'list' | 'set'),
      block: this.block(this.struct(struct, path), [...path, struct]),
      minItems: entry.kind !== 'struct' && member.required ? 1 : 0,
      maxItems: entry.kind !== 'struct' && mapper === undefined ? 1 : 0,
    };
  }

  private attribute(member: Member, owner: Owner, path: readonly string[]): Attribute {
    const entry = owner.entries.get(member.name);
    const nested = entry?.isComplex ? this.nestedAttributes(member, entry, path) : undefined;
    return {
      name: member.name,
      type: this.typeOf(member, entry, path),
      ...(nested ? { nested } : {}),
      required: member.required,
      optional: member.optional,
      computed: member.computed,
      sensitive: path.length === 0 && this.sensitive.has(member.name),
      writeOnly: member.optional && !member.computed && member.name.endsWith('_wo'),
    };
  }

  /**
   * Objects come in two kinds. Those of the older kind are one type: all their members are as required as the attribute
   * itself. Those of the newer kind have a rule for each member, and only these may leave some out.
   */
  private nestedAttributes(member: Member, entry: Entry, path: readonly string[]): NestedAttributes | undefined {
    const struct = structOfEntry(entry);
    const owner = this.struct(struct, path);
    const isOlderKind =
      [...owner.entries.values()].some((each) => each.value.includes('=== undefined ? null')) ||
      (member.computed && owner.members.every((each) => each.optional === member.optional && each.computed));
    if (isOlderKind) return undefined;
    const attributes = owner.members.map((each) => this.attribute(each, owner, [...path, struct]));
    return { nesting: entry.kind === 'struct' ? 'single' : (entry.kind as 'list' | 'set' | 'map'), attributes };
  }

  private typeOf(member: Member, entry: Entry | undefined, path: readonly string[]): AttributeType {
    if (entry && !entry.isComplex) return plainType(entry.kind, entry.storage);
    if (entry) return wrap(entry.kind, this.objectType(structOfEntry(entry), path));
    if (member.made) return this.typeOfClass(member.made.className, member.made.isSet, path);
    return typeOfGetter(member.getter ?? '', `${this.typeName}.${member.name}`);
  }

  private typeOfClass(className: string, isSet: boolean, path: readonly string[]): AttributeType {
    const list = isSet ? 'set' : 'list';
    if (className.startsWith('cdktf.')) {
      const storage = className.charAt(6).toLowerCase() + className.slice(7);
      return plainType(storage.endsWith('List') ? list : 'map', storage);
    }
    if (className.endsWith('OutputReference')) return this.objectType(className.replace(/OutputReference$/, ''), path);
    if (className.endsWith('MapList')) return [list, ['map', this.objectType(className.slice(0, -7), path)]];
    if (className.endsWith('ListMap')) return ['map', [list, this.objectType(className.slice(0, -7), path)]];
    if (className.endsWith('ListList')) return [list, ['list', this.objectType(className.slice(0, -8), path)]];
    if (className.endsWith('List')) return [list, this.objectType(className.slice(0, -4), path)];
    return ['map', this.objectType(className.slice(0, -3), path)];
  }

  private objectType(struct: string, path: readonly string[]): AttributeType {
    const owner = this.struct(struct, path);
    const inner = [...path, struct];
    return [
      'object',
      Object.fromEntries(owner.members.map((each) => [each.name, this.memberType(each, owner, inner)])),
    ];
  }

  private memberType(member: Member, owner: Owner, path: readonly string[]): AttributeType {
    return this.typeOf(member, owner.entries.get(member.name), path);
  }

  private struct(name: string, path: readonly string[]): Owner {
    // The few types that contain themselves are cut off here: an empty object.
    if (path.includes(name)) return { members: [], entries: new Map(), interfaceText: '' };
    const functionName = `${name.charAt(0).toLowerCase()}${name.slice(1)}ToHclTerraform`;
    const entries = parseEntries(this.declarations.get(`function ${functionName}`) ?? '');
    const interfaceText = this.declarations.get(`interface ${name}`) ?? '';
    const classText = this.declarations.get(`class ${name}OutputReference`);
    const members = classText === undefined ? membersOfInterface(interfaceText, entries) : parseMembers(classText);
    return { members, entries, interfaceText };
  }
}

/** A provider's own blocks have no class: the interface lists the same names in the same order as the entries. */
function membersOfInterface(interfaceText: string, entries: ReadonlyMap<string, Entry>): Member[] {
  const marks = [...interfaceText.matchAll(/^ +readonly \w+(\??):/gm)].map((match) => match[1] === '?');
  const names = [...entries.keys()];
  if (marks.length !== names.length) throw new Error(`interface and entries differ: ${interfaceText.slice(0, 80)}`);
  return names.map((name, i) => ({ name, computed: false, optional: marks[i] === true, required: marks[i] === false }));
}

const structOfEntry = (entry: Entry): string =>
  entry.kind === 'struct' ? entry.storage : entry.storage.replace(/(List|Map)$/, '');

function wrap(kind: string, element: AttributeType): AttributeType {
  return kind === 'list' || kind === 'set' || kind === 'map' ? [kind, element] : element;
}

/** `stringListList` of kind set is a set of lists: only the outermost kind is known, inner ones are taken for lists. */
function plainType(kind: string, storage: string): AttributeType {
  if (kind === 'simple') return scalarType(storage);
  return wrap(kind, plainInner(storage.replace(/(List|Map)$/, '')));
}

function plainInner(storage: string): AttributeType {
  if (storage.endsWith('List')) return ['list', plainInner(storage.slice(0, -4))];
  if (storage.endsWith('Map')) return ['map', plainInner(storage.slice(0, -3))];
  return scalarType(storage);
}

function scalarType(storage: string): AttributeType {
  if (storage === 'string' || storage === 'number') return storage;
  if (storage === 'boolean') return 'bool';
  if (storage === 'any') return 'dynamic';
  throw new Error(`unknown plain type ${storage} in a generated provider package`);
}

const getterTypes: readonly (readonly [RegExp, AttributeType])[] = [
  [/^this\.getStringAttribute\(/, 'string'],
  [/^this\.getNumberAttribute\(/, 'number'],
  [/^this\.getBooleanAttribute\(/, 'bool'],
  [/^this\.getListAttribute\(/, ['list', 'string']],
  [/^cdktf\.Fn\.tolist\(this\.getListAttribute\(/, ['set', 'string']],
  [/^this\.getNumberListAttribute\(/, ['list', 'number']],
  [/^cdktf\.Token\.asNumberList\(cdktf\.Fn\.tolist\(/, ['set', 'number']],
  [/^this\.getStringMapAttribute\(/, ['map', 'string']],
  [/^this\.getNumberMapAttribute\(/, ['map', 'number']],
  [/^this\.getBooleanMapAttribute\(/, ['map', 'bool']],
  [/^this\.interpolationForAttribute\(/, 'dynamic'],
  [/^cdktf\.Token\.asAny\(/, 'dynamic'],
];

function typeOfGetter(getter: string, where: string): AttributeType {
  const found = getterTypes.find(([pattern]) => pattern.test(getter));
  if (!found) throw new Error(`${where}: the type cannot be read from ${JSON.stringify(getter)}`);
  return found[1];
}
