import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { both, type Bounds, type Constraint } from './constraint';
import { saidIn } from './said';
import type { Models, Shape } from './shape';

interface Schema {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: string;
  readonly maximum?: string;
  readonly description?: string;
}

interface Document {
  readonly schemas: Readonly<Record<string, Schema>>;
}

const FORMATS: Readonly<Record<string, Bounds>> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
};

/**
 * Reads Google's discovery documents in a folder with an unpacked `google-api-python-client`. A root is
 * `compute.v1 Address`: a resource as the API shows it.
 */
export function discoveryModels(folder: string, version: string): Models {
  const documents = new Map<string, Document>();
  const documentOf = (name: string): Document => {
    const known = documents.get(name);
    if (known) return known;
    const home = join(folder, 'googleapiclient', 'discovery_cache', 'documents');
    const document = JSON.parse(readFileSync(join(home, `${name}.json`), 'utf8')) as Document;
    documents.set(name, document);
    return document;
  };
  return {
    source: `google-api-python-client ${version}`,
    root(address) {
      const [name = '', schema = ''] = address.split(' ');
      const document = documentOf(name);
      if (document.schemas[schema] === undefined) throw new Error(`no resource ${address} in ${this.source}`);
      return shapeOf(name, document, schema, document.schemas[schema]);
    },
  };
}

function shapeOf(api: string, document: Document, name: string, schema: Schema): Shape {
  if (schema.$ref !== undefined) return shapeOf(api, document, schema.$ref, document.schemas[schema.$ref]!);
  if (schema.items !== undefined) return shapeOf(api, document, name, schema.items);
  const properties = schema.properties ?? {};
  return {
    name: `${api} ${name}`,
    constraint: constraintOf(schema),
    members: Object.keys(properties),
    member: (each) => (properties[each] ? shapeOf(api, document, `${name}.${each}`, properties[each]) : undefined),
  };
}

function constraintOf(schema: Schema): Constraint | undefined {
  const range: Bounds | undefined =
    schema.minimum !== undefined || schema.maximum !== undefined
      ? [numberOr(schema.minimum), numberOr(schema.maximum)]
      : FORMATS[schema.format ?? ''];
  const own = {
    ...(schema.enum ? { enum: schema.enum } : {}),
    ...(schema.pattern === undefined ? {} : { pattern: schema.pattern }),
    ...(range ? { range } : {}),
  };
  return both(Object.keys(own).length > 0 ? own : undefined, range ? saidIn(schema.description) : undefined);
}

function numberOr(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}
