import { createHash } from 'node:crypto';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cassandraOf } from '../../../src/plan/datastores/cassandra/of-plan';
import { renderCassandraNode } from '../../../src/plan/datastores/cassandra/nodes/render';
import { renderKongPool } from '../../../src/plan/pools/nodes/render';
import { aPlan, TWO_CLOUDS } from '../../support/a-spec';
import { readTemplates } from '../../support/templates';
import { Sandbox } from '../datastores/cassandra/nodes/sandbox';

const METRICS = '/usr/local/sbin/topogen-metrics';
const AGENT = '/usr/local/sbin/topogen-metrics-agent';
const START = '/run/topogen/cassandra-start.env';
const ARGUMENTS = '/etc/default/prometheus-node-exporter';
const JAR = '/usr/local/share/topogen/jmx_prometheus_javaagent-1.0.1.jar';

const PLAN = aPlan(TWO_CLOUDS, { monitoring: { scrapeCidrs: ['10.0.0.0/8'] } });
const [DATACENTER] = PLAN.datacenters;
const [NODE] = cassandraOf(DATACENTER!).nodes;

/** A machine whose metadata service knows its address, and which has no exporter yet. */
function machine(files: ConstructorParameters<typeof Sandbox>[0]): Sandbox {
  const sandbox = new Sandbox(files);
  sandbox.write('/etc/default/README', '');
  sandbox.write('/run/topogen/README', '');
  sandbox.command('curl', 'echo 10.64.64.10');
  sandbox.command('apt-get');
  sandbox.command('dpkg');
  sandbox.command('systemctl');
  return sandbox;
}

const aNode = (): Sandbox => machine(renderCassandraNode(PLAN, DATACENTER!, NODE!, readTemplates()));
const aKong = (): Sandbox => machine(renderKongPool(PLAN, DATACENTER!, DATACENTER!.pools[0]!, readTemplates()));

const sandboxes: Sandbox[] = [];
const kept = (sandbox: Sandbox): Sandbox => (sandboxes.push(sandbox), sandbox);
afterEach(() => sandboxes.splice(0).forEach(({ folder }) => rmSync(folder, { recursive: true, force: true })));

test('a Cassandra node has its exporter on its private address, with the record of its repairs', () => {
  const node = kept(aNode());
  expect(node.run(METRICS)).toMatchObject({ status: 0 });
  expect(node.read(ARGUMENTS)).toBe(
    `ARGS="--web.listen-address=10.64.64.10:9100 --collector.textfile.directory=${node.folder}/var/lib/cassandra"\n`,
  );
  expect(node.calls().at(-1)).toBe('systemctl restart prometheus-node-exporter');
});

test('the exporter of a Kong node waits for Kong', () => {
  const kong = kept(aKong());
  expect(kong.run(METRICS).status).not.toBe(0);
  expect(kong.has(ARGUMENTS)).toBe(false);
  kong.write('/etc/kong/kong.conf', '');
  expect(kong.run(METRICS)).toMatchObject({ status: 0 });
  expect(kong.read(ARGUMENTS)).toBe('ARGS="--web.listen-address=10.64.64.10:9100"\n');
});

test('the package comes after its arguments, since it starts what it brings', () => {
  const node = kept(aNode());
  node.command('systemctl', '[[ "$1" != cat ]]');
  node.command('apt-get', `[[ ! -e "$SANDBOX${ARGUMENTS}" ]] || echo told >>"$SANDBOX/calls"`);
  expect(node.run(METRICS)).toMatchObject({ status: 0 });
  const calls = node.calls();
  expect(calls.indexOf('told')).toBeGreaterThan(-1);
  expect(calls.filter((call) => /^apt-get .*install .*prometheus-node-exporter$/.test(call))).toHaveLength(1);
});

/** A download that brings a text. */
const bringing = (text: string): string => `while [[ "$1" != --output ]]; do shift; done; printf %s '${text}' >"$2"`;

