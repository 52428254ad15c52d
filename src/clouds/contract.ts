import type { Construct } from 'constructs';
import type { TerraformElement } from 'cdktf';
import type { CloudFacts } from '../kernel/cloud/facts';
import type { NodeFiles } from '../plan/nodes/node-files';
import type { ClusterNodeFiles } from '../plan/nodes/render-nodes';
import type { DatacenterPlan, LinkPlan, Plan } from '../plan/plan';
import type { ResourceAddresses } from './resource-addresses';

/**
 * What a cloud does for topogen. The rules, numbered; one suite holds every registered cloud to 2 to 7, the house's own to 8:
 *
 *  1. A builder reads the Plan and decides no size: names come from `plan/naming.ts`, addresses, rules and the sizes of
 *     machines, disks and pools from the Plan, which has them from the cloud's facts.
 *  2. Every resource that can carry tags or labels carries topology, datacenter and role.
 *  3. Every firewall rule comes from one Flow and carries its purpose; what no Flow allows is refused.
 *  4. No machine but a VPN gateway has a public address; no resource opens anything but the proxy's listeners to 0.0.0.0/0
 *     inwards.
 *  5. Data disks are encrypted, are resources of their own, and survive their machine.
 *  6. Values cross stacks by named outputs alone.
 *  7. A construct's id is its Terraform name, in snake case, free of hashes; it is a promise to the state.
 *  8. The folders of the clouds have the same file names, save what only one of them can have: `test/house.test.ts` lists that.
 */
export interface CloudBuilder {
  readonly facts: CloudFacts;

  /** The provider of a stack, with the tags that hold for all of it. `datacenters`: those of this cloud that the stack touches, in order of index. */
  provider(scope: StackScope, datacenters: readonly DatacenterPlan[]): void;

  /** Stack `network-<dc>`: network, subnets, NAT, flow logs and, with two or more datacenters, the gateways that links end on. */
  network(scope: StackScope, datacenter: DatacenterPlan): void;

  /** Stack `cluster-<dc>`: identities, secrets, firewall, datastore, Kong pool, load balancer, Redis. */
  cluster(scope: StackScope, datacenter: DatacenterPlan, inputs: ClusterInputs): void;

  /** Stack `links`: the addresses of a listening gateway, read from its network stack's outputs: interface 0, interface 1. */
  listeningAddresses(scope: StackScope, datacenter: DatacenterPlan): readonly [string, string];

  /** Stack `links`: makes a link's connections from its dialling end. One entry per tunnel of the link, in order. */
  dial(
    scope: StackScope,
    link: LinkPlan,
    ends: LinkEnds,
    peerAddresses: readonly [string, string],
    keys: readonly string[],
  ): readonly DialledTunnel[];

  /** Stack `links`: ends those connections on the listening gateway, where that is the cloud's own. */
  listen(
    scope: StackScope,
    link: LinkPlan,
    ends: LinkEnds,
    tunnels: readonly DialledTunnel[],
    keys: readonly string[],
  ): void;

  /**
   * Stack `links`: the VPN instances of a datacenter whose plan has them, and everything that ends on them. Called once
   * for each such datacenter, when the connections of all its links are made. `files`: by the name of the gateway.
   */
  vpnInstances(
    scope: StackScope,
    datacenter: DatacenterPlan,
    links: readonly DialledLink[],
    files: Readonly<Record<string, NodeFiles>>,
  ): void;

  /** What the generated tests of a cluster stack assert. `addresses`: every resource of the stack. */
  clusterPromises(plan: Plan, datacenter: DatacenterPlan, addresses: ResourceAddresses): readonly TopologyPromise[];

  /** What the generated tests of the links stack assert of a link, for its end at this datacenter. */
  linkPromises(
    plan: Plan,
    link: LinkPlan,
    datacenter: DatacenterPlan,
    addresses: ResourceAddresses,
  ): readonly TopologyPromise[];

  /** Stack `links`: joins two datacenters of this cloud as peers, by the link's kind. */
  innerLink(scope: StackScope, link: LinkPlan, ends: LinkEnds, keys: readonly string[]): void;
}

/** A promise of the topology that a stack's HCL must keep, as a test of Terraform's own. */
export interface TopologyPromise {
  /** In snake case, unique in its stack. */
  readonly name: string;
  /** HCL conditions over the stack's resources, each an assertion. Further lines are indented as if the first began at the margin. */
  readonly conditions: readonly string[];
  /** What must hold, as a sentence. */
  readonly message: string;
}

/** The stack that a builder builds into. Made by the stacks room. */
export interface StackScope {
  readonly plan: Plan;

  /** The stack itself: for elements that belong to no file of their own. */
  readonly root: Construct;

  /** The scope for resources that a reviewer finds in `<file>.tf`: network, firewall, kong, secrets, link-<id> and so on. */
  part(file: string): Construct;

  /** Puts a line above the element in the HCL: the reason that the plan knows, where the resource alone does not tell. */
  comment(element: TerraformElement, text: string): void;

  /** The expression for the path of a generated file, given relative to the stack's `files/`: `${path.module}/files/<path>`, without the `${}` around it. */
  filesPath(path?: string): string;

  /** A named output, for other stacks and for people. */
  output(name: string, value: unknown, description: string, options?: { readonly sensitive?: boolean }): void;

  /** The outputs of another stack of the topology, read from its state. */
  outputsOf(stack: string): StackOutputs;
}

/** Tokens for the named outputs of a stack. */
export interface StackOutputs {
  string(name: string): string;
  number(name: string): number;
  list(name: string): string[];
  /** The value of a key in an output that is a map. */
  entry(name: string, key: string): string;
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

/** What the other rooms hand to a cluster stack. */
export interface ClusterInputs {
  /** Configuration of the datacenter's machines; the files themselves are written by the stacks room. */
  readonly files: ClusterNodeFiles;
  /** Tokens of the generated passwords by their keys, read from the shared stack. */
  readonly secrets: Readonly<Record<string, string>>;
}
