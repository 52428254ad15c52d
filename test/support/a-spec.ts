import { CLOUD_FACTS } from '../../src/clouds/facts';
import type { CloudId } from '../../src/kernel/ids';
import { planTopology } from '../../src/plan/plan-topology';
import type { Plan } from '../../src/plan/plan';
import { parseSpec } from '../../src/spec/parse';
import type { Spec } from '../../src/spec/spec';
import type { StatedPaths, StatedSpec } from '../../src/spec/stated';

/**
 * The least that a datacenter of a test needs to state; region and project have defaults for tests: each AWS datacenter
 * a region of its own.
 */
export interface ADatacenter {
  readonly name: string;
  readonly cloud: CloudId;
  readonly region?: string;
  readonly [field: string]: unknown;
}

const REGIONS: Readonly<Record<CloudId, readonly string[]>> = {
  aws: ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1', 'ap-northeast-1', 'ap-southeast-1'],
  google: ['europe-west1'],
};

/** Returns the default region of a datacenter, by its number among those of its cloud. */
function defaultRegion(datacenters: readonly ADatacenter[], { cloud, name }: ADatacenter): string {
  const number = datacenters.filter((it) => it.cloud === cloud).findIndex((it) => it.name === name);
  const regions = REGIONS[cloud];
  return regions[number % regions.length] ?? '';
}

/**
 * Makes a spec of these datacenters with the real parser; `fields` are added at its top level.
 *
 * @throws Error if the spec has faults
 */
export function aSpec(datacenters: readonly ADatacenter[], fields: Readonly<Record<string, unknown>> = {}): Spec {
  return aStatedSpec(datacenters, fields).spec;
}

/** Adds a checksum where a release or an address is stated without one: not every release has one of its own. */
export function withChecksum(kong: object): object {
  const needed = 'version' in kong || 'packageUrl' in kong;
  return needed ? { packageSha256: 'a'.repeat(64), ...kong } : kong;
}

/** Makes such a spec, with the fields that it states. */
export function aStatedSpec(
  datacenters: readonly ADatacenter[],
  fields: Readonly<Record<string, unknown>>,
): StatedSpec {
  const document = {
    name: 'edge',
    requestsPerSecond: 12000,
    googleProject: 'acme-edge',
    datacenters: datacenters.map((it) => ({ region: defaultRegion(datacenters, it), ...it })),
    ...fields,
    ...('kong' in fields ? { kong: withChecksum(fields['kong'] as object) } : {}),
  };
  const parsed = parseSpec(JSON.stringify(document), 'edge.json', CLOUD_FACTS);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues, null, 2));
  return parsed.value;
}

/** Makes its plan, with indexes in the order of the list unless stated. */
export function aPlan(
  datacenters: readonly ADatacenter[],
  fields: Readonly<Record<string, unknown>> = {},
  indexes: Readonly<Record<string, number>> = Object.fromEntries(datacenters.map((it, i) => [it.name, i])),
): Plan {
  const { spec, stated } = aStatedSpec(datacenters, fields);
  const planned = planTopology(spec, { indexes, facts: CLOUD_FACTS, stated, specFile: 'edge.json' });
  if (!planned.ok) throw new Error(JSON.stringify(planned.issues, null, 2));
  return planned.value;
}

/** The fields that every spec states, for plans whose test does not look at the source of a number. */
export const LEAST_STATED: StatedPaths = new Set(['name', 'requestsPerSecond', 'datacenters']);

/** The datacenters of the worked example: one on each cloud. */
export const TWO_CLOUDS: readonly ADatacenter[] = [
  { name: 'us-east', cloud: 'aws' },
  { name: 'eu-west', cloud: 'google' },
];
