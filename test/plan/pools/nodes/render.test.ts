import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { complaintsOfCloudInit, testWithCloudInit } from '../../../support/cloud-init';
import { expandCloudInit } from '../../../../src/plan/nodes/expanded-document';
import { userDataBytes } from '../../../../src/actions/user-data';
import { CLOUD_FACTS } from '../../../../src/clouds/facts';
import { renderKongMigrations } from '../../../../src/plan/pools/nodes/render';
import type { NodeFiles } from '../../../../src/plan/nodes/node-files';
import type { Plan } from '../../../../src/plan/plan';
import { aHybridPlan } from '../../../support/a-hybrid-plan';
import { TWO_CLOUDS } from '../../../support/a-spec';
import { LONG } from '../../../support/effort';
import { shapeOfScript } from '../../../support/script-shape';
import { readTemplates } from '../../../support/templates';
import { datacenterOf, KONG_RELEASES, kongPlan, poolFilesOf } from './plan-fixture';
import { writtenFiles } from '../../../support/simulated-machine';

const TEMPLATES = readTemplates();
const { userData: AWS } = CLOUD_FACTS.aws;

/** The files of every kind of machine in a topology: pools of both clouds, and the job. */
function machinesOf(plan: Plan): Record<string, NodeFiles> {
  return {
    'us-east pool': poolFilesOf(plan, 'us-east'),
    'eu-west pool': poolFilesOf(plan, 'eu-west'),
    job: jobOf(plan),
  };
}

const jobOf = (plan: Plan): NodeFiles => renderKongMigrations(plan, datacenterOf(plan, 'us-east'), TEMPLATES);

/** Topologies whose metrics a Prometheus reads. */
const MONITORING = { monitoring: { scrapeCidrs: ['10.0.0.0/8'] } };
const SCRAPED = kongPlan('3.3.1', {}, undefined, MONITORING);
const SCRAPED_HYBRID = aHybridPlan(TWO_CLOUDS, MONITORING);

function userData(files: NodeFiles): string {
  const document = files.artifacts.find((artifact) => artifact.path === files.userData);
  if (!document) throw new Error(`no ${files.userData}`);
  return expandCloudInit(document.text, files.artifacts);
}

/** Whether a tool is there; says in one line what is skipped when it is not. */
function hasTool(tool: string, what: string): boolean {
  if (spawnSync(tool, ['--version']).error === undefined) return true;
  process.stderr.write(`skipped, as ${tool} is not installed: ${what}\n`);
  return false;
}

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'topogen-kong-files-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const shellcheck = hasTool('shellcheck', 'shellcheck of the scripts of Kong machines');

testWithCloudInit('user data of Kong machines')('cloud-init accepts the user data of every release', () => {
  const pathByShape = new Map<string, string>();
  for (const release of KONG_RELEASES) {
    for (const [name, files] of Object.entries(machinesOf(kongPlan(release)))) {
      const document = files.artifacts.find((artifact) => artifact.path === files.userData);
      // The shape decides, not the texts of the files, which are strings to cloud-init.
      if (document && !pathByShape.has(document.text)) {
        const path = join(folder, `${release} ${name}.yaml`);
        pathByShape.set(document.text, path);
        writeFileSync(path, userData(files));
      }
    }
  }
  expect(pathByShape.size).toBe(3);
  expect(complaintsOfCloudInit([...pathByShape.values()])).toBe('');
});

