import ts from 'typescript';

/** A JSON Schema of draft 7. */
export type Schema = { readonly [key: string]: unknown };

/**
 * Writes types of TypeScript as JSON Schemas, by what the compiler knows of them, so that types that are computed (of zod's
 * definitions, `Pick`, intersections) come out as what they are. Objects allow no other fields than their own. Types with a name
 * become `definitions`.
 */
export class SchemaWriter {
  private readonly definitions = new Map<ts.Type, { readonly name: string; schema: Schema }>();

  constructor(private readonly checker: ts.TypeChecker) {}

  /** Returns the schema of a type with all that it refers to. */
  write(type: ts.Type): Schema {
    const schema = this.schemaOf(type);
    const named = [...this.definitions.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    return { ...schema, definitions: Object.fromEntries(named.map((it) => [it.name, it.schema])) };
  }

  private schemaOf(type: ts.Type): Schema {
    const { flags } = type;
    if (type.isUnion()) return this.union(type.types);
    if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
    if (flags & ts.TypeFlags.BooleanLiteral) return { const: this.checker.typeToString(type) === 'true' };
    if (flags & (ts.TypeFlags.StringLike | ts.TypeFlags.ESSymbolLike)) return { type: 'string' };
    if (flags & ts.TypeFlags.NumberLike) return { type: 'number' };
    if (flags & ts.TypeFlags.Null) return { type: 'null' };
    // A text of a language is a string with a mark that exists for the compiler alone.
    if (type.isIntersection() && type.types.some((it) => it.flags & TEXT)) return { type: 'string' };
    if (this.checker.isTupleType(type)) return this.tuple(type as ts.TypeReference);
    if (this.checker.isArrayType(type))
      return { type: 'array', items: this.schemaOf(this.argumentsOf(type)[0] as ts.Type) };
    if (flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) return this.named(type);
    throw new Error(`no schema for the type ${this.checker.typeToString(type)}`);
  }

  private union(types: readonly ts.Type[]): Schema {
    const present = types.filter((it) => !(it.flags & ts.TypeFlags.Undefined));
    const schemas = present.map((it) => this.schemaOf(it));
    const values = schemas.flatMap((it) => ('const' in it ? [it['const']] : []));
    const others = schemas.filter((it) => !('const' in it));
    const forms = values.includes(true) && values.includes(false) ? [{ type: 'boolean' }] : enumOf(values);
    const all = [...forms, ...others];
    return all.length === 1 ? all[0]! : { anyOf: all };
  }

  private tuple(type: ts.TypeReference): Schema {
    const items = this.argumentsOf(type).map((it) => this.schemaOf(it));
    return { type: 'array', items, minItems: items.length, additionalItems: false };
  }

  private argumentsOf(type: ts.Type): readonly ts.Type[] {
    return this.checker.getTypeArguments(type as ts.TypeReference);
  }

  /** Refers to a type by its name, or writes it in place if it has none of its own. */
  private named(type: ts.Type): Schema {
    const symbol = nameOf(type);
    if (!symbol) return this.object(type);
    const known = this.definitions.get(type);
    if (known) return { $ref: `#/definitions/${known.name}` };
    const names = new Set([...this.definitions.values()].map(({ name }) => name));
    let name = symbol.name;
    for (let i = 2; names.has(name); i++) name = `${symbol.name}${i}`;
    const definition = { name, schema: {} as Schema };
    this.definitions.set(type, definition);
    definition.schema = { ...this.described(symbol), ...this.object(type) };
    return { $ref: `#/definitions/${name}` };
  }

  private object(type: ts.Type): Schema {
    const { checker } = this;
    const properties = checker
      .getPropertiesOfType(type)
      .map((it): readonly [ts.Symbol, ts.Type] => [it, checker.getTypeOfSymbol(it)]);
    const rest = checker.getIndexInfoOfType(type, ts.IndexKind.String)?.type;
    const isOpen = rest !== undefined && !(rest.flags & ts.TypeFlags.Never);
    const required = properties.filter(([symbol, of]) => !isOptional(symbol, of)).map(([symbol]) => symbol.name);
    return {
      type: 'object',
      properties: Object.fromEntries(
        properties.map(([symbol, of]) => [symbol.name, { ...this.schemaOf(of), ...this.described(symbol) }]),
      ),
      ...(required.length > 0 ? { required } : {}),
      additionalProperties: isOpen ? this.schemaOf(rest) : false,
    };
  }

  private described(symbol: ts.Symbol): Schema {
    const words = ts.displayPartsToString(symbol.getDocumentationComment(this.checker)).replace(/\s+/g, ' ');
    return words === '' ? {} : { description: words };
  }
}

const TEXT = ts.TypeFlags.StringLike | ts.TypeFlags.ESSymbolLike;

function enumOf(values: readonly unknown[]): Schema[] {
  return values.length === 0 ? [] : values.length === 1 ? [{ const: values[0] }] : [{ enum: values }];
}

/** Returns the interface or the alias that a type is known by; the compiler's own helpers are none. */
function nameOf({ aliasSymbol, symbol }: ts.Type): ts.Symbol | undefined {
  const [declared] = [aliasSymbol, symbol].filter((it) => it !== undefined && !it.name.startsWith('__'));
  const file = declared?.declarations?.[0]?.getSourceFile();
  return file?.fileName.includes('/node_modules/') ? undefined : declared;
}

function isOptional(symbol: ts.Symbol, type: ts.Type): boolean {
  const parts = type.isUnion() ? type.types : [type];
  return Boolean(symbol.flags & ts.SymbolFlags.Optional) || parts.some((it) => it.flags & ts.TypeFlags.Undefined);
}
