import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runsLong } from '../../../support/long';
import { describeWithPython, filesOf, ipsecPlan, TWO } from './an-instance';

const describeLab = runsLong('VPN instances that take over from each other') ? describeWithPython : describe.skip;

const SCRIPT = filesOf(ipsecPlan(TWO), 'us-west', 'vpn-a').artifacts.find((it) =>
  it.path.endsWith('/topogen-vpn-failover'),
)!;
const EAST = '10.64.0.0/16';
const IRELAND = '10.66.0.0/16';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'topogen-failover-'));
  writeFileSync(join(folder, 'topogen-vpn-failover'), SCRIPT.text);
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Ran {
  readonly answer: unknown;
  readonly log: string;
}

/** Runs a part of the generated script. */
function drive(mode: 'decide' | 'watch' | 'pair' | 'alive', asked: unknown): Promise<Ran> {
  const driver = join(__dirname, 'failover_driver.py');
  return new Promise((resolve, reject) => {
    const child = spawn('python3', [driver, join(folder, 'topogen-vpn-failover'), mode], {
      env: { ...process.env, STAND_INS: folder, TOPOGEN_ROOT: folder, WORLD: folder, PYTHONDONTWRITEBYTECODE: '1' },
    });
    let said = '';
    let log = '';
    child.stdout.on('data', (text: Buffer) => (said += text.toString()));
    child.stderr.on('data', (text: Buffer) => (log += text.toString()));
    child.on('error', reject);
    child.on('close', (status) =>
      status === 0 ? resolve({ answer: JSON.parse(said) as unknown, log }) : reject(new Error(log)),
    );
    child.stdin.end(JSON.stringify(asked));
  });
}

interface Round {
  readonly now: number;
  readonly mine: readonly string[];
  readonly theirs: readonly string[] | null;
  readonly held: readonly string[];
}

/** Rounds every five seconds. */
function rounds(from: number, to: number, seen: Omit<Round, 'now'>): Round[] {
  return Array.from({ length: (to - from) / 5 }, (_, i) => ({ now: from + 5 * i, ...seen }));
}

/** The times at which a gateway looks for routes to take. */
async function looks(preferred: boolean, list: readonly Round[]): Promise<[number, string[]][]> {
  const { answer } = await drive('decide', { preferred, rounds: list });
  return (answer as string[][]).flatMap((wanted, i): [number, string[]][] =>
    wanted.length > 0 ? [[list[i]!.now, wanted]] : [],
  );
}

const BOTH_WELL = { mine: [EAST], theirs: [EAST] };

describeLab('the decision of a gateway', () => {
  test('is to leave everything as it is while both are well', async () => {
    expect(await looks(false, rounds(0, 3600, { ...BOTH_WELL, held: [EAST] }))).toEqual([]);
  });

  test('is to take a range once the other has not reached it for three rounds, silent or not', async () => {
    const before = rounds(0, 60, { ...BOTH_WELL, held: [EAST] });
    for (const theirs of [null, []]) {
      const [first] = await looks(false, [...before, ...rounds(60, 120, { mine: [EAST], theirs, held: [EAST] })]);
      // Rounds at 60, 65 and 70.
      expect(first).toEqual([70, [EAST]]);
    }
  });

  test('is to leave a range that it does not reach itself', async () => {
    expect(await looks(true, rounds(0, 600, { mine: [], theirs: null, held: [EAST] }))).toEqual([]);
  });

  test('is made for each range by itself', async () => {
    const list = rounds(0, 30, { mine: [EAST, IRELAND], theirs: [EAST], held: [EAST, IRELAND] });
    expect(await looks(false, list)).toEqual([[10, [IRELAND]]]);
  });

  test('is not to be misled by a short silence', async () => {
    const blink = [...rounds(0, 10, { mine: [EAST], theirs: null, held: [EAST] })];
    const list = [0, 20, 40, 60].flatMap((start) => [
      ...blink.map((round) => ({ ...round, now: round.now + start })),
      ...rounds(start + 10, start + 20, { ...BOTH_WELL, held: [EAST] }),
    ]);
    expect(await looks(false, list)).toEqual([]);
  });

  test('is to take back, where it is preferred, once it has reached the range for five minutes without a break', async () => {
    const back = [
      ...rounds(0, 200, { ...BOTH_WELL, held: [EAST] }),
      ...rounds(200, 205, { mine: [], theirs: [EAST], held: [EAST] }),
      ...rounds(205, 560, { ...BOTH_WELL, held: [EAST] }),
    ];
    expect((await looks(true, back))[0]).toEqual([505, [EAST]]);
    expect(await looks(false, back)).toEqual([]);
  });

  test('is not to take back from a gateway that it cannot see but for its silence', async () => {
    // Alone, it looks every minute, and takes nothing where nothing points to the other.
    const alone = rounds(0, 300, { mine: [EAST], theirs: null, held: [] });
    expect((await looks(true, alone)).map(([now]) => now)).toEqual([10, 70, 130, 190, 250]);
  });

  test('comes more and more seldom where two well gateways cannot see each other', async () => {
    const torn = rounds(0, 86_400, { mine: [EAST], theirs: null, held: [EAST] });
    const times = (await looks(false, torn)).map(([now]) => now);
    const pauses = times.slice(1).map((now, i) => now - times[i]!);
    // Both are well: a move costs nothing, and a gateway that dies meanwhile must not be waited for longer.
    expect(pauses.slice(0, 4)).toEqual([60, 120, 240, 240]);
    expect(Math.max(...pauses)).toBe(240);
  });

  test('is quick again after an hour of rest', async () => {
    const list = [
      ...rounds(0, 600, { mine: [EAST], theirs: null, held: [EAST] }),
      ...rounds(600, 9000, { ...BOTH_WELL, held: [] }),
      ...rounds(9000, 9300, { mine: [EAST], theirs: null, held: [EAST] }),
    ];
    const times = (await looks(false, list)).map(([now]) => now).filter((now) => now >= 9000);
    expect(times.slice(0, 2)).toEqual([9010, 9070]);
  });
});

