import { datastoreReport } from './datastores/registry';
import type { Unwatched } from './datastores/contract';
import type { Plan } from '../plan/plan';

/** `UNWATCHED` has every thing without an alarm. A test holds that each kind of resource has an alarm, or is named here. */
export const UNWATCHED: Readonly<Record<string, Unwatched>> = {
  services: {
    what: 'networks, balancers themselves, address translation, private names',
    why: 'the cloud runs them in every zone and publishes no state of theirs; what they carry is watched at its ends',
  },
  permissions: {
    what: 'identities, keys, secrets, firewall rules, flow logs, machine images',
    why: 'they do nothing by themselves: a change of them is a plan of Terraform that is not empty, which topogen diff and your CI show',
  },
  balancers: {
    what: 'nodes that the machines with HAProxy or nginx lead no clients to',
    why: 'these machines leave out by themselves who does not serve, and publish no metric: their journal names who is led to, and the alarm of the pool counts its machines',
    isIn: ({ datacenters }) => datacenters.some(({ balancers }) => balancers !== undefined),
  },
  certificate: {
    what: 'certificates for clients that Kong makes itself, and those in its configuration',
    why: 'the first are of no authority, so that who verifies certificates refuses them from the first day; the end of the second is known to Kong alone',
  },
  cluster: {
    what: 'the seed of data planes, and their connections to control planes',
    why: 'data planes serve on without both; the Admin API shows who is late',
    isIn: ({ kong }) => kong.hybrid !== undefined,
  },
  names: {
    what: 'the names of the gateway and their health checks',
    why: 'Route 53 publishes the state of its checks in us-east-1 alone, where a topic of another region cannot be told; the names leave out by themselves what is not well',
    isIn: ({ dns }) => dns !== undefined,
  },
  migrations: {
    what: 'the migrations job',
    why: 'it runs once and stops; nodes that wait for it never become healthy, which the alarm of their pool tells',
  },
  logs: {
    what: 'the programs by which machines ship logs',
    why: 'nothing serves by them; where they failed, the cloud says for each machine, by a command of the section on logs',
    isIn: ({ logs }) => logs !== undefined,
  },
  instances: {
    what: 'tunnels at the end of VPN instances',
    why: 'the other end watches each of them; an instance that is away has an alarm of its own',
    isIn: ({ datacenters }) => datacenters.some(({ vpnInstances }) => vpnInstances !== undefined),
  },
};

/** Returns what a plan has without an alarm. */
export function unwatchedIn(plan: Plan): readonly Unwatched[] {
  const all = [...Object.values(UNWATCHED), datastoreReport(plan).unwatched];
  return all.filter(({ isIn }) => isIn?.(plan) ?? true);
}
