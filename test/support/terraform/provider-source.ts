import { existsSync, readFileSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import type { SchemaKind } from './schema';

/** The providers that have a stand-in. Each is read from the installed package `@cdktf/provider-<name>`. */
export type ProviderName = 'aws' | 'google' | 'random' | 'tls';
export const providerNames: readonly ProviderName[] = ['aws', 'google', 'random', 'tls'];

/**
 * The TypeScript from which a generated provider module was compiled, or undefined where the provider has no such type.
 *
 * It travels in the source map at the end of `lib/<type>/index.js`. The compiled JavaScript would not do: the compiler
 * drops the line `// name - computed: true, optional: true, required: false` of every attribute that has a setter.
 *
 * @param typeName the Terraform type, such as `aws_vpc`; the provider's own name for kind `provider`
 */
export function findSource(provider: ProviderName, kind: SchemaKind, typeName: string): string | undefined {
  for (const folder of foldersFor(provider, kind, typeName)) {
    const file = path.join(packageFolder(provider), 'lib', folder, 'index.js');
    if (!existsSync(file)) continue;
    const source = [file, ...shardFiles(path.dirname(file))].map(embeddedSource).join('\n');
    if (kind === 'provider' || source.includes(`tfResourceType = "${typeName}"`)) return source;
  }
  return undefined;
}

/** `aws_vpc` lives in `vpc`, its data source in `data-aws-vpc`; names that TypeScript reserves get `-resource` appended. */
function foldersFor(provider: ProviderName, kind: SchemaKind, typeName: string): string[] {
  if (kind === 'provider') return ['provider'];
  if (!typeName.startsWith(`${provider}_`)) return [];
  const name = typeName.slice(provider.length + 1).replaceAll('_', '-');
  return kind === 'data' ? [`data-${provider}-${name}`] : [name, `${name}-resource`];
}

/** The largest types keep their nested structures in files of 400 each. */
function shardFiles(folder: string): string[] {
  const shards = path.join(folder, 'index-structs');
  if (!existsSync(shards)) return [];
  return readdirSync(shards)
    .filter((name) => /^structs\d+\.js$/.test(name))
    .map((name) => path.join(shards, name));
}

function embeddedSource(file: string): string {
  const text = readFileSync(file, 'utf8');
  const marker = 'sourceMappingURL=data:application/json;base64,';
  const start = text.lastIndexOf(marker);
  if (start < 0)
    throw new Error(`${file} carries no source map: the schemas cannot be read from this provider package`);
  const map = JSON.parse(Buffer.from(text.slice(start + marker.length).trim(), 'base64').toString('utf8')) as {
    sourcesContent: string[];
  };
  return map.sourcesContent.join('\n');
}

const packageFolder = (provider: ProviderName): string =>
  path.dirname(require.resolve(`@cdktf/provider-${provider}/package.json`));
