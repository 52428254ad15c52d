import type { World } from './terraform';

/** A resource that a state holds. */
export interface StoredResource {
  readonly address: string;
  readonly type: string;
  readonly values: Record<string, unknown>;
}

/** As much of a state's file as tests read. */
export interface StateFile {
  readonly serial: number;
  readonly resources: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly {
      /** Of a resource that has several, what tells them apart. */
      readonly index_key?: string | number;
      readonly attributes: Record<string, unknown>;
    }[];
  }[];
}

/**
 * Returns the resources that the state of a stack of `edge` holds, without its data sources. The file is read, which takes no
 * command, and a folder need not be ready for one.
 *
 * @throws Error if the stack was never applied
 */
export async function storedResources(tf: World, stack: string): Promise<StoredResource[]> {
  const { resources } = JSON.parse(await tf.read(`state/edge/${stack}.tfstate`)) as StateFile;
  return resources
    .filter(({ mode }) => mode === 'managed')
    .flatMap(({ type, name, instances }) =>
      instances.map(({ index_key: key, attributes }) => ({
        address: `${type}.${name}${key === undefined ? '' : `[${JSON.stringify(key)}]`}`,
        type,
        values: attributes,
      })),
    );
}
