import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import type { Synthesis } from '../../../src/actions/synthesize';
import type { Attributes } from '../../../src/clouds/resources';
import { BOTH_CLOUDS, BOTH_NOTIFIED } from '../../support/both-clouds';
import { resourcesOf } from '../../support/emitted';
import { fieldsOf } from '../../support/filter-pattern';
import { notedCalls, notedPrograms } from '../../support/noted-programs';
import { RSYSLOG, writtenByRsyslog } from '../../support/rsyslog';
import { synthesizeText } from '../../support/synthesized';
import { complaintsOfSystemd, testWithSystemd } from '../../support/systemd';

/* Nodes of a ring that say how they are: the script against servers of the test, and what brings it against stand-ins. */

/** The clouds run programs by sh, which is dash on Ubuntu. */
const SH = spawnSync('dash', ['-c', ':']).status === 0 ? 'dash' : 'sh';

const LOGS = { logs: {} };
const SPEC = {
  name: 'edge',
  requestsPerSecond: 900,
  datacenters: BOTH_CLOUDS,
  monitoring: {
    ...LOGS,
    notify: BOTH_NOTIFIED,
  },
};

async function synthesis(changed: object = {}): Promise<Synthesis> {
  return (await synthesizeText(JSON.stringify({ ...SPEC, ...changed }), 'edge.json')).synthesis;
}

function text(of: Synthesis, path: string): string {
  const file = of.terraform.find((it) => it.path === path);
  if (!file) throw new Error(`no ${path}`);
  return file.text;
}

const ofGoogle = (of: Synthesis, name: string): string => text(of, `cluster-belgium/files/watch/${name}`);

/** The steps of the document, by name. */
function stepsOf(of: Synthesis): Readonly<Record<string, string>> {
  const document = JSON.parse(text(of, 'cluster-us-east/files/journals/document.json')) as {
    readonly mainSteps: readonly { readonly name: string; readonly inputs: { readonly runCommand: string[] } }[];
  };
  return Object.fromEntries(document.mainSteps.map(({ name, inputs }) => [name, inputs.runCommand.join('\n')]));
}

let made: Synthesis;
let folder: string;