type Spans = readonly (readonly [number, number])[];

interface Pair {
  readonly seconds: number;
  /** Tunnels of a gateway that are down. */
  readonly down?: { readonly a?: Spans; readonly b?: Spans };
  /** A gateway that does not run. */
  readonly dead?: { readonly a?: Spans; readonly b?: Spans };
  /** The way between the two. */
  readonly torn?: Spans;
}

describeLab('two gateways side by side, of which the first is preferred', () => {
  /** The gateway that the route leads to, by time. */
  async function held({ seconds, down = {}, dead = {}, torn = [] }: Pair): Promise<(now: number) => string> {
    const each = (spans: Pair['down'] = {}) => ({ a: spans.a ?? [], b: spans.b ?? [] });
    const { answer } = await drive('pair', { seconds, down: each(down), dead: each(dead), torn });
    const list = answer as string[];
    return (now) => list[Math.floor(now / 5)]!;
  }

  test('the second takes over within seconds however often the first loses its tunnels', async () => {
    const losses = Array.from({ length: 18 }, (_, i): [number, number] => [600 + 1200 * i, 1200 + 1200 * i]);
    const holder = await held({ seconds: 22_800, down: { a: losses } });
    for (const [from, to] of losses) {
      for (let now = from + 20; now < to; now += 5) expect([now, holder(now)]).toEqual([now, 'b']);
    }
  });

  test('short losses are answered as fast', async () => {
    const losses = Array.from({ length: 12 }, (_, i): [number, number] => [600 + 900 * i, 660 + 900 * i]);
    const holder = await held({ seconds: 12_000, down: { a: losses } });
    for (const [from, to] of losses) expect([from, holder(from + 20), holder(to - 5)]).toEqual([from, 'b', 'b']);
  });

  test('the first takes back five minutes after it is well again, and more and more seldom where that keeps failing', async () => {
    const once = await held({ seconds: 2000, down: { a: [[600, 700]] } });
    expect([990, 1010].map(once)).toEqual(['b', 'a']);
    const losses = Array.from({ length: 30 }, (_, i): [number, number] => [600 + 400 * i, 620 + 400 * i]);
    const holder = await held({ seconds: 12_600, down: { a: losses } });
    const times = Array.from({ length: 2520 }, (_, i) => i * 5);
    const returns = times.filter((now) => now > 0 && holder(now) === 'a' && holder(now - 5) === 'b');
    expect(returns.length).toBeGreaterThan(1);
    expect(returns.length).toBeLessThan(losses.length / 3);
  });

  test('a long misunderstanding between the two does not slow down what follows it', async () => {
    const holder = await held({ seconds: 12_000, torn: [[600, 9000]], dead: { a: [[9600, 12_000]] } });
    expect([9595, 9620, 11_000].map(holder)).toEqual(['a', 'b', 'b']);
  });

  test('one that dies amid such a misunderstanding is replaced within minutes', async () => {
    const holder = await held({ seconds: 6000, torn: [[600, 6000]], dead: { a: [[3000, 6000]] } });
    for (let now = 3000 + 240 + 10; now < 6000; now += 5) expect([now, holder(now)]).toEqual([now, 'b']);
  });
});

