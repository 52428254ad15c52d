import type { CloudFactsTable } from '../kernel/cloud/facts';
import type { PoolColour } from '../kernel/kong-upgrade';
import type { RedisPassword } from '../kernel/redis-password';
import type { Words } from '../kernel/text/text';
import type { DatacenterSpec } from '../spec/spec';
import type { StandingSizes } from '../spec/standing';
import type { StatedPaths } from '../spec/stated';

/** The inputs of the planner, beside the spec. */
export interface PlanInputs {
  /** Index of each datacenter by name, from the lock file. */
  readonly indexes: Readonly<Record<string, number>>;
  readonly facts: CloudFactsTable;
  /** Fields of the spec that the user wrote; the others have their defaults. */
  readonly stated: StatedPaths;
  /** Base name of the spec, for headers. */
  readonly specFile: Words;
  /** Sizes of what holds data, by datacenter: derived ones are never below. @default nothing stands */
  readonly standing?: StandingSizes;
  /** Colour of the pools of `kong.version`. @default `blue`, that of a topology that has seen no upgrade */
  readonly colour?: PoolColour;
  /** Password of the Redis that stands, as far as anybody knows. @default no Redis stands */
  readonly redisPassword?: RedisPassword;
}

/**
 * Returns the index of a datacenter, by which it has its addresses.
 *
 * @throws Error if the lock file has none for it
 */
export function indexOf({ name }: DatacenterSpec, { indexes }: Pick<PlanInputs, 'indexes'>): number {
  const index = indexes[name];
  if (index === undefined) throw new Error(`datacenter ${name} has no index`);
  return index;
}
