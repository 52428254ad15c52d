import type { Construct } from 'constructs';
import type { TerraformElement } from 'cdktf';
import type { CloudFacts } from '../kernel/cloud/facts';
import type { NodeFiles } from '../plan/nodes/node-files';
import type { ClusterNodeFiles } from '../plan/nodes/render-nodes';
import type { AlarmPlan } from '../plan/alarms/alarm';
import type { DnsEntryPlan, DnsPlan } from '../plan/dns';
import type { DatacenterPlan, LinkPlan, Plan } from '../plan/plan';
import type { AcceptedFindings } from './accepted-findings';
import type { ResourceAddresses } from './resource-addresses';

/**
 * A cloud implements this contract. Its rules are numbered; one suite checks every registered cloud against 2 to 7, and
 * the house's own test against 8:
 *
 *   1. A builder reads the Plan and decides no size: names come from `plan/naming.ts`, addresses, rules and the
 *      sizes of machines, disks and pools from the Plan, which has them from the cloud's facts.
 *   2. Every resource that can have tags or labels has topology, datacenter and role.
 *   3. Every firewall rule comes from one Flow and has its purpose; everything else is refused.
 *   4. No machine but a VPN instance and one that leads clients to Kong has a public address; no resource opens anything
 *      but the proxy's listeners to 0.0.0.0/0 inwards.
 *   5. Data disks are encrypted, are resources of their own, and survive their machine.
 *   6. Values cross stacks by named outputs alone.
 *   7. A construct's id is its Terraform name, in snake case, free of hashes; it must never change: the state has
 *      it.
 *   8. The folders of the clouds have the same file names, except those that only one cloud can have:
 *      `test/house.test.ts` lists them.
 */
export interface CloudBuilder {
  readonly facts: CloudFacts;

  /**
   * Builds the provider of a stack, with the tags of everything in it.
   *
   * @param datacenters those of this cloud that the stack touches, in order of index
   */
  provider(scope: StackScope, datacenters: readonly DatacenterPlan[]): void;

  /**
   * Builds the stack `network-<dc>`: network, subnets, NAT, flow logs and, with two or more datacenters, the gateways
   * that links end on.
   */
  network(scope: StackScope, datacenter: DatacenterPlan): void;

  /** Builds the stack `cluster-<dc>`: identities, secrets, firewall, datastore, Kong pools, load balancer, Redis. */
  cluster(scope: StackScope, datacenter: DatacenterPlan, inputs: ClusterInputs): void;

  /**
   * Returns the addresses of a listening gateway, read in the stack `links` from its network stack's outputs: interface
   * 0, interface 1.
   */
  listeningAddresses(scope: StackScope, datacenter: DatacenterPlan): readonly [string, string];

  /**
   * Builds a link's connections in the stack `links`, from its dialling end. Returns one entry per tunnel of the link,
   * in order.
   */
  dial(
    scope: StackScope,
    link: LinkPlan,
    ends: LinkEnds,
    peerAddresses: readonly [string, string],
    keys: readonly string[],
  ): readonly DialledTunnel[];

  /** Ends those connections in the stack `links` on the listening gateway, if that is the cloud's own. */
  listen(
    scope: StackScope,
    link: LinkPlan,
    ends: LinkEnds,
    tunnels: readonly DialledTunnel[],
    keys: readonly string[],
  ): void;

  /**
   * Builds the VPN instances of a datacenter in the stack `links`, and everything that ends on them. Called once for
   * each datacenter whose plan has them, after the connections of all its links.
   *
   * @param files node files by the name of the instance
   */
  vpnInstances(
    scope: StackScope,
    datacenter: DatacenterPlan,
    links: readonly DialledLink[],
    files: Readonly<Record<string, NodeFiles>>,
  ): void;

  /**
   * Builds alarms in the stack that has what they watch, which is built before. Called once for each datacenter that has somebody
   * to tell.
   */
  alarms(scope: StackScope, datacenter: DatacenterPlan, alarms: readonly AlarmPlan[]): void;

  /** Builds the dashboard of a datacenter in its cluster stack, after the alarms there. */
  dashboard(scope: StackScope, datacenter: DatacenterPlan): void;

  /**
   * Returns the assertions about a cluster stack for its generated tests.
   *
   * @param addresses every resource of the stack
   */
  clusterPromises(plan: Plan, datacenter: DatacenterPlan, addresses: ResourceAddresses): readonly TopologyPromise[];

  /**
   * Returns the assertions about a link for the generated tests of the stack `links`, for its end at this datacenter.
   */
  linkPromises(
    plan: Plan,
    link: LinkPlan,
    datacenter: DatacenterPlan,
    addresses: ResourceAddresses,
  ): readonly TopologyPromise[];

