import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { both, type Constraint } from './constraint';
import { saidIn } from './said';
import type { Models, Shape } from './shape';

interface Member {
  readonly shape: string;
  readonly documentation?: string;
}

interface AwsShape {
  readonly type: string;
  readonly members?: Readonly<Record<string, Member>>;
  readonly member?: Member;
  readonly enum?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly documentation?: string;
}

interface Service {
  readonly operations: Readonly<Record<string, { readonly input?: Member }>>;
  readonly shapes: Readonly<Record<string, AwsShape>>;
}

const INT32: Constraint = { range: [-(2 ** 31), 2 ** 31 - 1] };

/** Reads AWS's service models in a folder with an unpacked `botocore`. A root is `elbv2 CreateListener`: what that call takes. */
export function botocoreModels(folder: string, version: string): Models {
  const services = new Map<string, Service>();
  const serviceOf = (name: string): Service => {
    const known = services.get(name);
    if (known) return known;
    const home = join(folder, 'botocore', 'data', name);
    const newest = readdirSync(home).sort().at(-1)!;
    const packed = readFileSync(join(home, newest, 'service-2.json.gz'));
    const service = JSON.parse(gunzipSync(packed).toString()) as Service;
    services.set(name, service);
    return service;
  };
  return {
    source: `botocore ${version}`,
    root(address) {
      const [name = '', operation = ''] = address.split(' ');
      const service = serviceOf(name);
      const input = service.operations[operation]?.input;
      if (input === undefined) throw new Error(`no call ${address} in ${this.source}`);
      return shapeOf(name, service, input.shape);
    },
  };
}

/** `said`: the member that leads to it, and what the documentation says there. */
function shapeOf(serviceName: string, service: Service, name: string, said?: Named): Shape {
  const shape = service.shapes[name];
  if (shape === undefined) throw new Error(`no shape ${name} in ${serviceName}`);
  if (shape.type === 'list') return shapeOf(serviceName, service, shape.member!.shape, said);
  const members = shape.type === 'structure' ? (shape.members ?? {}) : {};
  const isWrapped = Object.keys(members).join() === 'Value';
  return {
    name: said?.name ?? `${serviceName} ${name}`,
    constraint: both(both(constraintOf(shape), saidIn(shape.documentation)), said?.constraint),
    members: Object.keys(members),
    member(each) {
      const member = members[each];
      if (member === undefined) return undefined;
      const constraint = saidIn(member.documentation);
      const named = constraint && { name: `${serviceName} ${name}.${each}`, constraint };
      return shapeOf(serviceName, service, member.shape, isWrapped ? said : named);
    },
  };
}

interface Named {
  readonly name: string;
  readonly constraint: Constraint;
}

function constraintOf({ type, enum: values, min, max, pattern }: AwsShape): Constraint | undefined {
  const bounds = [min ?? null, max ?? null] as const;
  const isBound = min !== undefined || max !== undefined;
  if (type === 'string') {
    if (values === undefined && pattern === undefined && !isBound) return undefined;
    return {
      ...(values ? { enum: values } : {}),
      ...(pattern === undefined ? {} : { pattern }),
      ...(isBound ? { length: bounds } : {}),
    };
  }
  if (type === 'integer') return isBound ? { range: bounds } : INT32;
  return (type === 'long' || type === 'double' || type === 'float') && isBound ? { range: bounds } : undefined;
}
