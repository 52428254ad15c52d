import * as grpc from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';

/**
 * Terraform's plugin protocol 6, as far as the stand-in providers speak it. Field numbers: docs/plugin-protocol/tfplugin6.9.proto
 * in hashicorp/terraform.
 */

type FieldSpec = string;
interface MessageSpec {
  readonly fields: Record<string, unknown>;
  readonly oneofs?: Record<string, { oneof: string[] }>;
}

/** `"bytes msgpack 1"`, `"repeated Attribute attributes 2"`, `"map<Schema> resource_schemas 2"`. */
function message(...specs: FieldSpec[]): MessageSpec {
  return { fields: Object.fromEntries(specs.map(field)) };
}

function field(spec: FieldSpec): [string, unknown] {
  const parts = spec.split(' ');
  const repeated = parts[0] === 'repeated';
  const [type, name, id] = (repeated ? parts.slice(1) : parts) as [string, string, string];
  const map = /^map<(\w+)>$/.exec(type);
  if (map) return [name, { keyType: 'string', type: map[1], id: Number(id) }];
  return [name, { type, id: Number(id), ...(repeated ? { rule: 'repeated' } : {}) }];
}

/** A call, its request and its response. */
interface CallSpec {
  readonly request: MessageSpec;
  readonly response: MessageSpec;
}
const call = (request: FieldSpec[], response: FieldSpec[]): CallSpec => ({
  request: message(...request),
  response: message(...response),
});

const calls: Record<string, CallSpec> = {
  GetProviderSchema: call(
    [],
    [
      'Schema provider 1',
      'map<Schema> resource_schemas 2',
      'map<Schema> data_source_schemas 3',
      'repeated Diagnostic diagnostics 4',
      'ServerCapabilities server_capabilities 6',
    ],
  ),
  ValidateProviderConfig: call(['DynamicValue config 1'], ['repeated Diagnostic diagnostics 2']),
  ValidateResourceConfig: call(['string type_name 1', 'DynamicValue config 2'], ['repeated Diagnostic diagnostics 1']),
  ValidateDataResourceConfig: call(
    ['string type_name 1', 'DynamicValue config 2'],
    ['repeated Diagnostic diagnostics 1'],
  ),
  ConfigureProvider: call(
    ['string terraform_version 1', 'DynamicValue config 2'],
    ['repeated Diagnostic diagnostics 1'],
  ),
  UpgradeResourceState: call(
    ['string type_name 1', 'int64 version 2', 'RawState raw_state 3'],
    ['DynamicValue upgraded_state 1', 'repeated Diagnostic diagnostics 2'],
  ),
  ReadResource: call(
    ['string type_name 1', 'DynamicValue current_state 2', 'bytes private 3'],
    ['DynamicValue new_state 1', 'repeated Diagnostic diagnostics 2', 'bytes private 3'],
  ),
  PlanResourceChange: call(
    [
      'string type_name 1',
      'DynamicValue prior_state 2',
      'DynamicValue proposed_new_state 3',
      'DynamicValue config 4',
      'bytes prior_private 5',
    ],
    [
      'DynamicValue planned_state 1',
      'repeated AttributePath requires_replace 2',
      'bytes planned_private 3',
      'repeated Diagnostic diagnostics 4',
      'bool legacy_type_system 5',
    ],
  ),
  ApplyResourceChange: call(
    [
      'string type_name 1',
      'DynamicValue prior_state 2',
      'DynamicValue planned_state 3',
      'DynamicValue config 4',
      'bytes planned_private 5',
    ],
    ['DynamicValue new_state 1', 'bytes private 2', 'repeated Diagnostic diagnostics 3', 'bool legacy_type_system 4'],
  ),
  ReadDataSource: call(
    ['string type_name 1', 'DynamicValue config 2'],
    ['DynamicValue state 1', 'repeated Diagnostic diagnostics 2'],
  ),
  StopProvider: call([], ['string Error 1']),
  GetFunctions: call([], ['repeated Diagnostic diagnostics 2']),
};

const messages: Record<string, MessageSpec> = {
  DynamicValue: message('bytes msgpack 1', 'bytes json 2'),
  Diagnostic: message('int32 severity 1', 'string summary 2', 'string detail 3', 'AttributePath attribute 4'),
  AttributePath: message('repeated Step steps 1'),
  Step: {
    ...message('string attribute_name 1', 'string element_key_string 2', 'int64 element_key_int 3'),
    oneofs: { selector: { oneof: ['attribute_name', 'element_key_string', 'element_key_int'] } },
  },
  RawState: message('bytes json 1'),
  Schema: message('int64 version 1', 'Block block 2'),
  Block: message('int64 version 1', 'repeated Attribute attributes 2', 'repeated NestedBlock block_types 3'),
  Attribute: message(
    'string name 1',
    'bytes type 2',
    'Object nested_type 10',
    'bool required 4',
    'bool optional 5',
    'bool computed 6',
    'bool sensitive 7',
    'bool write_only 11',
  ),
  NestedBlock: message(
    'string type_name 1',
    'Block block 2',
    'int32 nesting 3',
    'int64 min_items 4',
    'int64 max_items 5',
  ),
  Object: message('repeated Attribute attributes 1', 'int32 nesting 3'),
  ServerCapabilities: message('bool plan_destroy 1', 'bool get_provider_schema_optional 2'),
};

/** Definition of the service `tfplugin6.Provider` for a gRPC server. */
export const providerService: grpc.ServiceDefinition = loadService();

function loadService(): grpc.ServiceDefinition {
  const nested: Record<string, unknown> = { ...messages };
  const methods: Record<string, unknown> = {};
  for (const [name, { request, response }] of Object.entries(calls)) {
    nested[`${name}Request`] = request;
    nested[`${name}Response`] = response;
    methods[name] = { requestType: `${name}Request`, responseType: `${name}Response` };
  }
  nested['Provider'] = { methods };
  const root = { nested: { tfplugin6: { nested } } } as Parameters<typeof fromJSON>[0];
  const loaded = grpc.loadPackageDefinition(fromJSON(root, { keepCase: true, longs: Number, defaults: false }));
  const service = (loaded['tfplugin6'] as grpc.GrpcObject)['Provider'] as grpc.ServiceClientConstructor;
  return { ...service.service, GetProviderSchema: takingEncoded(service.service['GetProviderSchema']) };
}

/** A response that is already encoded goes out as it is. */
function takingEncoded(
  method: grpc.MethodDefinition<object, object> | undefined,
): grpc.MethodDefinition<object, object> {
  if (!method) throw new Error('the protocol lost GetProviderSchema');
  const responseSerialize = (value: object): Buffer =>
    Buffer.isBuffer(value) ? value : method.responseSerialize(value);
  return { ...method, responseSerialize };
}

/** The answer to GetProviderSchema is by far the largest message, and every command asks for it: encode it once. */
export function encodeSchemas(response: object): Buffer {
  const method = providerService['GetProviderSchema'] as grpc.MethodDefinition<object, object>;
  return method.responseSerialize(response);
}

export interface Diagnostic {
  /** 1 error, 2 warning */
  readonly severity: 1 | 2;
  readonly summary: string;
  readonly detail: string;
}

export const errorDiagnostic = (summary: string, detail: string): Diagnostic => ({ severity: 1, summary, detail });
