import { ringOf } from '../../src/plan/datastores/cassandra/of-plan';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Attributes } from '../../src/clouds/resources';
import { emittedStacks, resourcesOf } from '../support/emitted';
import { PROJECT, synthesizeShipped, synthesizeText, type Synthesized } from '../support/synthesized';

/*
 * Each datacenter is taken out of the mesh of six in turn. What is emitted for the others stays byte for byte, but for:
 *
 *   - rules towards the removed one, and links with it, which go;
 *   - the number of Kong nodes, since the others take on its share;
 *   - the list of seeds and of datacenters in the files of Cassandra and of the migrations;
 *   - when the first datacenter goes, the job that migrates, which is the next one's then.
 */

interface Document {
  readonly datacenters: readonly { readonly name: string; readonly region: string }[];
}

const SPEC = JSON.parse(readFileSync(join(PROJECT, 'topologies', 'six-mesh.json'), 'utf8')) as Document;
const LOCK = readFileSync(join(PROJECT, 'topologies', 'six-mesh.lock.json'), 'utf8');
const NAMES = SPEC.datacenters.map(({ name }) => name);

/** Counts of nodes: the arguments that may differ in the resources that scale a pool. */
const POOL_SIZES: Readonly<Record<string, RegExp>> = {
  'aws_autoscaling_group.kong': /"(desired_capacity|max_size|min_size)":\d+/g,
  'google_compute_region_autoscaler.kong': /"(max_replicas|min_replicas)":\d+/g,
};

const SEED_FILES = /^files\/(cassandra-\d+\/cassandra\.yaml|cassandra\/ring\.env|kong-migrations\/kong\.conf)$/;
const MIGRATIONS = /kong_migrations|kong-migrations|topogen-ring-init/;

function snake(name: string): string {
  return name.replaceAll('-', '_');
}

/** Resources of a stack by address. */
function bodies(it: Synthesized, stack: string): Map<string, string> {
  return new Map(
    Object.entries(resourcesOf(it.synthesis, stack)).flatMap(([type, named]) =>
      Object.entries(named).map(([name, body]): [string, string] => [`${type}.${name}`, JSON.stringify(body)]),
    ),
  );
}

function filesOf(it: Synthesized, stack: string): Map<string, string> {
  const folder = `stacks/${stack}/`;
  return new Map(
    it.synthesis.assembly
      .filter(({ path }) => path.startsWith(`${folder}files/`))
      .map(({ path, text }): [string, string] => [path.slice(folder.length), text]),
  );
}

interface Difference {
  readonly removed: readonly string[];
  readonly added: readonly string[];
  readonly changed: readonly string[];
}

