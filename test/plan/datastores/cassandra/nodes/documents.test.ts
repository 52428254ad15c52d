import { cassandraOf, ringOf } from '../../../../../src/plan/datastores/cassandra/of-plan';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { userDataBytes } from '../../../../../src/actions/user-data';
import { CLOUD_FACTS } from '../../../../../src/clouds/facts';
import type { Artifact } from '../../../../../src/kernel/artifact';
import { MAXIMUM_DATACENTERS } from '../../../../../src/kernel/maximum-datacenters';
import { complaintsOfCloudInit, testWithCloudInit } from '../../../../support/cloud-init';
import { expandCloudInit } from '../../../../../src/plan/nodes/expanded-document';
import { renderCassandraNode } from '../../../../../src/plan/datastores/cassandra/nodes/render';
import type { Plan } from '../../../../../src/plan/plan';
import { CASSANDRA_RELEASES } from '../../../../../src/spec/datastores/cassandra/releases';
import { aPlan, TWO_CLOUDS, type ADatacenter } from '../../../../support/a-spec';
import { complaintsOfSystemd, testWithSystemd } from '../../../../support/systemd';
import { readTemplates } from '../../../../support/templates';

const { userData: AWS } = CLOUD_FACTS.aws;

/** User data and files of every node of a plan. */
function documentsOf(plan: Plan): { readonly userData: string; readonly artifacts: readonly Artifact[] }[] {
  const templates = readTemplates();
  return plan.datacenters.flatMap((datacenter) =>
    cassandraOf(datacenter).nodes.map((node) => {
      const files = renderCassandraNode(plan, datacenter, node, templates);
      const document = files.artifacts.find((it) => it.path === files.userData)!;
      return { userData: expandCloudInit(document.text, files.artifacts), artifacts: files.artifacts };
    }),
  );
}

/** Two clouds, in every line of Cassandra. */
const PLANS = [...CASSANDRA_RELEASES.values()].map(({ release }) =>
  aPlan(TWO_CLOUDS, { datastore: { version: release, nodesPerDatacenter: 3 } }),
);

/** A document of user data without the texts of its files. */
function shapeOf(userData: string): string {
  return JSON.stringify(parse(userData), (key, value: unknown) => (key === 'content' ? typeof value : value));
}

