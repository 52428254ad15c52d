import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { BOTH_CLOUDS, BOTH_NOTIFIED } from '../../support/both-clouds';
import { notedCalls, notedPrograms } from '../../support/noted-programs';
import { RSYSLOG, writtenByRsyslog } from '../../support/rsyslog';
import type { Synthesized } from '../../support/synthesized';
import { synthesizeText } from '../../support/synthesized';

/* What machines are given to ship their logs: the files in rsyslog and logrotate themselves, the programs against stand-ins. */

/** The clouds run these programs by sh, which is dash on Ubuntu. */
const SH = spawnSync('dash', ['-c', ':']).status === 0 ? 'dash' : 'sh';

const SPEC = {
  name: 'edge',
  requestsPerSecond: 900,
  datacenters: BOTH_CLOUDS,
  monitoring: { logs: {} },
};

let made: Synthesized;
let folder: string;

beforeAll(async () => {
  made = await synthesizeText(JSON.stringify(SPEC), 'edge.json');
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'topogen-journals-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function text(path: string): string {
  const file = made.synthesis.terraform.find((it) => it.path === path);
  if (!file) throw new Error(`no ${path}`);
  return file.text;
}

const ofGoogle = (name: string): string => text(`cluster-belgium/files/journals/${name}`);

/** The program of the document, with every path of a machine below the test's folder. */
function ofAws(): string {
  const document = JSON.parse(text('cluster-us-east/files/journals/document.json')) as {
    readonly mainSteps: readonly [{ readonly inputs: { readonly runCommand: readonly string[] } }];
  };
  return document.mainSteps[0].inputs.runCommand.join('\n');
}

const standIns = (programs: Readonly<Record<string, string>>): NodeJS.ProcessEnv => notedPrograms(folder, programs);
const calls = (): string[] => notedCalls(folder);

const INSTALL = 'for last in "$@"; do :; done; : >"$last"';
const JOURNAL = [
  '2026-11-27T10:00:00+0000 host kong[7]: started',
  '2026-11-27T10:00:00+0000 host sshd[8]: a stranger',
  '2026-11-27T10:00:01+0000 host topogen-prepare[9]: ready',
  '2026-11-27T10:00:02+0000 host sudo[9]: kong[7]: posed',
].join('\n');
const JOURNALCTL = `cat <<'END'\n${JOURNAL}\nEND`;

describe('rsyslog', () => {
  const withRsyslog = RSYSLOG ? test : test.skip;
  if (!RSYSLOG) process.stderr.write('skipped, no rsyslogd or logger: what rsyslog writes of units\n');

  withRsyslog('writes what units say, and what systemd says of them, and nothing else', async () => {
    const lines = await writtenByRsyslog(folder, ofGoogle('rsyslog.conf'), [
      ['kong', 'Kong started'],
      ['cassandra', 'INFO  [main] Startup complete'],
      ['topogen-kong-prepare', 'topogen-kong-prepare: ready'],
      ['systemd', 'kong.service: Main process exited, code=exited'],
      ['systemd', 'ssh.service: Main process exited'],
      ['sshd', 'Accepted publickey for kong.service'],
      ['kongo', 'no unit of ours'],
      ['cassandra', 'the last'],
    ]);
    expect(lines.map((line) => line.split(' ').slice(2).join(' '))).toEqual([
      'kong[1]: Kong started',
      'cassandra[1]: INFO  [main] Startup complete',
      'topogen-kong-prepare[1]: topogen-kong-prepare: ready',
      'systemd[1]: kong.service: Main process exited, code=exited',
      'cassandra[1]: the last',
    ]);
    expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+\S+ \S+ kong/);
  });

  const logrotate = spawnSync('logrotate', ['--version']).status === 0;
  (logrotate ? test : test.skip)('logrotate keeps the file small, and tells rsyslog', () => {
    const log = join(folder, 'journals.log');
    const env = standIns({ 'rsyslog-rotate': '' });
    writeFileSync(log, 'said\n', { mode: 0o640 });
    const conf = ofGoogle('logrotate.conf')
      .replace('/var/log/topogen-journals.log', log)
      .replace('/usr/lib/rsyslog/rsyslog-rotate', join(folder, 'bin', 'rsyslog-rotate'));
    writeFileSync(join(folder, 'rotate.conf'), `create\n${conf}`, { mode: 0o644 });
    const run = spawnSync('logrotate', ['--force', '--state', join(folder, 'state'), join(folder, 'rotate.conf')], {
      env,
    });
    expect(run.stderr.toString()).toBe('');
    expect([readFileSync(log, 'utf8'), readFileSync(`${log}.1`, 'utf8')]).toEqual(['', 'said\n']);
    expect(calls()).toHaveLength(1);
  });
});