function difference(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Difference {
  return {
    removed: [...before.keys()].filter((key) => !after.has(key)),
    added: [...after.keys()].filter((key) => !before.has(key)),
    changed: [...before.keys()].filter((key) => after.has(key) && after.get(key) !== before.get(key)),
  };
}

let whole: Synthesized;
beforeAll(async () => (whole = await synthesizeShipped('six-mesh')));

describe.each(NAMES)('without %s', (gone) => {
  let rest: Synthesized;
  beforeAll(async () => {
    const datacenters = SPEC.datacenters.filter(({ name }) => name !== gone);
    rest = await synthesizeText(JSON.stringify({ ...SPEC, datacenters }), 'six-mesh.json', LOCK, [
      `datacenter-removed:${gone}`,
    ]);
  });

  const first = (): boolean => ringOf(whole.topology.plan).initialDatacenter === gone;

  test('its two stacks are gone and all others are there', () => {
    expect(emittedStacks(rest.synthesis)).toEqual(
      emittedStacks(whole.synthesis).filter((stack) => ![`network-${gone}`, `cluster-${gone}`].includes(stack)),
    );
  });

  test('the networks of the others and the shared passwords are the same to the byte', () => {
    for (const stack of ['shared', ...NAMES.filter((name) => name !== gone).map((name) => `network-${name}`)]) {
      const path = `stacks/${stack}/cdk.tf.json`;
      const text = (it: Synthesized): string | undefined =>
        it.synthesis.assembly.find((artifact) => artifact.path === path)?.text;
      expect(text(rest)).toBeDefined();
      expect(text(rest)).toBe(text(whole));
    }
  });

  test('of the links, its own go and nothing else changes', () => {
    const { removed, added, changed } = difference(bodies(whole, 'links'), bodies(rest, 'links'));
    expect([added, changed]).toEqual([[], []]);
    const region = SPEC.datacenters.find(({ name }) => name === gone)?.region;
    const links = resourcesOf(whole.synthesis, 'links');
    const foreign = removed.filter((address) => {
      const [type = '', name = ''] = address.split('.');
      // A customer gateway is its region's, where no other datacenter is.
      const isInRegion = type === 'aws_customer_gateway' && bodyOf(links[type], name)['region'] === region;
      return !isInRegion && !namesDatacenter(name, gone);
    });
    expect(foreign).toEqual([]);
    const kept = [...bodies(rest, 'links').keys()].filter((address) => namesDatacenter(address.split('.')[1]!, gone));
    expect(kept).toEqual([]);
    // Five links: connections or peerings with their ends.
    expect(removed.length).toBeGreaterThan(30);
  });

  test('of the clusters, rules towards it go, pools take on its share, and nothing else changes', () => {
    for (const name of NAMES.filter((it) => it !== gone)) {
      const stack = `cluster-${name}`;
      const { removed, added, changed } = difference(bodies(whole, stack), bodies(rest, stack));
      expect([stack, removed.filter((address) => !isRuleWith(address, gone))]).toEqual([stack, []]);
      // Gossip and start order, each way.
      expect([stack, removed.length]).toEqual([stack, 4]);
      expect([stack, added.filter((address) => !(first() && MIGRATIONS.test(address)))]).toEqual([stack, []]);
      expect(changed.filter((address) => !(address in POOL_SIZES))).toEqual([]);
      for (const address of changed) {
        const sizes = POOL_SIZES[address]!;
        const [one, other] = [whole, rest].map((it) => bodies(it, stack).get(address)?.replace(sizes, ''));
        expect(other).toBe(one);
      }
    }
  });

  test('of the files, lists of seeds and datacenters change, and the migrations move with the first datacenter', () => {
    for (const name of NAMES.filter((it) => it !== gone)) {
      const stack = `cluster-${name}`;
      const { removed, added, changed } = difference(filesOf(whole, stack), filesOf(rest, stack));
      expect([stack, removed]).toEqual([stack, []]);
      expect([stack, added.filter((path) => !(first() && MIGRATIONS.test(path)))]).toEqual([stack, []]);
      const moved = (path: string): boolean => first() && path === 'files/cassandra-1/cloud-init.yaml.tftpl';
      expect([stack, changed.filter((path) => !SEED_FILES.test(path) && !moved(path))]).toEqual([stack, []]);
    }
  });
});

function bodyOf(named: Readonly<Record<string, Attributes>> | undefined, name: string): Attributes {
  return named?.[name] ?? {};
}

/** Whether a name in the links stack is of a link with the datacenter, or of something that stands at it. */
function namesDatacenter(name: string, datacenter: string): boolean {
  const key = snake(datacenter);
  return new RegExp(`(^|__)${key}(_|$)`).test(name);
}

/** Whether an address is that of a firewall rule between the stack's own datacenter and another one. */
function isRuleWith(address: string, datacenter: string): boolean {
  const [type = '', name = ''] = address.split('.');
  const isRule = /^(aws_vpc_security_group_(in|e)gress_rule|google_compute_firewall)$/.test(type);
  return isRule && name.includes(`${snake(datacenter)}_cassandra`);
}
