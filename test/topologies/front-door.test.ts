import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { proveTopology } from '../support/prove-topology';
import { PROJECT, synthesizeText, type Synthesized } from '../support/synthesized';

proveTopology('front-door', { long: true });

/* A name is a stack of its own: to add it, or to take a datacenter out of it, concerns no other resource. */

interface FrontDoor {
  readonly gateway: { readonly hostname?: string; readonly dns?: object; readonly healthPath: string };
  readonly datacenters: readonly { readonly name: string; readonly gateway?: object }[];
}

const TEXT = readFileSync(join(PROJECT, 'topologies', 'front-door.json'), 'utf8');
const LOCK = readFileSync(join(PROJECT, 'topologies', 'front-door.lock.json'), 'utf8');

/** Synthesises the topology as somebody changed it. */
function changed(change: (spec: FrontDoor) => object, lock?: string): Promise<Synthesized> {
  return synthesizeText(JSON.stringify(change(JSON.parse(TEXT) as FrontDoor)), 'front-door.json', lock);
}

/** The JSON of each stack, by its name. */
function stacksOf({ synthesis }: Synthesized): ReadonlyMap<string, string> {
  const files = synthesis.assembly.filter(({ path }) => path.endsWith('/cdk.tf.json'));
  return new Map(files.map(({ path, text }) => [path.split('/').at(-2) ?? '', text]));
}

/** The names of the records and checks in the stack `dns`. */
function namesIn(stacks: ReadonlyMap<string, string>): string[] {
  const { resource } = JSON.parse(stacks.get('dns') ?? '{}') as { resource: Record<string, Record<string, object>> };
  return Object.entries(resource).flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`));
}

test('adding a name to a topology that stands makes one stack, and changes none', async () => {
  const before = stacksOf(
    await changed(({ gateway: { healthPath }, ...spec }) => ({ ...spec, gateway: { healthPath } })),
  );
  const { dns, ...others } = Object.fromEntries(stacksOf(await changed((spec) => spec, LOCK)));
  expect(dns).toBeDefined();
  expect(others).toEqual(Object.fromEntries(before));
});

test('taking a datacenter out of the name is one word and one record', async () => {
  const before = stacksOf(await changed((spec) => spec, LOCK));
  const after = stacksOf(
    await changed(
      (spec) => ({
        ...spec,
        datacenters: spec.datacenters.map((it) => (it.name === 'eu-west' ? { ...it, gateway: { drained: true } } : it)),
      }),
      LOCK,
    ),
  );
  expect([...after.keys()].filter((stack) => after.get(stack) !== before.get(stack))).toEqual(['dns']);
  const left = namesIn(after);
  expect(namesIn(before).filter((name) => !left.includes(name))).toEqual(['aws_route53_record.gateway_eu_west']);
});
