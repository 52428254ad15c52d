import { DEFAULT_EGRESS } from '../../kernel/egress';
import type { DatacenterPlan } from '../../plan/plan';
import { staying, type Change } from '../datastores/transitions';
import { privateSteps } from './private-egress';
import { applied, generated, inTree, ready, type RunbookPart, type RunbookStep } from './runbook';

/**
 * Returns the part in which machines get another way to the internet; none if all keep theirs. Terraform by itself takes the
 * former gateways down before it makes others, and nobody has a way out meanwhile.
 */
export function egressParts(change: Change): readonly RunbookPart[] {
  const moved = staying(change).filter(([old, fresh]) => old.egress !== fresh.egress);
  if (moved.length === 0) return [];
  const names = moved.map(([, { name }]) => name);
  return [
    {
      title: `Another way to the internet: ${moved.map(([, fresh]) => wayOf(fresh)).join(', ')}`,
      why: 'the former gateways go when no route leads to them any more: in one apply they would go first',
      spec: `"egress" of ${names.join(', ')}, or of the network, as the new spec has it`,
      steps: [
        generated(
          change.after,
          `${whatMoves(moved)} of ${names.join(', ')}`,
          names.map((name) => `egress-changed:${name}`).join(','),
        ),
        ...moved.flatMap(([old, fresh]) =>
          old.endpoints || fresh.endpoints ? privateSteps(change, old, fresh) : stepsOf(change, old, fresh),
        ),
      ],
    },
  ];
}

/** Returns what the tree has of another way: rules name endpoints and not the internet, where there is none. */
function whatMoves(moved: readonly (readonly [DatacenterPlan, DatacenterPlan])[]): string {
  return moved.some((pair) => pair.some(({ endpoints }) => endpoints))
    ? 'gateways with their addresses, endpoints, routes, and rules of the firewall'
    : 'NAT gateways, their addresses and routes';
}

function wayOf({ name, egress }: DatacenterPlan): string {
  return `${name} ${egress ?? DEFAULT_EGRESS}`;
}

function stepsOf({ after, addresses }: Change, old: DatacenterPlan, fresh: DatacenterPlan): readonly RunbookStep[] {
  const { name } = fresh;
  const [former, wanted] = [addresses.wayOut(old), addresses.wayOut(fresh)];
  const made = wanted.gateways.filter((it) => !former.gateways.includes(it));
  const stack = `network-${name}`;
  const at = { where: inTree(after.topology), lasts: 'minutes' };
  const targeted = (resources: readonly string[]): string[] => [
    ready(stack, ['apply', ...resources.map((it) => `-target=${it}`)].join(' ')),
  ];
  const routesMoved: RunbookStep = {
    ...at,
    title: `Lead the routes of ${name} there`,
    commands: targeted(wanted.routes),
    see: 'the plan changes routes alone, and destroys nothing; then a node reaches a service on the internet',
    back: 'the same with the tree as it was before',
    risk: 'connections to the internet break once; from here on a service that lets in the former addresses alone refuses the machines',
  };
  const formerGone: RunbookStep = {
    ...at,
    title: `Let the former gateways of ${name} go`,
    commands: applied(stack),
    see: 'the plan destroys NAT gateways to which no route leads, and their addresses, and nothing else',
    back: 'none for the addresses, which are given back for good; the spec before makes others',
    risk: 'none: nothing leads to them any more',
  };
  const isKept = former.gateways.every((it) => wanted.gateways.includes(it));
  const rest = [routesMoved, ...(isKept ? [] : [formerGone])];
  if (made.length === 0) return rest;
  return [
    {
      ...at,
      title: `Make the ${made.length === 1 ? 'gateway' : 'gateways'} of ${name} beside the former`,
      // The output is written when every address in it is among the targets.
      commands: [...targeted(wanted.gateways), `terraform -chdir=${stack} output nat_addresses`],
      see: 'the plan adds gateways and addresses alone; then let the services that know the machines by the addresses of before let these in too',
      back: 'the tree as it was before, and an apply of the whole stack',
      risk: 'none, as long as no quota is reached: all addresses count at once, of five that a region has by default',
    },
    ...rest,
  ];
}
