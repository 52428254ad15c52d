import { whatIsMissing } from './lab/debian';
import { PATIENCE } from './lab/patience';
import { eventually } from './lab/shell';
import {
  FOREIGN_RANGE,
  GATEWAYS,
  LEFT,
  LEFT_HOST,
  LINK,
  OUTSIDE_ADDRESSES,
  PUBLIC_ADDRESSES,
  RIGHT,
  RIGHT_HOST,
  secretOf,
  World,
  type Machine,
} from './lab/world';

/**
 * Both gateways of a link, from nothing but generated files, against a machine that plays the managed end with its
 * parameters: real strongSwan, real FRR, real IPsec in the kernel.
 *
 * It fetches a small Debian and takes some minutes, so it runs when TOPOGEN_GATEWAY says so.
 */
const reason = process.env.TOPOGEN_GATEWAY === undefined ? 'TOPOGEN_GATEWAY is not set' : whatIsMissing();
if (reason !== undefined) process.stderr.write(`skipped, ${reason}: VPN gateways against a managed end\n`);

const PAIR = ['gw-a', 'gw-b'] as const;
/** Both ways, by who opened the connection. */
const FLOWS = ['out', 'in'] as const;

/** Says what is being done and how long it took; a failure carries the step's name. */
async function step<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = Date.now();
  try {
    const result = await work();
    process.stderr.write(`gateway: ${what} (${Math.round((Date.now() - start) / 1000)} s)\n`);
    return result;
  } catch (error) {
    throw new Error(`${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** Everything that tells why a tunnel or a session is not up. */
async function story(world: World, machine: Machine): Promise<string> {
  const { stdout, stderr } = await world.try(
    machine,
    'ip route; swanctl --list-sas; vtysh -c "show bgp ipv4 unicast summary"; cat /run/aws.log /run/frr.log /run/topogen-vpn-failover.service.log; dmesg | tail',
  );
  return `${machine}:\n${stdout}${stderr}`;
}

/** What user data starts, with a limit that leaves time to tell why: alone it takes half a minute. */
const FIRST_BOOT = `timeout ${Math.min(200 * PATIENCE, 500)} bash /etc/first-boot >/run/first-boot.log 2>&1 || {
  tail -n 60 /run/first-boot.log /run/*.log; ps axf; exit 1
}`;

async function boot(world: World): Promise<void> {
  for (const gateway of GATEWAYS) await world.keepSecret(gateway, secretOf(gateway));
  await world.on('peer', 'systemctl start strongswan.service && bash /etc/peer-up && systemctl start frr.service');
  // Daemons that are slow to start miss their configuration; at the gateways topogen-vpn-apply sees to that.
  const speaks = `vtysh -b >/dev/null 2>&1; vtysh -c 'show bgp summary' | grep -q ${RIGHT.asn}`;
  await eventually(
    'the managed end speaks BGP',
    60,
    async () => ((await world.try('peer', speaks)).status === 0 ? true : undefined),
    () => story(world, 'peer'),
  );
  await Promise.all(PAIR.map((machine) => world.on(machine, FIRST_BOOT)));
}

/** The interfaces that a machine sends a range into. */
async function routesOf(world: World, machine: Machine, range: string): Promise<string[]> {
  const said = await world.on(machine, `ip route show ${range} proto bgp`);
  return [...new Set([...said.matchAll(/dev (\S+)/g)].map((match) => match[1]!))].sort();
}

async function reached(
  world: World,
  machine: Machine,
  range: string,
  over: number,
  seconds: number,
): Promise<string[]> {
  return eventually(
    `${machine} reaches ${range} over ${over} tunnels`,
    seconds,
    async () => {
      const tunnels = await routesOf(world, machine, range);
      return tunnels.length === over ? tunnels : undefined;
    },
    async () => (await story(world, machine)) + (await story(world, 'peer')),
  );
}

async function startFlows(world: World): Promise<void> {
  for (const host of ['left', 'right'] as const)
    await world.start(host, 'python3 /world/flow.py serve 7000', '/run/serve.log');
  for (const [flow, from, to] of [
    ['out', 'right', LEFT_HOST],
    ['in', 'left', RIGHT_HOST],
  ] as const) {
    await eventually(`${from} reaches ${to}`, 60, async () =>
      (await world.try(from, `python3 /world/flow.py reach ${to} 7000`)).status === 0 ? true : undefined,
    );
    await world.start(from, `python3 /world/flow.py talk ${to} 7000 /run/world/flow-${flow}`, '/run/talk.log');
  }
}

/** How many lines each of the connections has had echoed. */
async function lines(world: World): Promise<number[]> {
  const { stdout } = await world.try(
    'left',
    `for flow in ${FLOWS.join(' ')}; do cat "/run/world/flow-$flow" | wc -l; done`,
  );
  return stdout.trim().split('\n').map(Number);
}

/** Each of the connections that were opened at the beginning gets on by some more lines. */
async function flowsGoOn(world: World, seconds: number): Promise<void> {
  const before = await lines(world);
  expect(before).toHaveLength(FLOWS.length);
  await eventually(
    'every flow goes on',
    seconds,
    async () => ((await lines(world)).every((count, i) => count >= before[i]! + 15) ? true : undefined),
    async () => `${String(before)} lines, then ${String(await lines(world))}\n${await story(world, 'gw-b')}`,
  );
}

async function packets(world: World, counter: 'tunnels' | 'bare'): Promise<number> {
  const said = await world.on('internet', `nft list counter ip sight ${counter}`);
  return Number(/packets (\d+)/.exec(said)?.[1]);
}

/** Packets that the first gateway has put into each of its tunnels so far. */
async function sent(world: World, tunnels: readonly string[]): Promise<number[]> {
  const links = JSON.parse(await world.on('gw-a', 'ip -json -s link')) as {
    ifname: string;
    stats64: { tx: { packets: number } };
  }[];
  return tunnels.map((name) => links.find((it) => it.ifname === name)?.stats64.tx.packets ?? 0);
}

/** The first gateway's tunnel that carries most of what it sends right now, by its number in the link. */
async function busiest(world: World, tunnels: readonly string[]): Promise<number> {
  const before = await sent(world, tunnels);
  await flowsGoOn(world, 30);
  const after = await sent(world, tunnels);
  const grown = after.map((count, i) => count - before[i]!);
  return grown.indexOf(Math.max(...grown));
}

async function ikeSa(world: World, machine: Machine, connection: string): Promise<string | undefined> {
  const said = await world.on(machine, 'swanctl --list-sas');
  return said.split('\n').find((line) => line.startsWith(`${connection}:`));
}

/** Diffie-Hellman groups of the key exchanges that stand, in strongSwan's words. */
function keyExchanges(said: string): string[] {
  return [...said.matchAll(/PRF_HMAC_SHA2_256\/(\w+)/g)].map((match) => match[1]!);
}

/** Those of four tunnels in group 20. */
const CURVES = Array(4).fill('ECP_384').join();

const life = reason === undefined ? test : test.skip;

life(
  'two gateways bring up a link, keep its flows through the loss of a tunnel and of a gateway, and follow its changes',
  async () => {
    const world = await step('a world of its own', () => World.make());
    const kernel = (await world.on('gw-a', 'uname -r')).trim();
    process.stderr.write(`gateway: IPsec and XFRM interfaces of Linux ${kernel}, in a virtual machine\n`);
    try {
      await step('first boot of both gateways', () => boot(world));
      const tunnels = await step('BGP: every tunnel carries routes both ways', async () => {
        const own = await Promise.all(PAIR.map((machine) => reached(world, machine, LEFT.cidr, 2, 90)));
        await reached(world, 'peer', RIGHT.cidr, 4, 60);
        return own.flat();
      });
      expect(tunnels).toEqual(['vpn512', 'vpn513', 'vpn514', 'vpn515']);
      const installed = await world.on('peer', 'swanctl --list-sas');
      expect(installed.match(/INSTALLED, TUNNEL-in-UDP, ESP:AES_CBC-256\/HMAC_SHA2_256_128/g)).toHaveLength(4);
      // The peer takes the group of older instances too; these propose the curve alone.
      expect(keyExchanges(installed).join()).toBe(CURVES);
      expect(await routesOf(world, 'gw-a', FOREIGN_RANGE)).toEqual([]);

      await step('TCP flows both ways', async () => {
        await startFlows(world);
        await flowsGoOn(world, 30);
      });
      await step('large flows, in segments that fit', async () => {
        await world.on('right', `python3 /world/flow.py bulk ${LEFT_HOST} 7000 300000`);
        await world.on('left', `python3 /world/flow.py bulk ${RIGHT_HOST} 7000 300000`);
      });
      await step('keys are renewed from either end, in the group that gateways propose', async () => {
        await world.on('peer', 'swanctl --rekey --child tunnel0 && swanctl --rekey --ike tunnel1');
        await world.on('gw-b', `swanctl --rekey --child ${LINK.id}-2 && swanctl --rekey --ike ${LINK.id}-3`);
        const renewed = /INSTALLED, TUNNEL-in-UDP, ESP:AES_CBC-256\/HMAC_SHA2_256_128\/ECP_384/g;
        await eventually('both have new keys', 60, async () => {
          const said = await world.on('peer', 'swanctl --list-sas');
          return said.match(renewed)?.length === 2 && keyExchanges(said).join() === CURVES ? true : undefined;
        });
        await flowsGoOn(world, 60);
      });
      await step('an older gateway, which knows group 14 alone, has its tunnel as well', async () => {
        const older = `${LINK.id}-2`;
        await world.on('gw-b', 'sed -i s/ecp384/modp2048/ /etc/swanctl/conf.d/topogen.conf && swanctl --load-all');
        await world.on('gw-b', `swanctl --terminate --ike ${older}`);
        await eventually('the tunnel is up in group 14', 60, async () =>
          (await ikeSa(world, 'gw-b', older))?.includes('ESTABLISHED') &&
          keyExchanges(await world.on('gw-b', 'swanctl --list-sas')).includes('MODP_2048')
            ? true
            : undefined,
        );
        await world.on('gw-b', `swanctl --rekey --child ${older}`);
        await eventually('its keys are renewed', 60, async () =>
          /ESP:AES_CBC-256\/HMAC_SHA2_256_128\/MODP_2048/.test(await world.on('gw-b', 'swanctl --list-sas'))
            ? true
            : undefined,
        );
        await reached(world, 'gw-b', LEFT.cidr, 2, 60);
        await flowsGoOn(world, 60);
      });
      await step('it comes into the new group by its new proposal', async () => {
        await world.on('gw-b', 'rm /etc/swanctl/conf.d/topogen.conf && /usr/local/sbin/topogen-vpn-apply');
        await world.on('gw-b', `swanctl --terminate --ike ${LINK.id}-2`);
        await eventually('every tunnel is up in group 20', 60, async () =>
          keyExchanges(await world.on('peer', 'swanctl --list-sas')).join() === CURVES ? true : undefined,
        );
        await reached(world, 'gw-b', LEFT.cidr, 2, 60);
      });
      await step('nothing goes over the internet but IPsec in UDP', async () => {
        expect(await packets(world, 'tunnels')).toBeGreaterThan(400);
        expect(await packets(world, 'bare')).toBe(0);
      });
      await step('the gateway itself is closed to the far end', async () => {
        const knock = `python3 /world/flow.py reach ${GATEWAYS[0].address} 8179`;
        expect((await world.try('gw-b', knock)).status).toBe(0);
        expect((await world.try('left', knock)).status).not.toBe(0);
      });

      const first = tunnels.slice(0, 2);
      const cut = await busiest(world, first);
      await step(`tunnel ${cut} is cut: the flows go on over the other`, async () => {
        const pair = `{ ${OUTSIDE_ADDRESSES[cut]}, ${PUBLIC_ADDRESSES[0]} }`;
        await world.on('internet', `nft add rule ip sight cuts ip saddr ${pair} ip daddr ${pair} drop`);
        expect(await reached(world, 'gw-a', LEFT.cidr, 1, 60)).toEqual([first[1 - cut]]);
        await flowsGoOn(world, 120);
      });

      await step('a tunnel leaves the secret: it goes, and its neighbour is not touched', async () => {
        const [, second] = GATEWAYS;
        const kept = `${LINK.id}-2`;
        const before = await ikeSa(world, 'gw-b', kept);
        await world.keepSecret(second, secretOf(second, [2]));
        await world.on('gw-b', '/usr/local/sbin/topogen-vpn-apply');
        expect(await ikeSa(world, 'gw-b', `${LINK.id}-3`)).toBeUndefined();
        expect((await world.try('gw-b', 'ip link show vpn515')).status).not.toBe(0);
        expect(await reached(world, 'gw-b', LEFT.cidr, 1, 40)).toEqual(['vpn514']);
        // The number of the key exchange, and its cookies.
        expect((await ikeSa(world, 'gw-b', kept))?.slice(0, 80)).toBe(before?.slice(0, 80));
        await flowsGoOn(world, 60);
      });

      await step('a gateway comes up with what it knows while the secret manager is away', async () => {
        const [one] = GATEWAYS;
        await world.keepSecret(one, undefined);
        // As after a reboot: the daemons have their files, and every interface is gone.
        for (const name of first) await world.on('gw-a', `ip link delete ${name}`);
        await world.start('gw-a', '/usr/local/sbin/topogen-vpn-apply', '/run/apply.log');
        await reached(world, 'gw-a', LEFT.cidr, 1, 90);
        expect((await world.try('gw-a', 'pgrep -f [t]opogen-vpn-apply')).status).toBe(0);
        await world.keepSecret(one, secretOf(one));
        await eventually('the refresh ends', 90, async () =>
          (await world.try('gw-a', 'pgrep -f [t]opogen-vpn-apply')).status === 0 ? undefined : true,
        );
        await flowsGoOn(world, 60);
      });

      await step('a range that a link leads to later is accepted without a new session', async () => {
        const [one] = GATEWAYS;
        const more = secretOf(one);
        const ranges = [LEFT.cidr, FOREIGN_RANGE];
        await world.keepSecret(one, { ...more, tunnels: more.tunnels.map((tunnel) => ({ ...tunnel, ranges })) });
        // The first try to reload fails, and must not count.
        await world.on('gw-a', 'chmod -x /usr/lib/frr/frr-reload.py');
        await world.start('gw-a', '/usr/local/sbin/topogen-vpn-apply', '/run/apply.log');
        await eventually('the reload fails', 60, async () =>
          (await world.try('gw-a', 'grep "loading frr.conf: no success" /run/apply.log')).status === 0
            ? true
            : undefined,
        );
        expect((await world.try('gw-a', 'ls /var/lib/topogen/vpn/frr.conf.loaded')).status).not.toBe(0);
        await world.on('gw-a', 'chmod +x /usr/lib/frr/frr-reload.py');
        await reached(world, 'gw-a', FOREIGN_RANGE, 1, 90);
        await world.keepSecret(one, more);
        await world.on('gw-a', '/usr/local/sbin/topogen-vpn-apply');
        await eventually('the range is gone', 60, async () =>
          (await routesOf(world, 'gw-a', FOREIGN_RANGE)).length === 0 ? true : undefined,
        );
      });

      await step('connections that keep strongSwan from starting are put right by the next look', async () => {
        await world.on(
          'gw-b',
          `echo 'connections { broken' >/etc/swanctl/conf.d/topogen.conf
           for pid in $(pgrep charon-systemd); do
             if [[ "$(readlink /proc/$pid/ns/net)" == "$(readlink /proc/self/ns/net)" ]]; then kill $pid; fi
           done
           rm -f /run/charon.vici`,
        );
        expect((await world.try('gw-b', 'swanctl --stats')).status).not.toBe(0);
        await world.on('gw-b', '/usr/local/sbin/topogen-vpn-apply');
        await eventually('its tunnel is up again', 60, async () =>
          (await ikeSa(world, 'gw-b', `${LINK.id}-2`))?.includes('ESTABLISHED') ? true : undefined,
        );
        await reached(world, 'gw-b', LEFT.cidr, 1, 90);
      });

      await step('routing that ended is started again by the next look', async () => {
        await world.on('gw-b', '/usr/lib/frr/frrinit.sh stop; ip route flush proto bgp');
        await world.on('gw-b', '/usr/local/sbin/topogen-vpn-apply');
        await reached(world, 'gw-b', LEFT.cidr, 1, 90);
      });

      await step(
        'routing that runs without its configuration, as it started too slowly for it, has it by the next look',
        async () => {
          await world.on(
            'gw-b',
            `/usr/lib/frr/frrinit.sh stop; ip route flush proto bgp
             mv /etc/frr/frr.conf /etc/frr/aside
             setsid /usr/lib/frr/frrinit.sh start >/run/frr.log 2>&1 </dev/null
             mv /etc/frr/aside /etc/frr/frr.conf`,
          );
          await world.on('gw-b', '/usr/local/sbin/topogen-vpn-apply');
          await reached(world, 'gw-b', LEFT.cidr, 1, 90);
        },
      );

      await step('the cut is over: the tunnel comes back by itself', async () => {
        await world.on('internet', 'nft flush chain ip sight cuts');
        expect(await reached(world, 'gw-a', LEFT.cidr, 2, 90)).toEqual(first);
      });

      await step(
        'the first gateway dies: the second takes its routes within a minute, and the flows go on',
        async () => {
          const died = Date.now();
          await world.on('gw-a', 'ip link set vpc down');
          await eventually(
            'the route points to the second gateway',
            60,
            async () => ((await world.on('vpc', `ip route show ${LEFT.cidr}`)).includes('dev gw-b') ? true : undefined),
            () => story(world, 'gw-b'),
          );
          process.stderr.write(`gateway: routes moved ${Math.round((Date.now() - died) / 1000)} s after the death\n`);
          await reached(world, 'peer', RIGHT.cidr, 1, 60);
          await flowsGoOn(world, 120);
        },
      );
    } finally {
      world.end();
    }
  },
  1_260_000 * PATIENCE,
);