describeLab('a gateway at work', () => {
  const TABLES = {
    RouteTables: ['rtb-a', 'rtb-b'].map((id) => ({
      RouteTableId: id,
      Routes: [
        { DestinationCidrBlock: '10.65.0.0/16', GatewayId: 'local' },
        { DestinationCidrBlock: '10.64.0.0/10', TransitGatewayId: 'tgw-1' },
        { DestinationCidrBlock: EAST, NetworkInterfaceId: id === 'rtb-a' ? 'eni-other' : 'eni-own' },
        { DestinationCidrBlock: IRELAND, NetworkInterfaceId: 'eni-other' },
        { DestinationIpv6CidrBlock: '::/0', GatewayId: 'igw-1' },
      ],
    })),
  };
  const ROUTES = [
    { dst: EAST, dev: 'vpn512', protocol: 'bgp' },
    { dst: IRELAND, protocol: 'bgp', nexthops: [{ dev: 'vpn516' }, { dev: 'vpn517' }] },
    { dst: '10.99.0.0/16', dev: 'eth0', protocol: 'bgp' },
  ];

  let other: Server;
  let othersRanges: string[] | undefined;
  beforeEach(async () => {
    othersRanges = [];
    other = createServer((_, response) => {
      if (!othersRanges) response.writeHead(500).end();
      else response.writeHead(200).end(JSON.stringify(othersRanges));
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    mkdirSync(join(folder, 'var/lib/topogen/vpn'), { recursive: true });
    writeFileSync(
      join(folder, 'var/lib/topogen/vpn/failover.json'),
      JSON.stringify({
        routeTableIds: ['rtb-a', 'rtb-b'],
        interfaceId: 'eni-own',
        otherInterfaceId: 'eni-other',
        ranges: [EAST, IRELAND],
      }),
    );
    writeFileSync(join(folder, 'tables'), JSON.stringify(TABLES));
    writeFileSync(join(folder, 'routes'), JSON.stringify(ROUTES));
    standIn('ip', 'cat "$WORLD/routes"');
    standIn('aws', 'echo "$*" >>"$WORLD/calls"; if [ "$2" = describe-route-tables ]; then cat "$WORLD/tables"; fi');
  });
  afterEach(() => new Promise((resolve) => other.close(resolve)));

  function standIn(name: string, commands: string): void {
    writeFileSync(join(folder, name), `#!/bin/sh\n${commands}\n`);
    chmodSync(join(folder, name), 0o755);
  }

  function calls(): string[] {
    try {
      return readFileSync(join(folder, 'calls'), 'utf8').trimEnd().split('\n');
    } catch {
      return [];
    }
  }

  const watch = (list: readonly number[], later = 0): Promise<Ran> =>
    drive('watch', {
      later,
      preferred: false,
      own: ['127.0.0.2', (other.address() as AddressInfo).port],
      other: ['127.0.0.1', (other.address() as AddressInfo).port],
      rounds: list,
    });

  const LOOK =
    'ec2 describe-route-tables --region us-west-2 --output json --filters Name=route-table-id,Values=rtb-a,rtb-b';
  const take = (table: string, range: string): string =>
    `ec2 replace-route --region us-west-2 --route-table-id ${table} --destination-cidr-block ${range} --network-interface-id eni-own`;

  test('tells the other one what it reaches through its own tunnels', async () => {
    othersRanges = [EAST, IRELAND];
    const { answer } = await watch([0]);
    expect(answer).toEqual([EAST, IRELAND]);
    // It looks where routes point, and leaves them.
    expect(calls()).toEqual([LOOK]);
  });

  test('gives no answer that is old: what hangs must not pass for well', async () => {
    othersRanges = [EAST, IRELAND];
    expect((await watch([0, 5], 20)).answer).toEqual([EAST, IRELAND]);
    expect((await watch([0, 5], 25)).answer).toBeNull();
    standIn('ip', 'exit 1');
    expect((await watch([0, 5, 10])).answer).toBeNull();
  });

  test('takes at once what leads to nothing, and what leads to an interface that is gone', async () => {
    othersRanges = [EAST, IRELAND];
    const dead = { DestinationCidrBlock: EAST, NetworkInterfaceId: 'eni-gone', State: 'blackhole' };
    writeFileSync(join(folder, 'tables'), JSON.stringify({ RouteTables: [{ RouteTableId: 'rtb-a', Routes: [dead] }] }));
    await watch([0, 5, 10]);
    expect(calls()).toEqual([LOOK, take('rtb-a', EAST)]);
  });

  /** The cloud refuses every call with such words, once. */
  function refuseOnce(words: string): void {
    standIn(
      'aws',
      `echo "$*" >>"$WORLD/calls"
       case "$*" in *${words}*) if [ ! -e "$WORLD/refused" ]; then touch "$WORLD/refused"; exit 254; fi ;; esac
       if [ "$2" = describe-route-tables ]; then cat "$WORLD/tables"; fi`,
    );
  }

  test('tries a single route that was refused again in the next round, whatever became of the others', async () => {
    refuseOnce('replace-route*rtb-b');
    await watch([0, 5, 10, 15]);
    const takes = calls().filter((call) => call === take('rtb-b', IRELAND));
    expect(takes).toHaveLength(2);
    expect(calls().slice(2, 5).sort()).toEqual([take('rtb-a', EAST), take('rtb-a', IRELAND), take('rtb-b', IRELAND)]);
    expect(calls()[5]).toBe(LOOK);
  });

  test.each(['describe', 'replace'])(
    'repeats a sweep whose %s was refused after a quarter of a minute',
    async (what) => {
      othersRanges = [EAST, IRELAND];
      const dead = { DestinationCidrBlock: EAST, NetworkInterfaceId: 'eni-gone', State: 'blackhole' };
      writeFileSync(
        join(folder, 'tables'),
        JSON.stringify({ RouteTables: [{ RouteTableId: 'rtb-a', Routes: [dead] }] }),
      );
      refuseOnce(what);
      await watch([0, 5, 10, 15, 20]);
      expect(calls().filter((call) => call === LOOK)).toHaveLength(2);
      expect(calls().at(-1)).toBe(take('rtb-a', EAST));
    },
  );

  test('looks for such routes once a minute', async () => {
    othersRanges = [EAST, IRELAND];
    await watch(Array.from({ length: 24 }, (_, i) => 5 * i));
    expect(calls()).toEqual([LOOK, LOOK]);
  });

  test('takes the routes that point to the other one, and those alone', async () => {
    const { log } = await watch([0, 5, 10, 15]);
    expect(calls().slice(0, 2)).toEqual([LOOK, LOOK]);
    // Side by side, in any order.
    expect(calls().slice(2).sort()).toEqual([take('rtb-a', EAST), take('rtb-a', IRELAND), take('rtb-b', IRELAND)]);
    expect(log).toContain(`took ${EAST} in rtb-a`);
  });

  test('takes only ranges that the other one does not reach', async () => {
    othersRanges = [IRELAND];
    await watch([0, 5, 10, 15]);
    expect(calls()).toEqual([LOOK, LOOK, take('rtb-a', EAST)]);
  });

  test('counts an answer that is none as silence', async () => {
    othersRanges = undefined;
    await watch([0, 5, 10]);
    expect(calls()).toContain(take('rtb-a', EAST));
  });

  test('tries again in the next round when the cloud refuses', async () => {
    standIn('aws', 'echo "$*" >>"$WORLD/calls"; echo "not now" >&2; exit 254');
    const { log, answer } = await watch([0, 5, 10, 15]);
    expect(calls()).toEqual([LOOK, LOOK, LOOK]);
    expect(log).toContain('no success in this round');
    expect(log).toContain('not now');
    // It reaches what it reaches, whatever the cloud says.
    expect(answer).toEqual([EAST, IRELAND]);
  });

  test('tells systemd that it goes on, on a socket of either kind', async () => {
    for (const socket of [join(folder, 'notify'), `@${folder}`])
      expect((await drive('alive', { socket })).answer).toBe('WATCHDOG=1');
  });

  test('waits for its settings at first boot', async () => {
    rmSync(join(folder, 'var/lib/topogen/vpn/failover.json'));
    const { answer, log } = await watch([0, 5, 10, 15]);
    expect(answer).toBeNull();
    expect(log).toContain('failover.json');
    expect(calls()).toEqual([]);
  });
});
