import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLOSED_PLACES } from '../support/closed-places';
import { PROJECT, synthesizeShipped, synthesizeText, type Synthesized } from '../support/synthesized';

/* The table of docs/concepts.md has every service and host outside that machines call, and no other. */

/** The first column of the table that has this heading. */
function documented(): string[] {
  const page = readFileSync(join(PROJECT, 'docs/concepts.md'), 'utf8');
  const table = page.slice(page.indexOf('| machines call |')).split('\n\n')[0] ?? '';
  const cells = table.split('\n').flatMap((row) => row.split('|')[1] ?? []);
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)).sort();
}

/** Hosts that are near, that a client is sent to, or that are a name of a right or of a page. */
const NOT_CALLED = /^(169\.254\.|127\.0\.0\.1|metadata\.google|\$host$|www\.googleapis\.com$|cassandra\.apache\.org$)/;

/** Services of AWS, and hosts of everybody else, that a file calls. */
function callsOf(text: string): string[] {
  const said = text.replace(/^\s*#.*$/gm, '');
  const first = (pattern: RegExp): string[] => [...said.matchAll(pattern)].map(([, name = '']) => name);
  const hosts = [...first(/https?:\/\/([\w.$-]+)/g), ...first(/^host = f"(\S+)"$/gm)];
  return [
    ...first(/\baws ([a-z0-9]+) [a-z]+-[a-z-]+ /g).map((it) => it.replace('s3api', 's3')),
    ...hosts
      .filter((it) => it.includes('.') && !NOT_CALLED.test(it))
      .map((it) => /(?:^|\.)([a-z0-9]+)\.[^.]+\.amazonaws\.com$/.exec(it)?.[1] ?? it),
  ];
}

/** What agents of the clouds call, which are no scripts: their rights say it, and a packaged one's place. */
function agentsCalls(text: string): string[] {
  const rights = [...text.matchAll(/"(ssm[a-z]*|logs|cloudwatch):[A-Z]/g)].map(([, service = '']) => service);
  const hosts = [...text.matchAll(/uri += "https:\/\/([^/"]+)/g)].map(([, host = '']) => host);
  return [
    ...rights,
    ...hosts,
    ...(text.includes('"roles/logging.logWriter"') ? ['logging.googleapis.com'] : []),
    ...(text.includes('"roles/monitoring.metricWriter"') ? ['monitoring.googleapis.com'] : []),
    ...(/"?enable-osconfig"? += "TRUE"/.test(text) ? ['osconfig.googleapis.com'] : []),
  ];
}

/** Folders of scripts and settings that machines get. */
const OF_MACHINES = ['balancer', 'cassandra', 'clouds', 'common', 'gateway', 'kong', 'postgresql'];

test('machines call outside what the table of concepts.md says, and nothing else', async () => {
  const called = new Set<string>();
  for (const folder of OF_MACHINES)
    for (const entry of readdirSync(join(PROJECT, 'templates', folder), { recursive: true, withFileTypes: true }))
      if (entry.isFile())
        callsOf(readFileSync(join(entry.parentPath, entry.name), 'utf8')).forEach((it) => called.add(it));
  // Addresses of packages are holes of the templates.
  for (const name of ['haproxy', 'nginx', 'postgresql-hybrid', 'aws-pair-ipsec', 'monitored']) {
    const { synthesis } = await synthesizeShipped(name);
    for (const { path, text } of synthesis.terraform) {
      if (path.includes('/files/')) callsOf(text).forEach((it) => called.add(it));
      else agentsCalls(text).forEach((it) => called.add(it));
    }
  }
  expect([...called].sort()).toEqual(documented());
});

/* Without a way to the internet machines have endpoints for each of these calls, and for no other. */

const [EAST, BELGIUM] = CLOSED_PLACES;

function closed(datacenters: readonly object[], fields: object = {}): Promise<Synthesized> {
  const spec = {
    name: 'edge',
    requestsPerSecond: 900,
    network: { egress: 'none' },
    datacenters,
    kong: { upstreams: [{ cidr: '10.0.0.0/8', ports: [443] }] },
    ...fields,
  };
  return synthesizeText(JSON.stringify(spec), 'edge.json');
}

/** With PostgreSQL there are no nodes of Cassandra to have an image. */
function withoutRing({ cassandra: _cassandra, ...datacenter }: typeof EAST): object {
  return datacenter;
}

const HYBRID = {
  kong: { mode: 'hybrid', upstreams: [{ cidr: '10.0.0.0/8', ports: [443] }] },
};

/** Topologies that between them have every reason to call a service of a cloud. */
const CLOSED: Readonly<Record<string, () => Promise<Synthesized>>> = {
  'that is shipped': () => synthesizeShipped('private'),
  'with nothing but Kong and a ring': () => closed([EAST, BELGIUM]),
  'with certificates, metrics and machines that lead clients': () =>
    closed([EAST, BELGIUM], {
      gateway: { balancer: 'haproxy', certificate: { aws: 'edge/tls', google: 'edge-tls' } },
      monitoring: {
        notify: {
          'us-east': 'arn:aws:sns:us-east-1:111122223333:alarms',
          belgium: 'projects/acme-edge/notificationChannels/1',
        },
        scrapeCidrs: ['10.0.0.0/8'],
        logs: {},
      },
    }),
  'with agents that tell of memory and disks': () =>
    closed([EAST, BELGIUM], { monitoring: { logs: {}, hostMetrics: true } }),
  'with exports that somebody is told of': () =>
    closed([EAST, BELGIUM], {
      backups: { configuration: true },
      monitoring: {
        notify: {
          'us-east': 'arn:aws:sns:us-east-1:111122223333:alarms',
          belgium: 'projects/acme-edge/notificationChannels/1',
        },
      },
    }),
  'in hybrid mode on AWS': () =>
    closed([withoutRing(EAST)], { ...HYBRID, datastore: { engine: 'postgresql' }, backups: { configuration: true } }),
  'in hybrid mode on Google Cloud': () =>
    closed([withoutRing(BELGIUM), { ...withoutRing(BELGIUM), name: 'iowa', region: 'us-central1' }], {
      ...HYBRID,
      datastore: { engine: 'postgresql', primary: 'belgium' },
    }),
};

/** Hosts of packages and of the exporter, which machines from an image that holds these do not call. */
const IN_IMAGES = ['debian.cassandra.apache.org', 'downloads.apache.org', 'repo.maven.apache.org'];

test.each(Object.keys(CLOSED))('a topology without a way to the internet, %s', async (what) => {
  const { topology, synthesis } = await CLOSED[what]!();
  for (const { name, endpoints, pools } of topology.plan.datacenters) {
    const called = new Set<string>();
    for (const { path, text } of synthesis.terraform) {
      if (!path.startsWith(`cluster-${name}/`)) continue;
      if (path.includes('/files/')) callsOf(text).forEach((it) => called.add(it));
      else agentsCalls(text).forEach((it) => called.add(it));
    }
    IN_IMAGES.forEach((host) => called.delete(host));
    // The client has another word than the endpoint.
    const services = [...called].map((it) => it.replace('cloudwatch', 'monitoring').replace(/\.googleapis\.com$/, ''));
    expect([name, [...new Set(services)].sort()]).toEqual([
      name,
      [...endpoints!.services, ...endpoints!.byRoute].sort(),
    ]);
    expect(pools.map(({ image }) => image)).not.toContain(undefined);
  }
});