describe('the exporter in Cassandra', () => {
  /** A node about to start, on which a download brings this. */
  function starting(text: string, fails = false): Sandbox {
    const node = kept(aNode());
    node.write(START, 'JVM_EXTRA_OPTS="-Dcassandra.replace_address_first_boot=10.64.64.10"\n');
    node.command('curl', fails ? 'exit 22' : bringing(text));
    return node;
  }

  const sums = (node: Sandbox, text: string): void => {
    const sha256 = createHash('sha256').update(text).digest('hex');
    node.write(AGENT, node.read(AGENT).replace(/^SHA256=.*/m, `SHA256=${sha256}`), '0755');
  };

  test('keeps no Cassandra from starting, whatever becomes of it', () => {
    const node = kept(aNode());
    expect(node.read('/usr/local/lib/systemd/system/cassandra.service.d/topogen-metrics.conf')).toContain(
      `\nExecStartPre=-+${node.folder}${AGENT}\n`,
    );
  });

  test('is among the options of the JVM once its file has the checksum, and is fetched once', () => {
    const node = starting('the jar');
    sums(node, 'the jar');
    expect(node.run(AGENT)).toMatchObject({ status: 0, journal: '' });
    const agent = `-javaagent:${node.folder}${JAR}=10.64.64.10:9404:${node.folder}/etc/topogen/cassandra-metrics.yaml`;
    expect(node.read(START)).toBe(`JVM_EXTRA_OPTS="${agent} -Dcassandra.replace_address_first_boot=10.64.64.10"\n`);
    const calls = node.calls().length;
    node.write(START, 'JVM_EXTRA_OPTS=""\n');
    expect(node.run(AGENT)).toMatchObject({ status: 0 });
    expect(node.calls()).toHaveLength(calls);
    expect(node.read(START)).toBe(`JVM_EXTRA_OPTS="${agent} "\n`);
  });

  test.each([
    ['another file', false],
    ['', true],
  ])('is left out where the download brings %j, and Cassandra starts', (text, fails) => {
    const node = starting(text, fails);
    const before = node.read(START);
    const { status, journal } = node.run(AGENT);
    expect(status).toBe(0);
    expect(journal).toMatch(/starting without metrics/);
    expect(node.read(START)).toBe(before);
    // The next start tries again.
    sums(node, 'the jar');
    node.command('curl', bringing('the jar'));
    expect(node.run(AGENT)).toMatchObject({ status: 0, journal: '' });
    expect(node.read(START)).not.toBe(before);
  });
});

const EXPORTER = spawnSync('prometheus-node-exporter', ['--version']).status === 0;

(EXPORTER ? test : test.skip)(
  `the exporter of a machine reads the record of repairs${EXPORTER ? '' : ' (skipped: no prometheus-node-exporter here)'}`,
  async () => {
    const data = mkdtempSync(join(tmpdir(), 'topogen-metrics-'));
    // As topogen-repair leaves it: by keyspace, and not by name.
    const record = ['kong', 'system_auth'].flatMap((keyspace) =>
      ['watched', 'started', 'finished'].map(
        (name) => `topogen_repair_${name}_seconds{keyspace="${keyspace}"} 1700000000`,
      ),
    );
    writeFileSync(join(data, 'topogen-repairs.prom'), `${record.join('\n')}\n`);
    const address = '127.0.77.1:9100';
    const running = spawn('prometheus-node-exporter', [
      `--web.listen-address=${address}`,
      `--collector.textfile.directory=${data}`,
    ]);
    try {
      const text = await scraped(`http://${address}/metrics`);
      expect(text).toContain('topogen_repair_finished_seconds{keyspace="system_auth"} 1.7e+09');
      expect(text).toContain('node_textfile_scrape_error 0');
    } finally {
      const ended = new Promise((resolve) => running.once('exit', resolve));
      running.kill();
      await ended;
      rmSync(data, { recursive: true });
    }
  },
);

async function scraped(url: string): Promise<string> {
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return answer.text();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
