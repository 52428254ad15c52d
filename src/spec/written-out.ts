import { Document, isMap, isSeq, type Node } from 'yaml';
import type { SpecDocument } from './schema';
import { sumOfShares } from './shares';
import type { DatacenterSpec, PluginSpec, Spec } from './spec';

/** Width of a line, beyond which a list is written one entry a line. */
const COLUMNS = 100;

/**
 * Renders a spec as YAML with every default filled in, each marked as one. What the spec states, or what it extends, stands
 * as it is there. The text is a spec that means the same. Numbers that sizing chooses are no defaults: they follow from the load, and
 * are left out.
 *
 * @param written the spec's own value, with what it extends
 * @param document the same with the fixed defaults
 */
export function writtenOut(written: unknown, document: SpecDocument, spec: Spec): string {
  const { extends: _, ...own } = written as Record<string, unknown>;
  const full = filled(own, withDefaults(document, spec));
  const yaml = new Document(full);
  marked(yaml.contents, own);
  return yaml.toString({ lineWidth: COLUMNS, flowCollectionPadding: true });
}

/** Returns the document with the defaults that depend on others. */
function withDefaults({ extends: _, ...document }: SpecDocument, spec: Spec): object {
  const { version, mode, survives, packageSha256 } = spec.kong;
  const shared = sumOfShares(spec.datacenters.map(({ share }) => share)) === 1;
  return {
    ...document,
    datacenters: spec.datacenters.map((datacenter) => placeOf(datacenter, shared)),
    kong: {
      ...document.kong,
      plugins: spec.kong.plugins,
      version,
      ...(mode === undefined ? {} : { mode }),
      survives,
      ...(packageSha256 === undefined ? {} : { packageSha256 }),
    },
    datastore: spec.datastore,
    network: spec.network,
    backups: writtenBackups(spec),
  };
}

/** Returns the section `backups` without the hour, which a spec has no key for. */
function writtenBackups({ backups }: Spec): unknown {
  if (backups === undefined) return 'none';
  const { everyHours, keepDays, configuration } = backups;
  return { everyHours, keepDays, ...(configuration ? { configuration } : {}) };
}

/**
 * Returns the defaults of a datacenter. Shares that follow from those of the others stand only where they add up to one:
 * three thirds, with twelve digits, do not. Machine types follow from the load, or from `size`, which a spec says itself.
 */
function placeOf({ name, cloud, region, zones, share }: DatacenterSpec, shared: boolean): object {
  return {
    name,
    cloud,
    region,
    zones,
    ...(shared ? { share } : {}),
  };
}

/** Defaults that belong to the default of another key: beside one that is stated they would say that it was checked. */
const BELONGS_TO: Readonly<Record<string, string>> = { repositoryKeyFingerprints: 'repositoryKeyUrl' };

/** Returns a value as it is written, with what it lacks of another. Datacenters are in the same order in both. */
function filled(written: unknown, full: unknown, key = ''): unknown {
  if (key === 'datacenters' && Array.isArray(full))
    return full.map((entry, i) => filled(Array.isArray(written) ? written[i] : {}, entry));
  if (key === 'plugins' && Array.isArray(written)) return written.map((entry) => pluginOf(entry, full as PluginSpec[]));
  if (written === undefined) return isObject(full) && Object.keys(full).length === 0 && key !== '' ? undefined : full;
  if (!isObject(written) || !isObject(full)) return written;
  const lacking = Object.keys(full).filter((it) => !Object.hasOwn(written, BELONGS_TO[it] ?? ''));
  const keys = [...new Set([...Object.keys(written), ...lacking])];
  return Object.fromEntries(
    keys.flatMap((it) => {
      const value = filled(written[it], full[it], it);
      return value === undefined ? [] : [[it, value]];
    }),
  );
}

/** Returns a plugin as it is written, with the place and the number of its counters where it has some. */
function pluginOf(written: unknown, plugins: readonly PluginSpec[]): unknown {
  const own = ownOf(written) as Record<string, unknown>;
  const plugin = plugins.find(({ name }) => name === own['name']);
  return plugin?.policy === undefined ? written : { ...plugin, ...own };
}

/** Marks each value that is not written as a default, and puts short lists on one line. */
function marked(node: unknown, written: unknown): void {
  if (isSeq<Node>(node))
    return node.items.forEach((item, i) => marked(item, ownOf(Array.isArray(written) ? written[i] : undefined)));
  if (!isMap<{ readonly value: string }, Node>(node)) return;
  for (const { key, value } of node.items) {
    const own = isObject(written) ? written[key.value] : undefined;
    const isBlock = isMap(value) || (isSeq<Node>(value) && value.items.some(isMap));
    if (isSeq<Node>(value) && !isBlock) value.flow = true;
    if (own === undefined && !isBlock && value) value.comment = ' default';
    else marked(value, own);
  }
}

/** Returns an entry of a list as an object: a plugin may be its name alone. */
function ownOf(entry: unknown): unknown {
  return typeof entry === 'string' ? { name: entry } : entry;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