(shellcheck ? test : test.skip)('shellcheck finds nothing in the scripts of any release, with what they source', () => {
  const seen = new Set<string>();
  // The newest holds most of what there is; the others take a while.
  const plans = (LONG ? KONG_RELEASES : ['3.3.1']).map((release) => machinesOf(kongPlan(release)));
  for (const machines of [...plans, { job: jobOf(SCRAPED) }, { job: jobOf(SCRAPED_HYBRID) }]) {
    for (const [name, files] of Object.entries(machines)) {
      const written = writtenFiles(files);
      const sourced = written.filter((file) => file.content.startsWith('# shellcheck shell=bash'));
      expect(sourced.length).toBeGreaterThan(1);
      // Most are those of another release, and source what they source there.
      const beside = sourced.map(({ path, content }) => path + shapeOfScript(content)).join();
      const scripts = written.filter(({ path, content }) => {
        const script = path + shapeOfScript(content) + beside;
        return content.startsWith('#!/bin/bash') && !seen.has(script) && seen.add(script);
      });
      if (scripts.length > 0) {
        const root = mkdtempSync(join(folder, 'machine-'));
        for (const file of written) {
          mkdirSync(dirname(join(root, file.path)), { recursive: true });
          writeFileSync(join(root, file.path), file.content);
          chmodSync(join(root, file.path), 0o644);
        }
        const paths = scripts.map((file) => `.${file.path}`);
        const checked = spawnSync('shellcheck', ['--external-sources', ...paths], { cwd: root, encoding: 'utf8' });
        expect(`${name}\n${checked.stdout}`).toBe(`${name}\n`);
        expect(checked.status).toBe(0);
      }
    }
  }
  expect(seen.size).toBeGreaterThan(6);
});

test('another datacenter, and the end of one, leave the other pools as they are to the byte', () => {
  const two = kongPlan('3.3.1');
  const three = kongPlan('3.3.1', {}, [...TWO_CLOUDS, { name: 'us-west', cloud: 'aws', region: 'us-west-2' }]);
  for (const name of ['us-east', 'eu-west']) {
    // Sizes follow the load, which a new datacenter takes a share of: hold them still.
    const datacenter = { ...datacenterOf(three, name), pools: datacenterOf(two, name).pools };
    expect(poolFilesOf(three, name, datacenter)).toEqual(poolFilesOf(two, name));
  }
  const job = (plan: Plan): string => userData(jobOf(plan));
  expect(job(two)).toContain('us-east:3,eu-west:3\\n');
  expect(job(three)).toContain('us-east:3,eu-west:3,us-west:3\\n');
});

test('the user data of every release fits into what AWS takes, compressed', () => {
  for (const release of KONG_RELEASES) {
    const plan = kongPlan(release, {
      packageUrl: `https://mirror.example.com/${'a'.repeat(200)}/kong.deb`,
      packageSha256: '0'.repeat(64),
    });
    for (const files of Object.values(machinesOf(plan))) {
      expect(userDataBytes(userData(files), AWS)).toBeLessThan(AWS.maximumBytes.value * 0.6);
    }
  }
  for (const plan of [SCRAPED, SCRAPED_HYBRID])
    expect(userDataBytes(userData(jobOf(plan)), AWS)).toBeLessThan(AWS.maximumBytes.value * 0.7);
});

test('pool and job of one datacenter agree on the files that both have', () => {
  for (const release of ['0.10.4', '0.13.1', '3.3.1']) {
    const { 'us-east pool': pool, job } = machinesOf(kongPlan(release));
    const byPath = new Map(pool?.artifacts.map((artifact) => [artifact.path, artifact]));
    const shared = job?.artifacts.filter((artifact) => byPath.has(artifact.path)) ?? [];
    expect(shared.map((artifact) => artifact.path)).toEqual(['common/common.sh', 'common/platform.sh', 'kong/kong.sh']);
    for (const artifact of shared) expect(artifact).toEqual(byPath.get(artifact.path));
  }
});

