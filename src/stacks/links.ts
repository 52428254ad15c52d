import { Fn } from 'cdktf';
import { Password } from '@cdktf/provider-random/lib/password';
import { RandomProvider } from '@cdktf/provider-random/lib/provider';
import type { CloudBuilder, DialledLink, LinkEnds, StackScope } from '../clouds/contract';
import { datacenterOf } from '../kernel/datacenter-of';
import { CLOUD_IDS, type CloudId } from '../kernel/ids';
import { linksInto } from '../plan/vpn-instances';
import { terraformName } from '../plan/naming';
import type { NodeFiles } from '../plan/nodes/node-files';
import type { NodeFilesByPlace } from '../plan/nodes/render-nodes';
import type { DatacenterPlan, LinkPlan, Plan } from '../plan/plan';
import { buildAlarms } from './alarms';

/**
 * A key has 48 characters, with the letter in front: both ends of every kind of link accept that (8 to 64 letters,
 * digits, dots and underscores).
 */
const KEY_LENGTH = 47;

type Builders = Readonly<Record<CloudId, CloudBuilder>>;

/**
 * Builds every link of the topology by the builders of its clouds: a dialling and a listening end, or one cloud on both
 * ends; then the VPN instances that listen. Returns the files of those instances.
 */
export function buildLinks(
  scope: StackScope,
  builders: Builders,
  files: NodeFilesByPlace['vpnInstances'],
): NodeFiles[] {
  const { plan } = scope;
  for (const id of CLOUD_IDS) {
    const own = plan.datacenters.filter((datacenter) => datacenter.cloud === id);
    if (own.length > 0) builders[id].provider(scope, own);
  }
  if (plan.links.some((link) => link.tunnels.length > 0)) new RandomProvider(scope.root, 'random');
  const dialled = plan.links.flatMap((link) => buildLink(scope, link, endsOf(plan, link), builders) ?? []);
  const nodes = plan.datacenters.flatMap((datacenter) =>
    buildVpnInstances(scope, datacenter, dialled, builders, files),
  );
  buildAlarms(scope, 'links', plan.datacenters, builders);
  return nodes;
}

/**
 * Builds a link completely and returns undefined, or returns a link that waits for the VPN instances that it ends on.
 */
function buildLink(scope: StackScope, link: LinkPlan, ends: LinkEnds, builders: Builders): DialledLink | undefined {
  const keys = preSharedKeys(scope, link);
  if (link.left.part === 'peers') {
    builders[ends.left.cloud].innerLink(scope, link, ends, keys);
    return undefined;
  }
  const [dialling, listening] = link.left.part === 'dials' ? [ends.left, ends.right] : [ends.right, ends.left];
  const addresses = builders[listening.cloud].listeningAddresses(scope, listening);
  const tunnels = builders[dialling.cloud].dial(scope, link, ends, addresses, keys);
  if (listening.vpnInstances) return { link, tunnels, keys };
  builders[listening.cloud].listen(scope, link, ends, tunnels, keys);
  return undefined;
}

function buildVpnInstances(
  scope: StackScope,
  datacenter: DatacenterPlan,
  dialled: readonly DialledLink[],
  builders: Builders,
  files: NodeFilesByPlace['vpnInstances'],
): NodeFiles[] {
  if (!datacenter.vpnInstances) return [];
  const here = linksInto(datacenter, scope.plan.links);
  const own = files[datacenter.name] ?? {};
  builders[datacenter.cloud].vpnInstances(
    scope,
    datacenter,
    dialled.filter(({ link }) => here.includes(link)),
    own,
  );
  return Object.values(own);
}

/**
 * Makes a key for each tunnel: the AWS provider distinguishes the two tunnels of a connection by their keys. A key has
 * letters and digits with a letter in front, since AWS refuses a key that begins with 0.
 */
function preSharedKeys(scope: StackScope, link: LinkPlan): string[] {
  return link.tunnels.map((tunnel) => {
    const id = terraformName(link.id, String(tunnel.number));
    const password = new Password(scope.part('keys'), id, { length: KEY_LENGTH, special: false });
    return Fn.join('', ['k', password.result]);
  });
}

function endsOf(plan: Plan, link: LinkPlan): LinkEnds {
  return { left: datacenterOf(plan, link.left.datacenter), right: datacenterOf(plan, link.right.datacenter) };
}
