import { must, run } from './shell';

/** The gateway's address on every cable; each end of a cable is a network of its own. */
const GATEWAY = '169.254.1.1';

/**
 * Machines that reach each other through one router, and nothing else: network namespaces with a cable each, no way out.
 *
 *     machine 10.64.64.10 ---- router ---- machine 10.65.64.10
 */
export class LabNetwork {
  private readonly spaces: string[] = [];
  private cables = 0;

  private constructor(private readonly prefix: string) {}

  static async make(): Promise<LabNetwork> {
    const network = new LabNetwork(`tg${process.pid}`);
    await network.add('router');
    await network.inside('router', 'sysctl -q net.ipv4.ip_forward=1 || echo 1 > /proc/sys/net/ipv4/ip_forward');
    return network;
  }

  /** The namespace of a machine. */
  space(name: string): string {
    return `${this.prefix}-${name}`;
  }

  /** A machine's namespace, with its address and its cable. */
  async plugIn(name: string, address: string): Promise<void> {
    await this.add(name);
    const cable = `v${(this.cables += 1)}`;
    await must([
      'ip',
      'link',
      'add',
      'eth0',
      'netns',
      this.space(name),
      'type',
      'veth',
      'peer',
      'name',
      cable,
      'netns',
      this.space('router'),
    ]);
    await this.inside(
      'router',
      `ip link set ${cable} up && ip addr add ${GATEWAY}/32 dev ${cable} && ip route replace ${address}/32 dev ${cable}`,
    );
    await this.inside(
      name,
      `ip addr add ${address}/32 dev eth0 && ip link set eth0 up && ip route add ${GATEWAY}/32 dev eth0 && ip route add default via ${GATEWAY}`,
    );
  }

  /** Pulls the cable of a machine, or plugs it in again. */
  async cable(name: string, plugged: boolean): Promise<void> {
    const route = 'ip route add default via ' + GATEWAY;
    const script = plugged
      ? `ip link set eth0 up && ip route replace ${GATEWAY}/32 dev eth0 && ${route}`
      : 'ip link set eth0 down';
    await this.inside(name, script);
  }

  /** Takes a machine's namespace away, whose processes have ended; its name and address may be plugged in again. */
  async unplug(name: string): Promise<void> {
    const space = this.space(name);
    await must(['ip', 'netns', 'del', space]);
    this.spaces.splice(this.spaces.indexOf(space), 1);
  }

  /** Takes the link between two ranges down, so that what goes from one to the other is lost, or brings it up again. */
  async link(one: string, other: string, isUp: boolean): Promise<void> {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ])
      await this.inside('router', `ip rule ${isUp ? 'del' : 'add'} from ${from} to ${to} blackhole`);
  }

  async remove(): Promise<void> {
    for (const space of this.spaces.splice(0)) await run(['ip', 'netns', 'del', space]);
  }

  private async add(name: string): Promise<void> {
    await must(['ip', 'netns', 'add', this.space(name)]);
    this.spaces.push(this.space(name));
    await this.inside(name, 'ip link set lo up');
  }

  private async inside(name: string, script: string): Promise<void> {
    await must(['ip', 'netns', 'exec', this.space(name), 'sh', '-c', script]);
  }
}
