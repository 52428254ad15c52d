import { cassandraOf } from '../../../src/plan/datastores/cassandra/of-plan';
import { join } from 'node:path';
import { parse } from 'yaml';
import { addressIn } from '../../../src/kernel/cidr';
import { expandCloudInit } from '../../../src/plan/nodes/expanded-document';
import { renderVpnInstance } from '../../../src/plan/nodes/vpn-instance/render';
import type { VpnInstanceSecret } from '../../../src/plan/nodes/vpn-instance/secret';
import { instanceTunnel, tunnelsOn } from '../../../src/plan/nodes/vpn-instance/tunnels';
import { secretName } from '../../../src/plan/naming';
import type { DatacenterPlan, VpnInstancePlan, LinkPlan, Plan } from '../../../src/plan/plan';
import type { Tier } from '../../../src/kernel/ids';
import { aPlan } from '../../support/a-spec';
import { readTemplates } from '../../support/templates';
import { archiveFolder, archiveTexts } from './cpio';
import { fetchDebian } from './debian';
import { managedEndFiles } from './peer';
import type { Answer } from './shell';
import { VirtualMachine } from './virtual-machine';

/** Two datacenters, joined by one link: `us-east` has the managed end, `us-west` the gateways. */
export const PLAN = aPlan(
  [
    { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
    { name: 'us-west', cloud: 'aws', region: 'us-west-2' },
  ],
  { links: { awsToAws: 'ipsec' } },
);
export const [LEFT, RIGHT] = PLAN.datacenters as [DatacenterPlan, DatacenterPlan];
export const [LINK] = PLAN.links as [LinkPlan];
export const GATEWAYS = RIGHT.vpnInstances!.nodes;

/** What the apply would bring to light. */
export const PUBLIC_ADDRESSES = ['203.0.113.10', '203.0.113.26'];
export const OUTSIDE_ADDRESSES = ['198.51.100.11', '198.51.100.12', '198.51.100.13', '198.51.100.14'];
const KEYS = LINK.tunnels.map((tunnel) => `kFirst0Rain${tunnel.number}.of_Autumn`);

/** A host at each end: it has the address of a Cassandra node. */
export const LEFT_HOST = cassandraOf(LEFT).nodes[0]!.address;
export const RIGHT_HOST = cassandraOf(RIGHT).nodes[0]!.address;
/** A range that the managed end announces without right. */
export const FOREIGN_RANGE = '198.18.0.0/15';

/** The secret of a gateway, with the tunnels of those numbers that are its own. */
export function secretOf(instance: VpnInstancePlan, numbers: readonly number[] = [0, 1, 2, 3]): VpnInstanceSecret {
  const own = GATEWAYS.indexOf(instance);
  return {
    gateway: instance.name,
    publicAddress: PUBLIC_ADDRESSES[own]!,
    routeTableIds: ['rtb-1'],
    interfaceId: own === 0 ? 'eni-a' : 'eni-b',
    otherInterfaceId: own === 0 ? 'eni-b' : 'eni-a',
    tunnels: tunnelsOn(RIGHT, instance, LINK)
      .filter((tunnel) => numbers.includes(tunnel.number))
      .map((tunnel) =>
        instanceTunnel(PLAN, RIGHT, LINK, tunnel, {
          outsideAddress: OUTSIDE_ADDRESSES[tunnel.number]!,
          key: KEYS[tunnel.number]!,
        }),
      ),
  };
}

export type Machine = 'left' | 'right' | 'internet' | 'vpc' | 'peer' | 'gw-a' | 'gw-b';

/** The machines of `world/build.sh`, in a virtual machine of their own. */
export class World {
  private constructor(private readonly computer: VirtualMachine) {}

  /** Boots it, with the machines there and nothing running on them. */
  static async make(): Promise<World> {
    const world = new World(await VirtualMachine.boot(fetchDebian(), Buffer.concat([...archives()])));
    try {
      await world.must(['/world/build.sh']);
      return world;
    } catch (error) {
      world.end();
      throw error;
    }
  }

  /** Runs a command on a machine; throws unless it succeeds. Returns what it said on standard output. */
  async on(machine: Machine, command: string, text = ''): Promise<string> {
    return this.must(
      ['ip', 'netns', 'exec', machine, 'chroot', `/run/machines/${machine}/disk`, 'bash', '-c', command],
      text,
    );
  }

  /** The same, without throwing. */
  try(machine: Machine, command: string): Promise<Answer> {
    return this.computer.run([
      ...['ip', 'netns', 'exec', machine, 'chroot', `/run/machines/${machine}/disk`],
      ...['bash', '-c', command],
    ]);
  }

  /** Starts a program that goes on. */
  async start(machine: Machine, command: string, log: string): Promise<void> {
    await this.on(machine, `setsid ${command} >${log} 2>&1 </dev/null &`);
  }

  /** Puts a secret into the cloud's secret manager; undefined takes it out. */
  async keepSecret(instance: VpnInstancePlan, secret: VpnInstanceSecret | undefined): Promise<void> {
    const path = `/run/secrets/${secretName(PLAN.topology, RIGHT.name, instance.name)}`;
    if (secret === undefined) {
      await this.must(['rm', path]);
      return;
    }
    await this.must(['bash', '-c', `mkdir -p /run/secrets && cat >${path}`], JSON.stringify(secret));
  }

  end(): void {
    this.computer.end();
  }

  private async must(words: readonly string[], text = ''): Promise<string> {
    const answer = await this.computer.run(words, text);
    if (answer.status === 0) return answer.stdout;
    throw new Error(`${words.join(' ')} ended with ${answer.status}:\n${answer.stdout}\n${answer.stderr}`);
  }
}

function* archives(): Generator<Buffer> {
  yield archiveFolder(join(__dirname, '../world'), 'world');
  const [a, b] = GATEWAYS;
  yield archiveTexts([
    ...gatewayLayer('gw-a', PLAN, a),
    ...gatewayLayer('gw-b', PLAN, b),
    ...Object.entries(managedEnd()).map(([path, text]) => ({ path: `world/peer/${path}`, text })),
    { path: 'world/facts.env', text: facts() },
  ]);
}

/** A gateway's disk before its first boot: what its user data writes, and the user data's commands as a script. */
function gatewayLayer(
  machine: Machine,
  plan: Plan,
  instance: VpnInstancePlan,
): { path: string; text: string; mode: number }[] {
  const { artifacts, userData } = renderVpnInstance(plan, RIGHT, instance, readTemplates());
  const document = artifacts.find((artifact) => artifact.path === userData);
  const { write_files: files, runcmd: commands } = parse(expandCloudInit(document!.text, artifacts)) as UserData;
  return [
    ...files.map(({ path, content, permissions }) => ({
      path: `world/${machine}${path}`,
      text: content,
      mode: parseInt(permissions, 8),
    })),
    { path: `world/${machine}/etc/first-boot`, text: commands.map(shellWords).join(''), mode: 0o644 },
  ];
}

interface UserData {
  readonly write_files: readonly { path: string; content: string; permissions: string }[];
  readonly runcmd: readonly (readonly string[])[];
}

function shellWords(words: readonly string[]): string {
  return `${words.map((word) => `'${word}'`).join(' ')}\n`;
}

function managedEnd(): Record<string, string> {
  return managedEndFiles({
    asn: LEFT.asn,
    ranges: [LEFT.cidr, FOREIGN_RANGE],
    peerAsn: RIGHT.asn,
    tunnels: LINK.tunnels.map((tunnel) => ({
      outsideAddress: OUTSIDE_ADDRESSES[tunnel.number]!,
      customerAddress: PUBLIC_ADDRESSES[tunnel.interfaces.right]!,
      key: KEYS[tunnel.number]!,
      insideAddress: tunnel.insideAddresses.left,
      customerInsideAddress: tunnel.insideAddresses.right,
    })),
  });
}

function facts(): string {
  const [a, b] = GATEWAYS;
  return Object.entries({
    SUPERNET: PLAN.supernet,
    LEFT_RANGE: LEFT.cidr,
    LEFT_HOST,
    LEFT_ROUTER: routerOf(LEFT, 'cassandra', 'a'),
    RIGHT_HOST,
    RIGHT_ROUTER: routerOf(RIGHT, 'cassandra', 'a'),
    GATEWAY_A: a.address,
    GATEWAY_A_ROUTER: routerOf(RIGHT, 'vpn', 'a'),
    GATEWAY_B: b.address,
    GATEWAY_B_ROUTER: routerOf(RIGHT, 'vpn', 'b'),
    PUBLIC_A: PUBLIC_ADDRESSES[0],
    PUBLIC_B: PUBLIC_ADDRESSES[1],
    OUTSIDE_ADDRESSES: `'${OUTSIDE_ADDRESSES.join(' ')}'`,
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** The first host of a subnet, as clouds have it. */
function routerOf(datacenter: DatacenterPlan, tier: Tier, zone: string): string {
  const subnet = datacenter.subnets.find((it) => it.tier === tier && it.zone === zone);
  return addressIn(subnet!.cidr, 1);
}
