import type { DatacenterPlan } from '../../plan/plan';
import { staying, type Change } from '../datastores/transitions';
import { applied, generated, inTree, ready, type RunbookPart, type RunbookStep } from './runbook';

/** A datacenter whose number of reserved outside addresses changes; 0 stands for those that the cloud gives out. */
interface Moved {
  readonly fresh: DatacenterPlan;
  readonly had: number;
  readonly has: number;
}

/**
 * Returns the part in which outside addresses come or go; none if all stay. Those that come do so before pools grow, whose machines
 * need them; those that go, after pools have shrunk.
 */
export function egressAddressParts(change: Change, way: 'coming' | 'going'): readonly RunbookPart[] {
  const moved = staying(change)
    // With the way to the internet all of them come, or go.
    .filter((pair) => pair.every(({ endpoints }) => !endpoints))
    .map(([old, fresh]) => ({ fresh, had: old.egressAddresses ?? 0, has: fresh.egressAddresses ?? 0 }))
    .filter(({ had, has }) => (way === 'coming' ? has > had : has < had));
  if (moved.length === 0) return [];
  const names = moved.map(({ fresh }) => fresh.name);
  return [
    {
      title: `Reserved outside addresses: ${moved.map(({ fresh, has }) => `${fresh.name} ${has === 0 ? 'none' : has}`).join(', ')}`,
      why:
        way === 'coming'
          ? 'services that let in the addresses of before alone have to hear of those that come before a call leaves by one'
          : 'an address that is given back is somebody else’s the next day',
      spec: `"egressAddresses" of ${names.join(', ')}, as the new spec has it`,
      steps: [
        generated(
          change.after,
          `addresses and Cloud NAT of ${names.join(', ')}`,
          names.map((name) => `egress-addresses-changed:${name}`).join(','),
        ),
        ...moved.flatMap((it) => (way === 'coming' ? comingSteps(change, it) : goingSteps(change, it))),
      ],
    },
  ];
}

function comingSteps({ after, addresses }: Change, { fresh, had, has }: Moved): readonly RunbookStep[] {
  const { name } = fresh;
  const stack = `network-${name}`;
  const at = { where: inTree(after.topology), lasts: 'minutes' };
  const targets = addresses.reserved(fresh).map((it) => `-target=${it}`);
  return [
    {
      ...at,
      title: `Reserve the addresses of ${name}`,
      // The output is written when every address in it is among the targets.
      commands: [ready(stack, ['apply', ...targets].join(' ')), `terraform -chdir=${stack} output nat_addresses`],
      see: `the plan adds ${counted(has - had)} alone; then let every service that knows the machines by their addresses let these in too`,
      back: 'the tree as it was before, and an apply of the whole stack: nothing uses the addresses yet',
      risk: 'none',
    },
    {
      ...at,
      title: `Let ${name} use them`,
      commands: applied(stack),
      see: 'the plan changes Cloud NAT alone; then a node reaches a service on the internet',
      back:
        had === 0
          ? 'none for the addresses of before; a spec without egressAddresses has the cloud give out others'
          : 'none is needed: open connections stay',
      risk:
        had === 0
          ? 'open connections to the internet break once, and the addresses of before are gone for good'
          : 'a service that was not told refuses the machines that get a new address',
    },
  ];
}

function goingSteps({ after, addresses }: Change, { fresh, had, has }: Moved): readonly RunbookStep[] {
  const { name } = fresh;
  const at = { where: inTree(after.topology) };
  const { drain, release } = addresses.leaving(fresh, had);
  const drained: RunbookStep = {
    ...at,
    title: `Let no connection of ${name} begin from the addresses that go`,
    commands: drain,
    lasts: 'as long as your longest connections to the internet',
    see: 'after the time of your longest calls none is open there; what is left breaks in the next step',
    back: 'an apply of the tree as it was before',
    risk: 'none: the addresses that stay have ports for all machines',
  };
  return [
    ...(drain.length === 0 ? [] : [drained]),
    {
      ...at,
      title: has === 0 ? `Give the addresses of ${name} back` : `Give the last ${had - has} of ${name} back`,
      commands: [...release, ...applied(`network-${name}`)],
      lasts: 'minutes',
      see: `the plan destroys ${counted(had - has)} and nothing else; strike them from what services let in`,
      back: 'none for the addresses, which are given back for good',
      risk:
        has === 0
          ? 'open connections to the internet break once; a service that lets in the former addresses alone refuses the machines from here on'
          : 'connections that are still open there break',
    },
  ];
}

function counted(addresses: number): string {
  return addresses === 1 ? 'one address' : `${addresses} addresses`;
}
