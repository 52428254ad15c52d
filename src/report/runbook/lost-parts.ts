import type { Standing } from '../datastores/recovery';
import { balancerMade } from '../operations/balancers';
import type { Loss, NodeLoss, ZoneLoss } from '../simulate/loss';
import type { Model } from '../simulate/model';
import {
  applied,
  byDraining,
  inTree,
  NO_WAY_BACK_NEEDED,
  replaced,
  SPEC_STAYS,
  type RunbookPart,
  type RunbookStep,
} from './runbook';

type LinkLoss = Extract<Loss, { readonly kind: 'link' }>;

/** Makes the part after the loss of a Kong node, whatever its pool. */
export function ofKong({ plan }: Standing, { datacenter, name }: NodeLoss): RunbookPart {
  return part('Kong', groupHeals(plan, datacenter, name));
}

/** Makes the part of Kong after the loss of a zone. */
export function zoneOfKong({ plan }: Standing, { datacenter }: ZoneLoss): RunbookPart {
  const pools = poolsOf(plan, datacenter);
  return part('Kong', ...pools.map(({ name }) => groupHeals(plan, datacenter, name)));
}

/** Makes the part of Redis after the loss of one of its nodes, alone or with its zone. */
export function ofRedis({ kind, datacenter }: NodeLoss | ZoneLoss): RunbookPart {
  const all = 'as many nodes as before are well';
  return part('Redis', {
    title: 'Leave it to the cloud',
    where: `the console of the cloud, Redis of ${datacenter}`,
    commands: [],
    see: `a replica has taken over, and ${kind === 'zone' ? `when the zone is back ${all}` : all}`,
    back: NO_WAY_BACK_NEEDED,
    risk: 'counters of the last moments are gone; requests pass uncounted where there is no replica, if the plugins have fault_tolerant',
    lasts: `a minute, and ${kind === 'zone' ? 'as long as the zone is away' : 'some more'} until there is a replica again`,
  });
}

/** Makes the part of the machines that lead clients to Kong after the loss of one. */
export function ofBalancer(standing: Standing, { datacenter, name }: NodeLoss): RunbookPart {
  return part('Its clients', balancerMade(standing, datacenter, name));
}

/** Returns the part of the machine that led clients to Kong in a lost zone; none if it has none. */
export function zoneOfBalancers(standing: Standing, { datacenter, zone }: ZoneLoss): readonly RunbookPart[] {
  const nodes = standing.plan.datacenters.find((it) => it.name === datacenter)?.balancers?.nodes ?? [];
  const lost = nodes.find((it) => it.zone.letter === zone);
  if (!lost) return [];
  const made = balancerMade(standing, datacenter, lost.name);
  return [part('Its clients', { ...made, title: `When the zone is back and ${lost.name} is not: make it anew` })];
}

/** Makes the part of a pair of VPN instances after the loss of one. */
export function ofVpnInstance(standing: Standing, loss: NodeLoss): RunbookPart {
  return part('Its links', vpnInstanceMade(standing, loss));
}

/** Returns the part of the VPN instance in a lost zone; none if it has none. */
export function zoneOfVpnInstances(standing: Standing, { datacenter, zone }: ZoneLoss): readonly RunbookPart[] {
  const nodes = standing.plan.datacenters.find((it) => it.name === datacenter)?.vpnInstances?.nodes ?? [];
  const lost = nodes.find((it) => it.zone.letter === zone);
  const other = nodes.find((it) => it !== lost);
  if (!lost || !other) return [];
  const made = vpnInstanceMade(standing, { datacenter, name: lost.name });
  return [
    part(
      'Its links',
      {
        title: `See that ${other.name} of ${datacenter} carries the links`,
        where: `${other.name} of ${datacenter}`,
        commands: ["sudo vtysh -c 'show bgp summary'"],
        see: 'every session of its own is up; journalctl --unit topogen-vpn-failover says that it has taken the routes over',
        back: NO_WAY_BACK_NEEDED,
        risk: `until ${lost.name} is back the links have half of their tunnels: leave ${other.name} alone, and apply nothing to links`,
        lasts: 'a minute',
      },
      { ...made, title: `When the zone is back and ${lost.name} is not: make it anew` },
    ),
  ];
}

