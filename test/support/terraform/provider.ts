/**
 * A stand-in provider: a gRPC server in this process that Terraform takes for hashicorp/aws, google, random or tls.
 *
 * It knows the real schemas, so Terraform itself refuses what they do not allow. It creates nothing: apply gives every
 * computed attribute a made-up, repeatable value, read gives back the state. What it therefore cannot show: whatever only
 * the real provider or the cloud checks (formats, enumerations, conflicts, quotas), defaults that the real provider writes
 * into a plan, drift, and replacements beyond the table given to it.
 */
import * as grpc from '@grpc/grpc-js';
import type { ProviderSettings } from './behaviour';
import { conformToBlock, decodeValue, encodeValue, isObject } from './dynamic-value';
import type { DynamicValue, ObjectValue, Value } from './dynamic-value';
import type { ValueMaker } from './made-up-values';
import { needsLegacyTypeSystem, planResource, readDataSource, settleResource } from './planning';
import { encodeSchemas, errorDiagnostic, providerService } from './protocol';
import type { Diagnostic } from './protocol';
import type { ProviderName } from './provider-source';
import { changedPaths } from './replacement';
import type { ReplacementRules } from './replacement';
import type { Block, SchemaKind } from './schema';
import { schemaMessage } from './schema-message';
import { findSchema } from './schemas';
import { validateConfig } from './validation';

interface Request {
  readonly type_name: string;
  readonly config?: DynamicValue;
  readonly prior_state?: DynamicValue;
  readonly proposed_new_state?: DynamicValue;
  readonly planned_state?: DynamicValue;
  readonly current_state?: DynamicValue;
  readonly raw_state?: DynamicValue;
}
type Handler = (request: Request, settings: ProviderSettings, peer: string) => object | Promise<object>;

/** Shared by all providers of this process, by name and types. */
const encodedSchemas = new Map<string, Buffer>();

export class StandInProvider {
  private readonly server = new grpc.Server({
    'grpc.max_receive_message_length': -1,
    'grpc.max_send_message_length': -1,
  });
  /** Each provider block of a configuration, and each alias, has a connection of its own. */
  private readonly settingsByPeer = new Map<string, ProviderSettings>();
  private port = 0;

  constructor(
    readonly name: ProviderName,
    private readonly replacementRules: ReplacementRules,
    /**
     * Returns the types that Terraform may need, each time it asks for schemas. Names that the provider lacks are left
     * out, as by the real one.
     */
    private readonly typesInUse: () => Promise<Iterable<string>>,
    private readonly values: ValueMaker,
  ) {
    this.server.addService(providerService, this.implementation());
  }