  /** Returns what leads to the balancer of a datacenter, read in the stack `dns` from its cluster stack's outputs. */
  balancerEnd(scope: StackScope, datacenter: DatacenterPlan): BalancerEnd;

  /**
   * Builds the stack `dns` by this cloud's service: a name for each datacenter, and the hostname.
   *
   * @param datacenters all of them, in order of index, each with its end
   */
  names(scope: StackScope, dns: DnsPlan, datacenters: readonly NamedDatacenter[]): void;

  /** Joins two datacenters of this cloud as peers in the stack `links`, by the link's kind. */
  innerLink(scope: StackScope, link: LinkPlan, ends: LinkEnds, keys: readonly string[]): void;
}

/** A promise of the topology that a stack's HCL must keep, as a test of Terraform's own. */
export interface TopologyPromise {
  /** Name in snake case, unique in its stack. */
  readonly name: string;
  /**
   * HCL conditions over the stack's resources, each an assertion. Further lines are indented as if the first began at
   * the margin.
   */
  readonly conditions: readonly string[];
  /** The condition as a sentence. */
  readonly message: string;
}

/** A stack for a builder to build into. Made by `stacks/scope.ts`. */
export interface StackScope {
  readonly plan: Plan;

  /** The stack itself, for elements that belong to no file of their own. */
  readonly root: Construct;

  /**
   * Returns the scope for resources that a reviewer finds in `<file>.tf`: network, firewall, kong, secrets, link-<id>
   * and so on.
   */
  part(file: string): Construct;

  /** Puts a comment above the element in the HCL, for a reason that the resource alone does not show. */
  comment(element: TerraformElement, text: string): void;

  /**
   * Says at the element in the HCL why findings of public scanners stay. What can be mended is mended instead.
   * Called again it adds to what was said.
   */
  accept(element: TerraformElement, findings: AcceptedFindings): void;

  /**
   * Returns the expression for the path of a generated file, without the `${}` around it:
   * `${path.module}/files/<path>`.
   *
   * @param path relative to the stack's `files/`; without it, the folder itself
   */
  filesPath(path?: string): string;

  /**
   * Writes a text beside the stack that belongs to none of its machines, and returns the expression that reads it.
   *
   * @param path relative to the stack's `files/`
   */
  file(path: string, text: string): string;

  /** Raises the stack's release of Terraform to the first one that keeps write-only arguments out of the state. */
  usesWriteOnlyArguments(): void;

  /** Adds a named output, for other stacks and for people. */
  output(name: string, value: unknown, description: string, options?: OutputOptions): void;

  /** Returns the outputs of another stack of the topology, read from its state. */
  outputsOf(stack: string): StackOutputs;
}

export interface OutputOptions {
  readonly sensitive?: boolean;
  /** Condition in HCL without which the stack cannot be planned, and the message then. */
  readonly precondition?: { readonly condition: string; readonly errorMessage: string };
}

/** The named outputs of a stack, as tokens. */
export interface StackOutputs {
  string(name: string): string;
  number(name: string): number;
  list(name: string): string[];
  /** Returns the value of a key in an output that is a map. */
  entry(name: string, key: string): string;
}

/** The way to a balancer, in tokens: addresses that stay, each of which leads to every node, or a name of the cloud's whose addresses change. */
export type BalancerEnd =
  | { readonly kind: 'address'; readonly addresses: readonly [string, ...string[]] }
  | { readonly kind: 'name'; readonly name: string; readonly zoneId: string };

/** A datacenter in the names, with what leads to its balancer. */
export interface NamedDatacenter {
  readonly entry: DnsEntryPlan;
  readonly datacenter: DatacenterPlan;
  readonly end: BalancerEnd;
}

/** The plans of both ends of a link. */
export interface LinkEnds {
  readonly left: DatacenterPlan;
  readonly right: DatacenterPlan;
}

/** A tunnel as its dialling end made it, in tokens. */
export interface DialledTunnel {
  /** Public address of the dialling end's side of the tunnel. */
  readonly outsideAddress: string;
  /** Inside address of the dialling end. */
  readonly dialledInsideAddress: string;
  /** Inside address of the listening end, with no prefix. */
  readonly listeningInsideAddress: string;
}

/** A link as its dialling end made it, with a key for each of its tunnels. */
export interface DialledLink {
  readonly link: LinkPlan;
  readonly tunnels: readonly DialledTunnel[];
  readonly keys: readonly string[];
}

/** The inputs of a cluster stack from the other rooms. */
export interface ClusterInputs {
  /** Configuration of the datacenter's machines; the stacks room writes the files themselves. */
  readonly files: ClusterNodeFiles;
  /** Tokens of the generated passwords by their keys, read from the shared stack. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Token of the password of the datacenter's own Redis, if Terraform makes one. */
  readonly redisPassword?: string;
}
