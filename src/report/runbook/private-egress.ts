import type { DatacenterPlan } from '../../plan/plan';
import type { Change } from '../datastores/transitions';
import { applied, inTree, ready, type RunbookStep } from './runbook';

/**
 * Returns the steps in which machines lose their way to the internet, or get one. They reach the services of their cloud all the
 * while: the other way is there before the former goes, and rules are wide when both may be in use.
 */
export function privateSteps(change: Change, old: DatacenterPlan, fresh: DatacenterPlan): readonly RunbookStep[] {
  return fresh.endpoints ? stepsToNone(change, old, fresh) : stepsFromNone(change, old, fresh);
}

function stepsToNone({ after, addresses }: Change, old: DatacenterPlan, fresh: DatacenterPlan): readonly RunbookStep[] {
  const { name } = fresh;
  const at = placeOf(after.topology);
  const [network, cluster] = [`network-${name}`, `cluster-${name}`];
  return [
    {
      ...at,
      title: `Make the endpoints of ${name} beside the gateways`,
      commands: targeted(network, addresses.wayOut(fresh).gateways),
      see: 'the plan adds endpoints with what they stand in, and destroys nothing; then on a node names of the services resolve to their private addresses, and sudo systemctl restart of a unit of topogen that reads secrets succeeds',
      back: 'the tree as it was before, and an apply of the whole stack',
      risk: 'none: rules of machines let them reach any address on 443 until the last step',
    },
    {
      ...at,
      title: `Let the gateways of ${name} go`,
      commands: applied(network),
      see: 'the plan destroys gateways, their addresses and the routes to them; then topogen connect still finds every machine',
      back: 'none for the addresses, which are given back for good; the spec before makes others',
      risk: 'what machines still call on the internet fails from here on: packages, updates, services behind Kong',
    },
    {
      ...at,
      title: `Close the rules of ${name}`,
      commands: applied(cluster),
      see: 'the plan takes rules to every address away and adds those to endpoints; nodes that are replaced by it start from the machine image of the spec',
      back: 'the same with the tree as it was before',
      risk: wasWithoutImage(old, fresh)
        ? 'nodes start from another machine image: one that lacks something waits for it at boot, and Kong replaces no other node until it is ready'
        : 'none: nothing else is reached any more',
    },
  ];
}

function stepsFromNone(
  { after, addresses }: Change,
  old: DatacenterPlan,
  fresh: DatacenterPlan,
): readonly RunbookStep[] {
  const { name } = fresh;
  const at = placeOf(after.topology);
  const [network, cluster] = [`network-${name}`, `cluster-${name}`];
  const { gateways, beyond, routes } = addresses.wayOut(fresh);
  return [
    {
      ...at,
      title: `Make the gateways of ${name} beside the endpoints`,
      commands: [
        ...targeted(network, [...gateways, ...beyond]),
        ...(routes.length > 0 ? targeted(network, routes) : []),
      ],
      see: 'the plans add gateways with their addresses, and routes to them, and destroy nothing',
      back: 'the tree as it was before, and an apply of the whole stack',
      risk: 'none, as long as no quota is reached: no rule lets machines out there yet',
    },
    {
      ...at,
      title: `Open the rules of ${name}`,
      commands: applied(cluster),
      see: 'the plan adds rules to every address on 80 and 443; then a node reaches a service on the internet',
      back: 'the same with the tree as it was before',
      risk: 'none: names of the services still lead to the endpoints',
    },
    {
      ...at,
      title: `Let the endpoints of ${name} go`,
      commands: applied(network),
      see: `the plan destroys the endpoints of ${services(old)} with what they stand in; a minute later their names resolve to public addresses, and topogen connect finds every machine`,
      back: 'the same with the tree as it was before',
      risk: 'calls of that minute fail, and are made again',
    },
  ];
}

function placeOf(topology: string): Pick<RunbookStep, 'where' | 'lasts'> {
  return { where: inTree(topology), lasts: 'minutes' };
}

function targeted(stack: string, resources: readonly string[]): string[] {
  return [ready(stack, ['apply', ...resources.map((it) => `-target=${it}`)].join(' '))];
}

function services({ endpoints }: DatacenterPlan): string {
  return [...(endpoints?.services ?? []), ...(endpoints?.byRoute ?? [])].join(', ');
}

/** True if nodes of Kong start from a machine image of the user's that they did not start from before. */
function wasWithoutImage(old: DatacenterPlan, fresh: DatacenterPlan): boolean {
  const images = (of: DatacenterPlan): string => JSON.stringify(of.pools.map(({ image }) => image));
  return images(old) !== images(fresh);
}