/** Makes the step that replaces a VPN instance. */
export function vpnInstanceMade(
  { plan, addresses }: Standing,
  { datacenter, name }: Pick<NodeLoss, 'datacenter' | 'name'>,
): RunbookStep {
  return {
    title: `Make ${name} of ${datacenter} anew`,
    where: inTree(plan.topology),
    commands: [replaced('links', addresses.vpnInstance(datacenter, name))],
    see: `the plan replaces this machine, and keeps its address and its keys; then sudo vtysh -c 'show bgp summary' on it shows every session up`,
    back: NO_WAY_BACK_NEEDED,
    risk: 'the other instance carries the links alone, with half of the tunnels: leave it alone until then',
    lasts: 'some minutes; the routes come back some five minutes after that',
  };
}

export function ofLink({ plan }: Standing, { link }: LinkLoss, { linkById }: Model): RunbookPart {
  const ends = linkById.get(link);
  const names = ends ? `${ends.left.datacenter} and ${ends.right.datacenter}` : link;
  return part('The link', {
    title: 'Bring it back',
    where: inTree(plan.topology),
    commands: applied('links'),
    see: `the plan is empty, or adds what is gone of ${link} alone; every tunnel or attachment between ${names} is up in the consoles of their clouds`,
    back: NO_WAY_BACK_NEEDED,
    risk: `${names} do not hear of each other's changes: do what is most urgent, above, and change nothing of the datastore`,
    lasts: "minutes, if it is topogen's part; else as long as the cloud takes",
  });
}

/** Makes the step that brings the clients of a lost datacenter to the others; none of any other loss. */
export function clientsSent(loss: Loss, { plan, datacenters }: Model): readonly RunbookStep[] {
  const others = datacenters.flatMap(({ name }) =>
    loss.kind === 'datacenter' && name === loss.datacenter ? [] : [name],
  );
  if (loss.kind !== 'datacenter' || others.length === 0) return [];
  return [
    {
      title: `Send clients of ${loss.datacenter} to ${others.join(' and ')}`,
      ...byDraining(plan, loss.datacenter, true),
      see: 'the others get its requests and answer them, and their groups grow with the load',
      back: 'the names as they were, in the part in which clients come back',
      risk: 'clients that still have the old answer get none',
      lasts: 'as long as resolvers keep the old answer',
    },
  ];
}

/** Returns the part in which clients come back to a datacenter that was lost. */
export function clientsBack({ plan }: Standing, loss: Loss): readonly RunbookPart[] {
  if (loss.kind !== 'datacenter' || plan.datacenters.length === 1) return [];
  const name = loss.datacenter;
  return [
    {
      title: `Clients come back to ${name}`,
      only: `${name} is back, and ${plan.kong.hybrid ? 'its data planes have' : 'its datastore has'} every row, by the parts above`,
      spec: SPEC_STAYS,
      steps: [
        ...poolsOf(plan, name).map((pool) => groupHeals(plan, name, pool.name)),
        {
          title: `Send its clients to ${name} again`,
          ...byDraining(plan, name, false),
          see: 'before it: a route that was made while it was away answers there; after it: it has its share of the requests',
          back: 'the names as they are now',
          risk: 'requests that it answers by configuration that it missed',
          lasts: 'as long as resolvers keep the old answer',
        },
      ],
    },
  ];
}

function part(title: string, ...steps: readonly RunbookStep[]): RunbookPart {
  return { title, spec: SPEC_STAYS, steps };
}

function poolsOf({ datacenters }: Standing['plan'], name: string): Standing['plan']['datacenters'][number]['pools'] {
  return datacenters.find((it) => it.name === name)?.pools ?? [];
}

function groupHeals(plan: Standing['plan'], datacenter: string, name: string): RunbookStep {
  const pool = poolsOf(plan, datacenter).find((it) => it.name === name);
  const nodes = pool?.nodes ?? 0;
  const isControl = pool?.role === 'control-plane';
  return {
    title: `Leave ${name} of ${datacenter} to its group, which starts nodes where there is room`,
    where: 'the console of the cloud, or your monitoring',
    commands: [],
    see: `the group has ${nodes} healthy nodes, and the balancer sends to each`,
    back: NO_WAY_BACK_NEEDED,
    risk: isControl
      ? 'nothing can be configured while no control plane is left; data planes serve what they have'
      : 'the nodes that are left carry the load until then',
    lasts: 'some minutes a node',
  };
}