function inFolder(work: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'topogen-documents-'));
  try {
    work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

testWithCloudInit('user data of Cassandra nodes')("user data keeps to cloud-init's own schema", () => {
  inFolder((folder) => {
    const firstOfEach = PLANS.flatMap((plan) => documentsOf(plan).filter((_, i) => i % 3 === 0));
    // The schema knows no text of a file, so that documents which differ in those alone are one to it.
    const shapes = new Map(firstOfEach.map((it) => [shapeOf(it.userData), it]));
    expect(shapes.size).toBeGreaterThan(1);
    const paths = [...shapes.values()].map(({ userData }, i) => {
      const path = join(folder, `${i}.yaml`);
      writeFileSync(path, userData);
      return path;
    });
    expect(complaintsOfCloudInit(paths)).toBe('');
  });
});

const hasShellcheck = spawnSync('shellcheck', ['--version']).status === 0;
if (!hasShellcheck) process.stderr.write('skipped: no shellcheck to check the scripts of Cassandra nodes with\n');

(hasShellcheck ? test : test.skip)('shellcheck finds nothing in any script or settings file', () => {
  inFolder((folder) => {
    const scripts = new Map<string, string>();
    for (const { artifacts } of PLANS.flatMap(documentsOf)) {
      for (const { path, text } of artifacts) {
        if (text.startsWith('#!/bin/bash') || text.startsWith('# shellcheck shell=bash')) scripts.set(text, path);
      }
    }
    const paths = [...scripts].map(([text, path], i) => {
      const target = join(folder, String(i), path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
      return target;
    });
    expect(paths.length).toBeGreaterThan(10);
    // Sourced files lie at their places on the machine, out of its sight.
    const checked = spawnSync('shellcheck', ['--shell=bash', '--exclude=SC1091', ...paths], { encoding: 'utf8' });
    expect(checked.stdout).toBe('');
    expect(checked.status).toBe(0);
  });
});

testWithSystemd('systemd understands every unit', 'Cassandra nodes', () => {
  const units = documentsOf(PLANS[0]!)[0]!.artifacts.filter((it) => it.path.endsWith('.service'));
  expect(units.map((it) => it.path)).toContain('cassandra/cassandra.service');
  expect(complaintsOfSystemd(units)).toEqual([]);
});

/** As many datacenters as there may be, with all that makes the user data of a node longer. */
function largestRing(encryption: object | undefined): Plan {
  const many = Array.from({ length: MAXIMUM_DATACENTERS }, (_, i): ADatacenter => ({
    name: `dc-${i}`,
    cloud: 'aws',
    region: 'us-east-1',
  }));
  const topic = 'arn:aws:sns:us-east-1:111122223333:alarms';
  const notify = Object.fromEntries(many.map(({ name }) => [name, topic]));
  return aPlan(many, {
    network: { supernet: '10.0.0.0/8' },
    links: { awsToAws: 'ipsec' },
    monitoring: { scrapeCidrs: ['10.0.0.0/8'], ...(encryption ? { notify } : {}) },
    // Its configuration is the longest.
    datastore: { version: '5.0.4', nodesPerDatacenter: 9, ...(encryption ? { encryption } : {}) },
  });
}

test.each([[undefined], [{ internode: 'all', clients: true }]])(
  'user data of the first nodes of the largest ring fits on AWS, compressed as Terraform compresses it; encryption: %p',
  (encryption) => {
    const plan = largestRing(encryption);
    const [initial] = plan.datacenters;
    expect(ringOf(plan).startOrder).toHaveLength(MAXIMUM_DATACENTERS * 9);
    for (const node of cassandraOf(initial!).nodes.slice(0, 2)) {
      const files = renderCassandraNode(plan, initial!, node, readTemplates());
      const document = files.artifacts.find((it) => it.path === files.userData)!;
      const bytes = userDataBytes(expandCloudInit(document.text, files.artifacts), AWS);
      expect(bytes).toBeLessThan(AWS.maximumBytes.value);
      // More than an empty file: the measure measures.
      expect(bytes).toBeGreaterThan(AWS.maximumBytes.value / 2);
    }
  },
);

test('no file of a node holds a password or the name of a place on the machine that generated it', () => {
  for (const { userData } of PLANS.flatMap(documentsOf)) {
    expect(userData).not.toMatch(/password\s*[:=]\s*['"]?[A-Za-z0-9]{12,}/i);
    expect(userData).not.toContain(process.cwd());
  }
});

test('scripts that the units start can be started', () => {
  for (const { artifacts } of documentsOf(PLANS[0]!)) {
    const texts = artifacts.map((it) => it.text).join('\n');
    const started = [...texts.matchAll(/^Exec\w+=\+?(\/usr\/local\/\S+)/gm)].map((it) => it[1]!);
    expect(started.length).toBeGreaterThan(0);
    for (const path of started) {
      const document = artifacts.find((it) => it.path.endsWith('cloud-init.yaml.tftpl'))!.text;
      expect(document).toMatch(new RegExp(`path: ${path}\\n    owner: root:root\\n    permissions: "0755"`));
    }
  }
});

test("a heap dump and Java's error files go to the data disk, where Cassandra may not start without one", () => {
  const unit = documentsOf(PLANS[0]!)
    .flatMap(({ artifacts }) => artifacts)
    .find(({ path }) => path.endsWith('cassandra.service'))!.text;
  const disk = /^AssertPathIsMountPoint=(.*)$/m.exec(unit)?.[1];
  const start = /^ExecStart=(.*)$/m.exec(unit)?.[1] ?? '';
  expect(disk).toBe('/var/lib/cassandra');
  expect([...start.matchAll(/ -[HE] (\S+)/g)].map(([, path = '']) => path)).toEqual([
    `${disk}/heap.hprof`,
    `${disk}/hs_err_pid%%p.log`,
  ]);
});