  async start(): Promise<void> {
    this.port = await new Promise<number>((resolve, reject) => {
      this.server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) =>
        error ? reject(error) : resolve(port),
      );
    });
  }

  stop(): void {
    this.server.forceShutdown();
  }

  /** This provider's part of the environment variable TF_REATTACH_PROVIDERS. */
  reattachment(): object {
    return {
      Protocol: 'grpc',
      ProtocolVersion: 6,
      Pid: process.pid,
      Test: true,
      Addr: { Network: 'tcp', String: `127.0.0.1:${this.port}` },
    };
  }

  private implementation(): grpc.UntypedServiceImplementation {
    const handlers: Record<string, Handler> = {
      GetProviderSchema: () => this.schemas(),
      ValidateProviderConfig: () => ({}),
      ValidateResourceConfig: (request) => this.validate('resource', request),
      ValidateDataResourceConfig: (request) => this.validate('data', request),
      ConfigureProvider: (request, _settings, peer) => this.configure(request, peer),
      UpgradeResourceState: (request) => this.upgrade(request),
      ReadResource: (request) => ({ new_state: request.current_state }),
      PlanResourceChange: (request, settings) => this.plan(request, settings),
      ApplyResourceChange: (request, settings) => this.apply(request, settings),
      ReadDataSource: (request, settings) => this.readData(request, settings),
      StopProvider: () => ({}),
      GetFunctions: () => ({}),
    };
    return Object.fromEntries(Object.entries(handlers).map(([name, handler]) => [name, this.answering(handler)]));
  }

  private answering(handler: Handler): grpc.handleUnaryCall<Request, object> {
    return (call, callback) => {
      const peer = call.getPeer();
      const settings = this.settingsByPeer.get(peer) ?? { provider: this.name, defaultTags: {} };
      // A fault of the stand-in shows as a failed call, with its stack, in Terraform's own error.
      Promise.resolve()
        .then(() => handler(call.request, settings, peer))
        .then(
          (response) => callback(null, response),
          (error: Error) => callback({ code: grpc.status.INTERNAL, details: `stand-in ${this.name}: ${error.stack}` }),
        );
    };
  }

  private async schemas(): Promise<Buffer> {
    const all = [...(await this.typesInUse())].filter((name) => name.startsWith(`${this.name}_`)).sort();
    const key = `${this.name} ${all.join(' ')}`;
    const encoded = encodedSchemas.get(key) ?? encodeSchemas(this.schemasFor(all));
    encodedSchemas.set(key, encoded);
    return encoded;
  }

  private schemasFor(types: readonly string[]): object {
    return {
      provider: schemaMessage(this.schema('provider', this.name)),
      resource_schemas: this.schemasOf('resource', types),
      data_source_schemas: this.schemasOf('data', types),
      server_capabilities: { get_provider_schema_optional: true },
    };
  }

  private schemasOf(kind: SchemaKind, types: readonly string[]): object {
    const found = types.map((typeName) => [typeName, findSchema(this.name, kind, typeName)] as const);
    return Object.fromEntries(found.flatMap(([typeName, block]) => (block ? [[typeName, schemaMessage(block)]] : [])));
  }

  private schema(kind: SchemaKind, typeName: string): Block {
    const block = findSchema(this.name, kind, typeName);
    if (!block) throw new Error(`no ${kind} ${typeName}`);
    return block;
  }

  private validate(kind: SchemaKind, request: Request): object {
    return {
      diagnostics: validateConfig(request.type_name, this.schema(kind, request.type_name), decodeValue(request.config)),
    };
  }

  private configure(request: Request, peer: string): object {
    const config = decodeValue(request.config);
    const settings = readSettings(this.name, isObject(config) ? config : {});
    this.settingsByPeer.set(peer, settings);
    const missesRegion = this.name === 'aws' && isObject(config) && config['region'] === null;
    const hint = 'The real provider would look for a region in the environment; a configuration should name it.';
    return { diagnostics: missesRegion ? [errorDiagnostic('Missing region configuration', hint)] : [] };
  }

  private upgrade(request: Request): object {
    const stored = decodeValue(request.raw_state);
    return { upgraded_state: encodeValue(conformToBlock(this.schema('resource', request.type_name), stored)) };
  }

  private plan(request: Request, settings: ProviderSettings): object {
    const proposed = decodeValue(request.proposed_new_state);
    const prior = objectOrNull(decodeValue(request.prior_state));
    if (!isObject(proposed)) return { planned_state: encodeValue(null) };
    const typeName = request.type_name;
    const block = this.schema('resource', typeName);
    const config = objectOrNull(decodeValue(request.config)) ?? {};
    const planned = planResource({ typeName, block, prior, proposed, config, settings });
    const replaced = prior === null ? [] : changedPaths(this.replacementRules, typeName, prior, planned);
    return {
      planned_state: encodeValue(planned),
      requires_replace: replaced.map((steps) => ({ steps })),
      legacy_type_system: needsLegacyTypeSystem(typeName),
      diagnostics: missingProject(block, config, settings),
    };
  }

  private apply(request: Request, settings: ProviderSettings): object {
    const planned = decodeValue(request.planned_state);
    if (!isObject(planned)) return { new_state: encodeValue(null) };
    const typeName = request.type_name;
    const prior = objectOrNull(decodeValue(request.prior_state));
    const state = settleResource(this.values, settings, typeName, this.schema('resource', typeName), planned, prior);
    return { new_state: encodeValue(state), legacy_type_system: needsLegacyTypeSystem(typeName) };
  }

  private readData(request: Request, settings: ProviderSettings): object {
    const config = objectOrNull(decodeValue(request.config)) ?? {};
    const block = this.schema('data', request.type_name);
    return { state: encodeValue(readDataSource(this.values, settings, request.type_name, block, config)) };
  }
}

const objectOrNull = (value: Value): ObjectValue | null => (isObject(value) ? value : null);

function readSettings(provider: ProviderName, config: ObjectValue): ProviderSettings {
  const textOf = (name: 'region' | 'project' | 'zone'): object =>
    typeof config[name] === 'string' ? { [name]: config[name] } : {};
  return {
    provider,
    ...textOf('region'),
    ...textOf('project'),
    ...textOf('zone'),
    defaultTags: provider === 'google' ? textMap(config['default_labels']) : textMap(defaultTagsOf(config)),
  };
}

/** `default_tags` is a block that may occur once, with a map in it. */
function defaultTagsOf(config: ObjectValue): Value | undefined {
  const blocks = config['default_tags'];
  const first = Array.isArray(blocks) ? blocks[0] : undefined;
  return isObject(first) ? first['tags'] : undefined;
}

const textMap = (value: Value | undefined): Record<string, string> =>
  isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, String(each)])) : {};

/** The real provider refuses a resource of Google's when neither it nor the provider names a project. */
function missingProject(block: Block, config: ObjectValue, settings: ProviderSettings): Diagnostic[] {
  const attribute = block.attributes.find((each) => each.name === 'project');
  if (settings.provider !== 'google' || !attribute?.optional || !attribute.computed) return [];
  if (config['project'] !== null || settings.project !== undefined) return [];
  return [
    errorDiagnostic('project: required field is not set', 'Neither the resource nor its provider names a project.'),
  ];
}