describe('on AWS', () => {
  const CTL = 'opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl';
  const KEY = '937616F3450B7D806CBD9725D58167303B789C72';

  /** Runs the program on a machine below the folder, on which apt installs the agent. A program fails for which there is a file `ill`. */
  function run(signedBy: string, program = ofAws()): { readonly status: number | null; readonly said: string } {
    for (const path of ['etc/rsyslog.d', 'etc/logrotate.d', 'var/log'])
      mkdirSync(join(folder, path), { recursive: true });
    const agent = `mkdir -p ${folder}/opt/aws/amazon-cloudwatch-agent/bin ${folder}/opt/aws/amazon-cloudwatch-agent/etc`;
    const ctl = `printf '#!/bin/sh\\necho "ctl $*" >>${folder}/calls\\n[ ! -e ${folder}/ill ] || exit 1\\n: >${folder}/running\\n' >${folder}/${CTL}`;
    const env = standIns({
      curl: '',
      gpg: `case "$*" in *--verify*) echo "[GNUPG:] VALIDSIG 0123 2026-01-01 0 4 0 1 8 00 ${signedBy}";; esac`,
      'apt-get': `${agent}; ${ctl}; chmod +x ${folder}/${CTL}`,
      systemctl: `case "$*" in 'is-active '*) [ -e ${folder}/running ];; restart*) [ ! -e ${folder}/ill ];; esac`,
      install: INSTALL,
      journalctl: JOURNALCTL,
    });
    const here = program.replace(/(?<![\w/.:-])\/(etc|opt|var)\//g, `${folder}/$1/`);
    const { status, stderr } = spawnSync(SH, ['-c', here], { env, cwd: folder });
    return { status, said: stderr.toString() };
  }

  test('a machine gets the agent once, with what it said before, and is left alone after that', () => {
    expect(run(KEY)).toEqual({ status: 0, said: '' });
    const first = calls();
    expect(first.filter((it) => /^(apt-get|ctl|systemctl restart)/.test(it))).toEqual([
      'systemctl restart rsyslog',
      expect.stringMatching(/^apt-get --yes .*amazon-cloudwatch-agent\.deb$/),
      'ctl -a fetch-config -m ec2 -s -c file:/opt/aws/amazon-cloudwatch-agent/etc/topogen.json',
    ]);
    expect(first.filter((it) => it.startsWith('curl')).map((it) => it.split('/').at(-1))).toEqual([
      'amazon-cloudwatch-agent.deb',
      'amazon-cloudwatch-agent.deb.sig',
      'amazon-cloudwatch-agent.gpg',
    ]);
    expect(readFileSync(join(folder, 'var/log/topogen-journals.log'), 'utf8')).toBe(
      `${JOURNAL.split('\n')[0]}\n${JOURNAL.split('\n')[2]}\n`,
    );
    expect(run(KEY)).toEqual({ status: 0, said: '' });
    expect(calls()).toEqual(['systemctl is-active --quiet amazon-cloudwatch-agent']);
  });

  test('another configuration is added to what the agent does, and one that is down is started', () => {
    run(KEY);
    writeFileSync(join(folder, 'opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.toml'), '');
    calls();
    run(KEY, ofAws().replaceAll('edge-us-east-journals', 'other'));
    expect(calls().filter((it) => it.startsWith('ctl'))).toEqual([expect.stringContaining('append-config')]);
    rmSync(join(folder, 'running'));
    run(KEY, ofAws().replaceAll('edge-us-east-journals', 'other'));
    expect(calls().filter((it) => it.startsWith('ctl'))).toHaveLength(1);
  });

  test('what did not take effect is tried again by the next run', () => {
    const ill = (): void => writeFileSync(join(folder, 'ill'), '');
    ill();
    expect(run(KEY).status).not.toBe(0);
    rmSync(join(folder, 'ill'));
    calls();
    expect([run(KEY).status, calls().includes('systemctl restart rsyslog')]).toEqual([0, true]);
    ill();
    const other = ofAws().replaceAll('edge-us-east-journals', 'other');
    expect(run(KEY, other).status).not.toBe(0);
    rmSync(join(folder, 'ill'));
    calls();
    expect([run(KEY, other).status, calls().filter((it) => it.startsWith('ctl'))]).toEqual([0, [expect.anything()]]);
  });

  test('an agent that another key has signed is not installed', () => {
    const { status, said } = run(KEY.replace('9', '8'));
    expect([status, said]).toEqual([1, expect.stringContaining('is not signed by')]);
    expect(calls().filter((it) => it.startsWith('apt-get'))).toEqual([]);
  });

  test('the agent reads both files into streams of the machine, and leaves out what may hold keys', () => {
    run(KEY);
    const { logs } = JSON.parse(
      readFileSync(join(folder, 'opt/aws/amazon-cloudwatch-agent/etc/topogen.json'), 'utf8'),
    ) as {
      readonly logs: { readonly logs_collected: { readonly files: { readonly collect_list: readonly Collected[] } } };
    };
    const [units, errors] = logs.logs_collected.files.collect_list;
    expect(units).toEqual({
      file_path: `${folder}/var/log/topogen-journals.log`,
      log_group_name: 'edge-us-east-journals',
      log_stream_name: '{instance_id}/units',
    });
    expect(errors?.filters?.map(({ type }) => type)).toEqual(['exclude']);
    const left = new RegExp(errors?.filters?.[0]?.expression ?? '');
    const line = (server: string, request: string): string =>
      `2026/11/27 10:00:00 [error] 7#0: *1 connect() failed, client: 10.0.0.1, server: ${server}, request: "GET ${request} HTTP/1.1", host: "a"`;
    expect(left.test(line('kong', '/a?apikey=s3cret'))).toBe(true);
    expect(left.test(line('kong_admin', '/key-auths/s3cret'))).toBe(true);
    expect(left.test(line('kong', '/a'))).toBe(false);
    expect(left.test('2026/11/27 10:00:00 [crit] 7#0: is the disk full? no')).toBe(false);
  });
});

interface Collected {
  readonly filters?: readonly { readonly type: string; readonly expression: string }[];
}

describe('on Google Cloud', () => {
  /** Runs a program on a machine below the folder. */
  function run(name: string): number | null {
    for (const path of ['etc/rsyslog.d', 'etc/logrotate.d', 'etc/google-cloud-ops-agent', 'var/log', 'run'])
      mkdirSync(join(folder, path), { recursive: true });
    const env = standIns({
      systemctl: `case "$*" in restart*) [ ! -e ${folder}/ill ] && : >${folder}/running;; *) [ -e ${folder}/running ];; esac`,
      install: INSTALL,
      journalctl: JOURNALCTL,
    });
    return spawnSync(SH, ['-c', ofGoogle(name).replace(/(?<![\w/.:-])\/(etc|var|run)\//g, `${folder}/$1/`)], { env })
      .status;
  }

  /** Puts the files on a machine. */
  function placeFiles(): void {
    run('check.sh');
    for (const path of [
      'rsyslog.d/10-topogen.conf',
      'logrotate.d/topogen-journals',
      'google-cloud-ops-agent/config.yaml',
    ])
      writeFileSync(join(folder, 'etc', path), 'a\n');
    calls();
  }

  test('files that came are brought to effect, once', async () => {
    placeFiles();
    expect(run('check.sh')).toBe(101);
    calls();
    expect(run('apply.sh')).toBe(100);
    expect(calls()).toContain('systemctl restart rsyslog google-cloud-ops-agent');
    expect(run('check.sh')).toBe(100);
    await setTimeout(20);
    writeFileSync(join(folder, 'etc/google-cloud-ops-agent/config.yaml'), 'b\n');
    expect(run('check.sh')).toBe(101);
    expect(run('apply.sh')).toBe(100);
    rmSync(join(folder, 'running'));
    expect(run('check.sh')).toBe(101);
  });

  test('of a machine that has just started nothing is known, although agent and rsyslog run: both take the files', () => {
    placeFiles();
    // An image has the agent, which runs before there is a file of ours.
    writeFileSync(join(folder, 'running'), '');
    expect([run('check.sh'), run('apply.sh'), run('check.sh')]).toEqual([101, 100, 100]);
    rmSync(join(folder, 'run'), { recursive: true });
    expect(run('check.sh')).toBe(101);
  });

  test('what did not take effect is tried again', () => {
    placeFiles();
    writeFileSync(join(folder, 'running'), '');
    writeFileSync(join(folder, 'ill'), '');
    expect([run('apply.sh'), run('check.sh')]).toEqual([1, 101]);
    rmSync(join(folder, 'ill'));
    expect([run('apply.sh'), run('check.sh')]).toEqual([100, 100]);
  });

  test('each text is as short as OS Config wants it', () => {
    const files = made.synthesis.terraform.filter(({ path }) => path.startsWith('cluster-belgium/files/journals/'));
    expect(files.map(({ path }) => path.split('/').at(-1))).toEqual([
      'apply.sh',
      'check.sh',
      'logrotate.conf',
      'ops-agent.yaml',
      'rsyslog.conf',
    ]);
    expect(files.filter(({ text: it }) => it.length > 1_024)).toEqual([]);
  });
});

(spawnSync('shellcheck', ['--version']).status === 0 ? test : test.skip)(
  'programs that clouds run by sh have nothing that sh does not say what it means',
  async () => {
    const { synthesis } = await synthesizeText(
      JSON.stringify({ ...SPEC, monitoring: { logs: {}, notify: BOTH_NOTIFIED } }),
      'edge.json',
    );
    const programs = synthesis.terraform.flatMap(({ path, text: it }) => {
      if (/\/files\/(journals|watch)\/(check|apply)\.sh$/.test(path)) return [it];
      if (!path.endsWith('/files/journals/document.json')) return [];
      const { mainSteps } = JSON.parse(it) as {
        readonly mainSteps: readonly { readonly inputs: { readonly runCommand: readonly string[] } }[];
      };
      return mainSteps.map(({ inputs }) => inputs.runCommand.join('\n'));
    });
    expect(programs).toHaveLength(6);
    const checked = programs.map((program) => {
      const words = ['--shell=sh', '--exclude=SC2016,SC2034', '-'];
      return spawnSync('shellcheck', words, { input: program.replace(/^#.*\n/gm, ''), encoding: 'utf8' }).stdout;
    });
    expect(checked.join('')).toBe('');
  },
);

test('user data is the same with the key and without it', async () => {
  const { monitoring: _logs, ...without } = SPEC;
  const { synthesis } = await synthesizeText(JSON.stringify(without), 'edge.json');
  const of = (all: Synthesized['synthesis']): string[] =>
    all.terraform
      .filter(({ path }) => /\/files\//.test(path) && !path.includes('/files/journals/'))
      .map(({ path, text: it }) => `${path}\n${it}`);
  expect(of(made.synthesis)).toEqual(of(synthesis));
});
