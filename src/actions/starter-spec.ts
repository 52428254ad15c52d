import { CLOUD_FACTS } from '../clouds/facts';
import { CLOUD_IDS, type CloudId } from '../kernel/ids';
import { fillTemplate, holes, type Templates } from '../kernel/template';
import { commentText } from '../kernel/text/comment';
import { literal, made, type Text } from '../kernel/text/text';
import { yamlText } from '../kernel/text/yaml';
import { DEFAULT_KONG } from '../spec/kong-releases';

/** Values of a starter spec that its user states, or leaves to `STARTER`. */
export interface Starter {
  readonly name: string;
  readonly requestsPerSecond: number;
  readonly datacenters: number;
  /** Clouds that give the datacenters in turn. */
  readonly clouds: readonly CloudId[];
  /** Path of the JSON Schema for editors, relative to the spec. */
  readonly schema: string;
}

/** The starter spec of a user who states nothing. */
export const STARTER: Starter = {
  name: 'edge',
  requestsPerSecond: 12_000,
  datacenters: 2,
  clouds: CLOUD_IDS,
  schema: './node_modules/topogen/schema/topology.schema.json',
};

/** Returns how many datacenters there are to start with on these clouds. */
export function mostDatacenters(clouds: readonly CloudId[]): number {
  return clouds.reduce((sum, id) => sum + CLOUD_FACTS[id].shortForm.length, 0);
}

/**
 * Returns the commented spec that `topogen init` writes: valid as it is, so that every other command works on it at
 * once.
 */
export function starterSpec(templates: Templates, starter: Starter = STARTER): string {
  const values = {
    name: yamlText(starter.name),
    requestsPerSecond: starter.requestsPerSecond,
    projects: projectLines(starter.clouds),
    datacenters: datacenterLines(starter),
    kong: yamlText(DEFAULT_KONG),
  };
  return fillTemplate(
    templates,
    'starter/topology.yaml',
    holes('yaml', values, { schema: commentText(starter.schema) }),
  );
}

const yaml = literal<'yaml'>();

/** Returns the first datacenters that the short form `"datacenters": n` has on these clouds, written out. */
function datacenterLines({ clouds, datacenters }: Starter): Text<'yaml'> {
  const rounds = Math.max(...clouds.map((id) => CLOUD_FACTS[id].shortForm.length));
  const inTurn = Array.from({ length: rounds }, (_, round) =>
    clouds.flatMap((id) => CLOUD_FACTS[id].shortForm.slice(round, round + 1).map((entry) => ({ ...entry, cloud: id }))),
  ).flat();
  const entries = inTurn.slice(0, datacenters).map(
    ({ name, cloud, region }) =>
      yaml`  - name: ${yamlText(name)}
    cloud: ${yamlText(cloud)}
    region: ${yamlText(region)}`,
  );
  return made(entries.join('\n'));
}

/** Returns a line for each cloud of the spec that keeps its resources in a project. */
function projectLines(clouds: readonly CloudId[]): Text<'yaml'> {
  const keys = clouds.flatMap((id) => CLOUD_FACTS[id].project?.defaultKey ?? []);
  const lines = keys.map(
    (key) => yaml`# The project of these datacenters; put yours here.\n${yamlText(key)}: my-project-id\n\n`,
  );
  return made(lines.join(''));
}