test('the pool never holds a command that migrates', () => {
  for (const release of KONG_RELEASES) {
    const pool = writtenFiles(poolFilesOf(kongPlan(release), 'us-east'));
    const commands = pool.flatMap((file) => file.content.split('\n').filter((line) => !/^\s*#/.test(line)));
    expect(commands.filter((line) => /migrations (bootstrap|up|reset)|--run-migrations/.test(line))).toEqual([]);
  }
});

test('health checks are answered by nginx from 2.1.4 on, by a responder of its own before', () => {
  const units = (release: string): string[] =>
    writtenFiles(machinesOf(kongPlan(release))['us-east pool']!).map((file) => file.path);
  expect(units('2.1.4')).not.toContain('/etc/systemd/system/kong-health.service');
  expect(units('2.1.4')).toContain('/etc/topogen/health.conf');
  expect(units('2.0.5')).toContain('/etc/systemd/system/kong-health.service');
  expect(units('2.0.5')).not.toContain('/etc/topogen/health.conf');
  const probed = (release: string): string | undefined =>
    writtenFiles(machinesOf(kongPlan(release))['us-east pool']!)
      .find((file) => file.path.endsWith('kong-health.service'))
      ?.content.match(/^ExecStart=(.*)$/m)?.[1];
  // The Admin API's /status asks the datastore; this path nginx answers by itself.
  for (const release of ['0.10.4', '1.3.1', '2.0.5'])
    expect(probed(release)).toBe('/usr/local/sbin/topogen-kong-health 8007 8001 /robots.txt');
});

describe('a datastore that is away', () => {
  const fileOf = (release: string, end: string): string =>
    writtenFiles(machinesOf(kongPlan(release))['us-east pool']!).find(({ path }) => path.endsWith(end))?.content ?? '';
  const startOf = (release: string): string | undefined =>
    /^ExecStart=(.*)$/m.exec(fileOf(release, '/kong.service'))?.[1];

  test('holds a node up for five seconds a node of the ring, not for the minute that kong start would make of it', () => {
    expect(startOf('3.3.1')).toBe('/usr/local/bin/kong start --conf /etc/kong/kong.conf --db-timeout 5');
    expect(startOf('0.15.0')).toMatch(/ --db-timeout 5$/);
    expect(startOf('0.14.1')).toBe('/usr/local/bin/kong start --conf /etc/kong/kong.conf');
    for (const release of KONG_RELEASES)
      expect([release, fileOf(release, '/kong.conf')]).toEqual([
        release,
        expect.stringMatching(/^cassandra_timeout = 5000$/m),
      ]);
  });

  test('is nothing that a health check asks for', () => {
    expect(fileOf('3.3.1', '/kong.conf')).toMatch(/^nginx_status_include = \/etc\/topogen\/health\.conf$/m);
    expect(fileOf('3.3.1', '/health.conf')).toMatch(/^location = \/status \{$/m);
    expect(fileOf('3.3.1', '/topogen-kong-ready')).toContain("'http://127.0.0.1:8007/status'");
    expect(fileOf('2.0.5', '/kong.conf')).not.toMatch(/^(status_listen|nginx_status_include)/m);
    expect(fileOf('2.0.5', '/topogen-kong-ready')).toContain("'http://127.0.0.1:8007/status'");
  });
});

test('worker_consistency is left out where it would only bring warnings', () => {
  const confOf = (release: string): string =>
    writtenFiles(machinesOf(kongPlan(release))['us-east pool']!).find(({ path }) => path.endsWith('/kong.conf'))!
      .content;
  expect(confOf('2.8.5')).toMatch(/^worker_consistency = eventual$/m);
  expect(confOf('3.3.1')).not.toContain('worker_consistency');
});

test('the limits of the unit and of kong.conf are the same, and above the checklist', () => {
  const files = writtenFiles(machinesOf(kongPlan('3.3.1'))['us-east pool']!);
  const unit = files.find((file) => file.path.endsWith('/kong.service'))?.content ?? '';
  const conf = files.find((file) => file.path.endsWith('/kong.conf'))?.content ?? '';
  const limit = Number(/^LimitNOFILE=(\d+)$/m.exec(unit)?.[1]);
  expect(limit).toBeGreaterThanOrEqual(65_535);
  expect(conf).toContain(`nginx_main_worker_rlimit_nofile = ${limit}\n`);
});