beforeAll(async () => {
  made = await synthesis();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'topogen-watch-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const standIns = (programs: Readonly<Record<string, string>>): NodeJS.ProcessEnv => notedPrograms(folder, programs);
const calls = (): string[] => notedCalls(folder);

const here = (program: string): string =>
  program.replace(/(?<![\w/.:-])\/(etc|run|usr\/local|var\/lib)\//g, `${folder}/$1/`);

describe('the script', () => {
  const DAY = 86_400;
  const now = Math.floor(Date.now() / 1_000);

  /** Runs it on a machine below the folder whose clients' port is another, and returns its line. */
  async function line(port: number, { script = ofGoogle(made, 'topogen-watch'), avail = 600 } = {}): Promise<string> {
    for (const path of ['etc/topogen', 'var/lib/cassandra']) mkdirSync(join(folder, path), { recursive: true });
    writeFileSync(join(folder, 'etc/topogen/node.env'), 'NODE_ADDRESS=127.0.0.1\n');
    const env = standIns({ df: `echo '1K-blocks Avail'; echo '     1000 ${avail}'` });
    const words = here(script).replaceAll('9042', String(port)).replaceAll('timeout 10', 'timeout 2');
    const child = spawn('bash', ['-c', words], { env });
    let said = '';
    child.stdout.on('data', (part: Buffer) => (said += part.toString()));
    child.stderr.on('data', (part: Buffer) => (said += part.toString()));
    await new Promise((done) => child.once('close', done));
    return said.trimEnd();
  }

  /** Runs it beside a server. */
  async function beside(server: Server, options: Parameters<typeof line>[1] = {}): Promise<string> {
    // A client that has heard enough goes without a word.
    const clients: Socket[] = [];
    for (const event of ['connection', 'secureConnection'])
      server.on(event, (socket: Socket) => clients.push(socket.on('error', () => undefined)));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    try {
      return await line((server.address() as AddressInfo).port, options);
    } finally {
      for (const client of clients) client.destroy();
      server.close();
    }
  }

  const OPTIONS = Buffer.from([4, 0, 0, 0, 5, 0, 0, 0, 0]);
  const SUPPORTED = Buffer.from([0x84, 0, 0, 0, 6, 0, 0, 0, 2, 0, 0]);
  const cassandra = (socket: Socket): unknown =>
    socket.once('data', (asked: Buffer) => socket.end(asked.equals(OPTIONS) ? SUPPORTED : ''));

  function record(times: Readonly<Record<string, number>>): void {
    mkdirSync(join(folder, 'var/lib/cassandra'), { recursive: true });
    const lines = Object.entries(times).map(([name, days]) => {
      const [what, keyspace] = name.split(' ');
      return `topogen_repair_${what}_seconds{keyspace="${keyspace}"} ${now - Math.round(days * DAY)}\n`;
    });
    writeFileSync(join(folder, 'var/lib/cassandra/topogen-repairs.prom'), lines.join(''));
  }

  test('a node that answers serves; one whose port is closed, as after a fault of its disk, or that is stuck does not', async () => {
    expect(await beside(createServer(cassandra))).toBe('<5>serving 1 disk 40 repaired 0');
    expect(await beside(createServer((socket) => socket.end()))).toContain('serving 0');
    expect(await beside(createServer())).toContain('serving 0');
    expect(await line(9)).toBe('<5>serving 0 disk 40 repaired 0');
  });

  const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
  (hasOpenssl ? test : test.skip)(
    'where clients have to speak TLS, it is the certificate that a node shows',
    async () => {
      const files = ['-keyout', `${folder}/key`, '-out', `${folder}/certificate`, '-subj', '/CN=node'];
      spawnSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...files]);
      const tls = { key: readFileSync(`${folder}/key`), cert: readFileSync(`${folder}/certificate`) };
      const encrypted = await synthesis({ datastore: { encryption: { internode: 'dc', clients: true } } });
      const script = ofGoogle(encrypted, 'topogen-watch');
      expect(await beside(createTlsServer(tls), { script })).toContain('serving 1');
      expect(
        await beside(
          createServer((socket) => socket.end()),
          { script },
        ),
      ).toContain('serving 0');
      expect(await line(9, { script })).toContain('serving 0');
    },
  );

  test('the disk is what is not free of it, rounded up', async () => {
    expect(await line(9, { avail: 300 })).toContain('disk 70 ');
    expect(await line(9, { avail: 299 })).toContain('disk 71 ');
    expect(await line(9, { avail: 0 })).toContain('disk 100 ');
  });

  test('repairs are as old as that of the keyspace that waits for longer, by when they were begun', async () => {
    record({ 'watched kong': 40, 'started kong': 1.5, 'finished kong': 1, 'started system_auth': 8.5 });
    expect(await line(9)).toContain('repaired 9');
    record({ 'started kong': 8.9, 'finished kong': 0.1, 'started system_auth': 9.1, 'watched system_auth': 30 });
    expect(await line(9)).toContain('repaired 10');
  });

  test('a node that has not repaired yet counts from when it began to look; one that never looks, from its start', async () => {
    record({ 'watched kong': 3.5, 'watched system_auth': 3.5 });
    expect(await line(9)).toContain('repaired 4');
    rmSync(join(folder, 'var/lib/cassandra/topogen-repairs.prom'));
    expect(await line(9)).toContain('repaired 0');
    const joined = join(folder, 'var/lib/cassandra/topogen-joined');
    writeFileSync(joined, '');
    utimesSync(joined, now - 9.5 * DAY, now - 9.5 * DAY);
    expect(await line(9)).toContain('repaired 10');
  });

  test('a disk that does not answer leaves no line: nothing is said of a node that nobody can look at', async () => {
    const words = await line(9, { script: ofGoogle(made, 'topogen-watch').replace('df --', 'false --') });
    expect(words).toBe('');
  });
});

testWithSystemd('systemd understands the units', 'nodes that say how they are', () => {
  const units = ['topogen-watch.service', 'topogen-watch.timer'].map((path) => ({ path, text: ofGoogle(made, path) }));
  expect(complaintsOfSystemd(units)).toEqual([]);
  const [, at = ''] = /^OnCalendar=(.*)$/m.exec(units[1]!.text) ?? [];
  const when = spawnSync('systemd-analyze', ['calendar', '--iterations=12', at], { encoding: 'utf8' }).stdout;
  const minutes = [...when.matchAll(/ \d\d:(\d\d):30 UTC/g)].map(([, minute]) => Number(minute) % 5);
  expect(minutes.length).toBeGreaterThanOrEqual(12);
  expect(new Set(minutes)).toEqual(new Set([2]));
});

describe('the line', () => {
  const LINE = 'serving 1 disk 43 repaired 2';
  const pattern = (): string =>
    String(resourcesOf(made, 'cluster-us-east')['aws_cloudwatch_log_metric_filter']!['cassandra_serving']!['pattern']);
  const metrics = (): Record<string, Attributes> => resourcesOf(made, 'cluster-belgium')['google_logging_metric']!;

  /** The figures that Cloud Logging reads of a line. */
  function readByGoogle(line: string): (string | undefined)[] {
    return Object.values(metrics())
      .filter((it) => 'value_extractor' in it)
      .map((it) => {
        const filter = /jsonPayload\.message=~"(.*)"$/.exec(String(it['filter']))?.[1] ?? '';
        const extractor = /^REGEXP_EXTRACT\(jsonPayload\.message, "(.*)"\)$/.exec(String(it['value_extractor']))?.[1];
        return new RegExp(filter).test(line) ? new RegExp(extractor ?? '').exec(line)?.[1] : undefined;
      });
  }

  (RSYSLOG ? test : test.skip)('is read by both clouds as rsyslog writes it, and no other line is', async () => {
    const rules = text(made, 'cluster-belgium/files/journals/rsyslog.conf');
    const [watch = '', ...others] = await writtenByRsyslog(folder, rules, [
      ['topogen-watch', LINE],
      ['topogen-repair', LINE],
      ['topogen-watch', 'df: no such file'],
      ['systemd', 'topogen-watch.service: Failed with result exit-code.'],
      ['cassandra', LINE],
    ]);
    // Nothing in brackets is in it, of which a field might be made.
    expect(watch).toMatch(/^[^ [\]]+ [^ [\]]+ topogen-watch: serving/);
    expect(fieldsOf(pattern(), watch)).toMatchObject({ serving: '1', disk: '43', repaired: '2' });
    expect(readByGoogle(watch)).toEqual(['1', '43', '2']);
    expect(others).toHaveLength(4);
    expect(others.map((it) => [fieldsOf(pattern(), it), readByGoogle(it)])).toEqual(
      others.map(() => [undefined, [undefined, undefined, undefined]]),
    );
  });

  test('each metric is of its own figure, and the log that it reads is the one that is shipped', () => {
    const filters = resourcesOf(made, 'cluster-us-east')['aws_cloudwatch_log_metric_filter']!;
    expect(Object.entries(filters).map(([id, it]) => [id, it['log_group_name'], it['metric_transformation']])).toEqual(
      [
        ['cassandra_serving', 'us-east-cassandra-serving', '$serving'],
        ['cassandra_disk', 'us-east-cassandra-disk', '$disk'],
        ['cassandra_repair', 'us-east-cassandra-repair', '$repaired'],
      ].map(([id, name, value]) => [id, 'edge-us-east-journals', { name, namespace: 'topogen/edge', value }]),
    );
    for (const [id, it] of Object.entries(metrics()).filter(([, of]) => 'value_extractor' in of))
      expect([id, it['filter']]).toEqual([id, expect.stringContaining('log_id("edge-belgium-journals-units") AND ')]);
  });
});

describe('on AWS', () => {
  const UNIT = 'usr/local/lib/systemd/system/cassandra.service';

  function run(program = stepsOf(made)['watch']!): number | null {
    for (const path of ['usr/local/lib/systemd/system', 'usr/local/lib/topogen'])
      mkdirSync(join(folder, path), { recursive: true });
    const env = standIns({
      systemctl: `case "$*" in restart*) [ ! -e ${folder}/ill ] && : >${folder}/running;; is-active*) [ -e ${folder}/running ];; esac`,
    });
    return spawnSync(SH, ['-c', here(program)], { env, cwd: folder }).status;
  }

  test('a node of the ring gets script and timer once, and no other machine does', () => {
    expect([run(), calls(), existsSync(join(folder, 'usr/local/lib/topogen/topogen-watch'))]).toEqual([0, [], false]);
    mkdirSync(join(folder, 'usr/local/lib/systemd/system'), { recursive: true });
    writeFileSync(join(folder, UNIT), '');
    expect(run()).toBe(0);
    expect(calls()).toEqual([
      'systemctl daemon-reload',
      'systemctl enable topogen-watch.timer',
      'systemctl restart topogen-watch.timer',
    ]);
    const script = readFileSync(join(folder, 'usr/local/lib/topogen/topogen-watch'), 'utf8');
    expect(script).toBe(here(ofGoogle(made, 'topogen-watch')));
    expect([run(), calls()]).toEqual([0, ['systemctl is-active --quiet topogen-watch.timer']]);
  });

  test('another text takes the place of the one that is there, and a timer that was stopped begins again', () => {
    mkdirSync(join(folder, 'usr/local/lib/systemd/system'), { recursive: true });
    writeFileSync(join(folder, UNIT), '');
    run();
    calls();
    expect(run(stepsOf(made)['watch']!.replaceAll('timeout 10', 'timeout 5'))).toBe(0);
    expect(calls()).toEqual(['systemctl is-active --quiet topogen-watch.timer']);
    expect(readFileSync(join(folder, 'usr/local/lib/topogen/topogen-watch'), 'utf8')).toContain('timeout 5');
    expect(run(stepsOf(made)['watch']!.replaceAll('2/5:30', '3/5:30'))).toBe(0);
    expect(calls()).toContain('systemctl restart topogen-watch.timer');
    rmSync(join(folder, 'running'));
    run(stepsOf(made)['watch']!.replaceAll('2/5:30', '3/5:30'));
    expect(calls()).toContain('systemctl restart topogen-watch.timer');
  });

  test('a unit that did not take effect is tried again by the next run', () => {
    mkdirSync(join(folder, 'usr/local/lib/systemd/system'), { recursive: true });
    writeFileSync(join(folder, UNIT), '');
    run();
    writeFileSync(join(folder, 'ill'), '');
    const other = stepsOf(made)['watch']!.replaceAll('2/5:30', '3/5:30');
    expect(run(other)).not.toBe(0);
    rmSync(join(folder, 'ill'));
    calls();
    expect([run(other), calls().includes('systemctl restart topogen-watch.timer')]).toEqual([0, true]);
  });

  test('the document is as short as Systems Manager wants it, and ships as it does without the other step', async () => {
    expect(text(made, 'cluster-us-east/files/journals/document.json').length).toBeLessThan(64 * 1_024);
    const untold = stepsOf(await synthesis({ monitoring: LOGS }));
    expect(Object.keys(untold)).toEqual(['journals']);
    expect(stepsOf(made)['journals']).toBe(untold['journals']);
  });
});

describe('on Google Cloud', () => {
  function run(name: string): number | null {
    for (const path of ['usr/local/lib/systemd/system', 'run']) mkdirSync(join(folder, path), { recursive: true });
    const env = standIns({
      systemctl: `case "$*" in restart*) [ ! -e ${folder}/ill ] && : >${folder}/running;; is-active*) [ -e ${folder}/running ];; esac`,
    });
    return spawnSync(SH, ['-c', here(ofGoogle(made, name))], { env }).status;
  }

  const SERVICE = 'usr/local/lib/systemd/system/topogen-watch.service';

  test('units that came are brought to effect, once, and a timer that was stopped begins again', async () => {
    run('check.sh');
    writeFileSync(join(folder, SERVICE), 'a');
    writeFileSync(join(folder, SERVICE.replace('service', 'timer')), 'a');
    expect(run('check.sh')).toBe(101);
    calls();
    expect(run('apply.sh')).toBe(100);
    expect(calls()).toEqual([
      'systemctl daemon-reload',
      'systemctl enable topogen-watch.timer',
      'systemctl restart topogen-watch.timer',
    ]);
    expect([run('check.sh'), calls()]).toEqual([100, ['systemctl is-active --quiet topogen-watch.timer']]);
    const later = Date.now() / 1_000 + 60;
    utimesSync(join(folder, SERVICE), later, later);
    expect(run('check.sh')).toBe(101);
    utimesSync(join(folder, SERVICE), 1, 1);
    rmSync(join(folder, 'running'));
    expect(run('check.sh')).toBe(101);
  });

  test('of a machine that has just started nothing is known, although its timer runs, and what failed is tried again', () => {
    run('check.sh');
    for (const unit of ['service', 'timer']) writeFileSync(join(folder, SERVICE.replace('service', unit)), 'a');
    writeFileSync(join(folder, 'running'), '');
    writeFileSync(join(folder, 'ill'), '');
    expect([run('check.sh'), run('apply.sh'), run('check.sh')]).toEqual([101, 1, 101]);
    rmSync(join(folder, 'ill'));
    expect([run('apply.sh'), run('check.sh')]).toEqual([100, 100]);
  });

  test('nodes of the ring alone have the policy, and each text is as short as OS Config wants it', () => {
    const assignments = Object.entries(resourcesOf(made, 'cluster-belgium')['google_os_config_os_policy_assignment']!);
    const filters = assignments.map(([id, it]) => [id, JSON.stringify(it['instance_filter']).includes('"cassandra"')]);
    expect(filters).toEqual(assignments.map(([id]) => [id, id.startsWith('watch_')]));
    expect(filters.filter(([, isRing]) => isRing)).toHaveLength(3);
    const texts = made.terraform.filter(({ path }) => path.startsWith('cluster-belgium/files/watch/'));
    expect(texts).toHaveLength(5);
    expect(texts.filter((it) => it.text.length > 1_024)).toEqual([]);
  });
});

test('without alarms, or without logs, nothing says how nodes are, and a page says that; user data is the same in every case', async () => {
  const untold = await synthesis({ monitoring: LOGS });
  const silent = await synthesis({ monitoring: { notify: SPEC.monitoring.notify } });
  expect(text(made, 'OPERATIONS.md')).not.toContain('| a Cassandra that has stopped on a machine that runs');
  expect(text(silent, 'OPERATIONS.md')).toContain('| a Cassandra that has stopped on a machine that runs');
  for (const other of [untold, silent]) {
    expect(other.terraform.filter((it) => /topogen-watch([.]|$)|log_metric_filter/.test(it.path + it.text))).toEqual(
      [],
    );
    const userData = (from: Synthesis): string[] =>
      from.terraform.filter(({ path }) => /\/files\/cassandra/.test(path)).map((it) => `${it.path}\n${it.text}`);
    expect(userData(other)).toEqual(userData(made));
  }
});
