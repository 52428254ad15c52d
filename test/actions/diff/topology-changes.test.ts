import { cassandraOf } from '../../../src/plan/datastores/cassandra/of-plan';
import { topologyChanges } from '../../../src/actions/diff/topology-changes';
import type { Plan } from '../../../src/plan/plan';
import { aPlan, type ADatacenter } from '../../support/a-spec';
import { onlyPool } from '../../support/only-pool';

const DATACENTERS: readonly ADatacenter[] = [
  { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
  { name: 'eu-west', cloud: 'google' },
  { name: 'us-west', cloud: 'aws', region: 'us-west-2' },
];
const MESH = aPlan(DATACENTERS);
const hub = (name: string): Plan => aPlan(DATACENTERS, { links: { shape: 'hub', hub: name } });

const lines = (before: Plan, after: Plan): string[] =>
  topologyChanges(before, after).map((it) => `${it.action} ${it.what} ${it.name} ${it.detail}`.trim());

test('another hub is a change of shape, and of the routes of a link that stays', () => {
  const [east, west] = [hub('us-east'), hub('us-west')];
  const ranges = Object.fromEntries(east.datacenters.map((it) => [it.name, it.cidr]));
  expect(lines(east, west)).toEqual([
    'change topology edge shape hub us-east to hub us-west',
    'add link eu-west--us-west',
    `change link us-east--us-west route at us-east ${ranges['us-west']} to ${east.supernet}, route at us-west ${east.supernet} to ${ranges['us-east']}`,
    'remove link us-east--eu-west',
  ]);
});

test('a mesh that becomes a hub says so', () => {
  expect(lines(MESH, hub('us-east'))).toContain('change topology edge shape mesh to hub us-east');
});

test('what stays is not told', () => {
  expect(lines(MESH, MESH)).toEqual([]);
  expect(lines(hub('us-east'), hub('us-east'))).toEqual([]);
});

/** Every part of a plan: a change of it, which is told, or where it is seen instead. The compiler asks for one that is new. */
const PARTS: Readonly<Record<keyof Plan, object | string>> = {
  format: "is the program's own",
  topology: 'another topology is not compared',
  specFile: 'changes no resource',
  requestsPerSecond: { requestsPerSecond: 1 },
  size: { size: 'development' },
  supernet: { supernet: '10.0.0.0/9' },
  flowLogRetentionDays: 'an argument of the logs, among the changes of resources',
  tags: 'arguments of all resources, among their changes',
  state: { state: { backend: 'gcs', bucket: 'b' } },
  datacenters: { datacenters: [] },
  shape: { shape: { shape: 'hub', hub: 'us-east' } },
  links: { links: [] },
  datastore: { datastore: { ...MESH.datastore, version: '4.1.11' } },
  backups: 'schedules and alarms, among the changes of resources',
  secrets: 'resources',
  kong: { kong: { ...MESH.kong, plainHttp: 'redirect' } },
  redis: 'resources',
  dns: { dns: { hostname: 'api.example.com', policy: 'latency', entries: [] } },
  scrape: 'files of the tree, and flows',
  logs: { logs: { retentionDays: 30, access: 'failed' } },
  hostMetrics: { hostMetrics: true },
  flows: { flows: [] },
  alarms: 'resources',
  stacks: 'follow from the datacenters',
  sizing: 'numbers of explain, which the sizes follow from',
  limits: 'of plan and check',
  advisories: 'of plan and check',
};

const TOLD = Object.entries(PARTS).filter(([, change]) => typeof change === 'object');

test.each(TOLD)('another %s is told', (_, change) => {
  expect(lines(MESH, { ...MESH, ...(change as Partial<Plan>) })).not.toEqual([]);
});

describe('every field of a topology that people know is told', () => {
  const ONE: readonly ADatacenter[] = [
    { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
    { name: 'eu-west', cloud: 'google', region: 'europe-west1' },
  ];
  const one = aPlan(ONE);
  const withFields = (fields: object, datacenters = ONE): string[] => lines(one, aPlan(datacenters, { ...fields }));

  /** The plan with some fields changed by hand: what they would change beside them is not the matter here. */
  const changed = (change: (plan: Plan) => object): string[] => lines(one, { ...one, ...change(one) });
  const inEast = (change: (east: Plan['datacenters'][number]) => object): string[] =>
    changed(({ datacenters: [east, ...others] }) => ({ datacenters: [{ ...east!, ...change(east!) }, ...others] }));

  test('of the image that new machines start from, on the cloud of its date', () => {
    expect(withFields({ ubuntu: { aws: '20260906' } })).toEqual([
      'change datacenter us-east date of the image newest to 20260906',
    ]);
  });

  test('of the topology', () => {
    expect(
      changed((plan) => ({
        requestsPerSecond: 12001,
        kong: { ...plan.kong, migrations: { ...plan.kong.migrations, release: '2.8.5' } },
        datacenters: plan.datacenters.map((it) => ({
          ...it,
          pools: it.pools.map((pool) => ({ ...pool, release: '2.8.5' })),
        })),
        datastore: { ...plan.datastore, version: '4.1.11', replicationFactor: 2 },
        supernet: '10.0.0.0/9',
        state: { backend: 'gcs', bucket: 'b' },
      })),
    ).toEqual([
      `change topology edge requests per second 12000 to 12001, Kong ${one.kong.migrations.release} to 2.8.5, ` +
        `Cassandra ${one.datastore.version} to 4.1.11, replication factor 3 to 2, supernet ${one.supernet} to 10.0.0.0/9, ` +
        'state local to gcs',
    ]);
  });

  test('of a datacenter', () => {
    const [east] = one.datacenters;
    expect(
      inEast(({ zones }) => ({
        cloud: 'google',
        region: 'europe-west4',
        project: 'acme',
        cidr: '10.9.0.0/16',
        zones: zones.slice(1),
      })),
    ).toEqual([
      'change datacenter us-east cloud aws to google, region us-east-1 to europe-west4, project none to acme, ' +
        `range ${east!.cidr} to 10.9.0.0/16, zones us-east-1a us-east-1b us-east-1c to us-east-1b us-east-1c`,
    ]);
  });

  test('of what a datacenter may have beside others', () => {
    const account = { accountId: '111122223333', kmsKey: 'k1', certificateSecret: 's1' };
    const own = { egress: 'managed', egressAddresses: 1, exposure: 'public', imageDate: '20260101' };
    const kept = { exports: { keptDays: 30 }, backupCopies: { region: 'us-west-2' } };
    const users = { existing: { id: 'vpc-1', egress: 'own' }, existingGateway: { id: 'tgw-1', router: 'r1' } };
    const east = (fields: object): Plan => ({
      ...one,
      datacenters: [{ ...one.datacenters[0]!, ...fields } as Plan['datacenters'][number]],
    });
    const before = east({ ...account, ...own, ...kept, ...users });
    const after = east({
      ...{ accountId: '444455556666', kmsKey: 'k2', certificateSecret: 's2' },
      ...{ egress: 'single', egressAddresses: 3, exposure: 'internal', imageDate: '20260202' },
      ...{ exports: { keptDays: 60 }, backupCopies: { region: 'eu-west-1' } },
      ...{ existing: { id: 'vpc-2', egress: 'theirs' }, existingGateway: { id: 'tgw-2', router: 'r2' } },
    });
    expect(lines(before, after)).toEqual([
      'change datacenter us-east account 111122223333 to 444455556666, key k1 to k2, ' +
        'second region of backups us-west-2 to eu-west-1, ' +
        'exports of the configuration daily, for 30 days to daily, for 60 days, certificate s1 to s2, ' +
        'egress managed to single, reserved addresses of egress 1 to 3, network vpc-1 to vpc-2, ' +
        'gateway of links tgw-1 to tgw-2, router of links r1 to r2, egress of that network own to theirs, ' +
        'exposure public to internal, date of the image 20260101 to 20260202',
    ]);
    const nothing = { egressAddresses: undefined, imageDate: undefined, exports: undefined };
    expect(lines(before, east({ ...account, ...own, ...kept, ...users, ...nothing }))).toEqual([
      'change datacenter us-east exports of the configuration daily, for 30 days to none, ' +
        'reserved addresses of egress 1 to none, date of the image 20260101 to newest',
    ]);
  });

  test('of logs, and of what agents tell', () => {
    const of = (logs: object | undefined, hostMetrics: boolean): Plan => ({ ...one, logs, hostMetrics }) as Plan;
    const logged = of({ retentionDays: 30 }, false);
    expect(lines(of(undefined, false), logged)).toEqual([
      'change topology edge logs of units on machines to kept for 30 days',
    ]);
    expect(lines(logged, of({ retentionDays: 60, access: 'failed' }, true))).toEqual([
      'change topology edge logs of units kept for 30 days to kept for 60 days, with failed requests, ' +
        'memory and disks not told to told by agents',
    ]);
  });

  test('of its pool and of its part of the ring', () => {
    const [east] = one.datacenters;
    const { nodes, maximumNodes, machineType } = onlyPool(east!);
    const cassandra = cassandraOf(east!);
    expect(
      inEast(({ pools: [pool] }) => ({
        pools: [{ ...pool!, nodes: nodes + 1, maximumNodes: maximumNodes + 2, machineType: 'm9.large' }],
        datastore: {
          ...cassandra,
          nodes: cassandra.nodes.slice(1),
          machineType: 'r9.large',
          dataDiskGib: cassandra.dataDiskGib + 5,
        },
      })),
    ).toEqual([
      `change kong us-east nodes ${nodes} to ${nodes + 1}, at most ${maximumNodes} to ${maximumNodes + 2}, machine ${machineType} to m9.large`,
      `change cassandra us-east nodes ${cassandra.nodes.length} to ${cassandra.nodes.length - 1}, ` +
        `machine ${cassandra.machineType} to r9.large, disk GiB ${cassandra.dataDiskGib} to ${cassandra.dataDiskGib + 5}`,
    ]);
  });

  test('of a link', () => {
    const [link] = one.links;
    expect(changed(() => ({ links: [{ ...link!, kind: 'gateway-vpn', encryption: 'cloud' }] }))).toEqual([
      `change link ${link!.id} kind managed-vpn to gateway-vpn, encryption ipsec to cloud`,
    ]);
  });

  test('and a datacenter that comes brings its links and flows, told once each', () => {
    const more = withFields({}, [...ONE, { name: 'us-west', cloud: 'aws', region: 'us-west-2' }]);
    const added = more.filter((line) => line.startsWith('add '));
    expect(added).toContain('add datacenter us-west');
    expect(added).toContain('add link eu-west--us-west');
    expect(new Set(added).size).toBe(added.length);
    expect(more.filter((line) => /^(add|remove) (kong|cassandra) /.test(line))).toEqual([]);
    const gone = lines(aPlan([...ONE, { name: 'us-west', cloud: 'aws', region: 'us-west-2' }]), one);
    expect(gone).toContain('remove datacenter us-west');
    expect(gone.filter((line) => line.startsWith('remove ')).length).toBe(added.length);
  });

  test('another datastore is told by its name, and nothing of the one is held against the other', () => {
    const [east] = ONE;
    const told = lines(aPlan([east!]), aPlan([east!], { datastore: { engine: 'postgresql' } }));
    expect(told[0]).toMatch(/^change topology edge .*Cassandra [\d.]+ to none.*PostgreSQL none to \d/);
    expect(told.filter((line) => / (cassandra|postgresql) us-east/.test(line))).toEqual([]);
  });

  test('PostgreSQL that anybody may delete from now on is told by that word', () => {
    const [east] = ONE;
    const database = (fields: object) => aPlan([east!], { datastore: { engine: 'postgresql', ...fields } });
    expect(lines(database({}), database({ deletionProtection: false }))).toEqual([
      'change topology edge deletion protection on to off',
    ]);
  });

  test('of a flow, that its ends or ports are others', () => {
    const [flow] = one.flows;
    expect(
      changed(({ flows }) => ({ flows: flows.map((it) => (it === flow ? { ...it, ports: { from: 1, to: 2 } } : it)) })),
    ).toEqual([`change flow ${flow!.id} other ends or ports`]);
  });
});
