import { renderKongPool } from '../../../../src/plan/pools/nodes/render';
import type { NodeFiles } from '../../../../src/plan/nodes/node-files';
import type { Plan } from '../../../../src/plan/plan';
import type { PoolRole } from '../../../../src/plan/pools/pool';
import { aHybridPlan } from '../../../support/a-hybrid-plan';
import { aPlan, TWO_CLOUDS } from '../../../support/a-spec';
import { readTemplates } from '../../../support/templates';
import { CertificateMachine, makeChain, secretOf } from './certificate-machine';
import { longTest } from '../../../support/effort';

/* What nodes tell their cloud of their certificates: the node's own script, run for real with openssl. */

const CERTIFICATE = { gateway: { certificate: { aws: 'edge/tls', google: 'edge-tls' } } };
const STATED = {
  ...CERTIFICATE,
  monitoring: {
    notify: {
      'us-east': 'arn:aws:sns:us-east-1:111122223333:edge-alarms',
      'eu-west': 'projects/acme-edge/notificationChannels/1',
    },
  },
};
const PLAN = aPlan(TWO_CLOUDS, STATED);
const HYBRID = aHybridPlan(TWO_CLOUDS, STATED);

function filesOf(plan: Plan, number: number, role: PoolRole): NodeFiles {
  const datacenter = plan.datacenters[number]!;
  const pool = datacenter.pools.find((it) => it.role === role)!;
  return renderKongPool(plan, datacenter, pool, readTemplates());
}

function textOf(files: NodeFiles, ending: string): string | undefined {
  return files.artifacts.find(({ path }) => path.endsWith(`/${ending}`))?.text;
}

test.each([
  ['a node of both', PLAN, 'traditional', 'certificate:/etc/kong/proxy.pem'],
  ['a control plane', HYBRID, 'control-plane', 'cluster-certificate:/etc/kong/cluster.crt'],
  ['a data plane', HYBRID, 'data-plane', 'certificate:/etc/kong/proxy.pem cluster-certificate:/etc/kong/cluster.crt'],
] as const)('%s tells of what it has', (_, plan, role, told) => {
  const files = filesOf(plan, 0, role);
  expect(textOf(files, 'topogen-days-left')).toContain(`\ncertificates=(${told})\n`);
  expect(textOf(files, 'cloud-init.yaml.tftpl')).toContain('topogen-days-left.timer');
});

test('of a datacenter with exports every node that makes them tells of the newest, and no other', () => {
  const change = { ...STATED, backups: { configuration: true } };
  const tells = (files: NodeFiles): boolean => textOf(files, 'topogen-days-left')!.includes('tell_days export');
  const plan = aPlan(TWO_CLOUDS, change);
  expect([0, 1].map((number) => tells(filesOf(plan, number, 'traditional')))).toEqual([true, true]);
  const hybrid = aHybridPlan(TWO_CLOUDS, change);
  expect(tells(filesOf(hybrid, 0, 'control-plane'))).toBe(true);
  expect(tells(filesOf(hybrid, 0, 'data-plane'))).toBe(false);
  expect(hybrid.alarms.filter(({ kind }) => kind === 'export').map(({ datacenter }) => datacenter)).toEqual([
    'us-east',
  ]);
});

test('nobody tells anything where no alarm hears it', () => {
  for (const files of [
    filesOf(aPlan(TWO_CLOUDS, CERTIFICATE), 0, 'traditional'),
    filesOf(aPlan(TWO_CLOUDS, { monitoring: STATED.monitoring }), 0, 'traditional'),
    filesOf(aHybridPlan(TWO_CLOUDS), 0, 'data-plane'),
    filesOf(aPlan(TWO_CLOUDS, { backups: { configuration: true } }), 0, 'traditional'),
  ])
    expect(JSON.stringify(files)).not.toContain('days-left');
});

describe('the days', () => {
  let machine: CertificateMachine;

  async function started(number: number, secret: string, role: PoolRole = 'traditional'): Promise<CertificateMachine> {
    machine = new CertificateMachine(filesOf(role === 'traditional' ? PLAN : HYBRID, number, role));
    await machine.secret(secret).run('start');
    return machine;
  }
  afterEach(() => machine.destroy());

  const told = (): string | undefined => machine.log().find((line) => /days_left|DaysLeft/.test(line));

  test('are told to CloudWatch as one metric of the datacenter', async () => {
    await started(0, secretOf(makeChain({ days: 60 })));
    expect(await machine.tellDays()).toMatchObject({ code: 0 });
    // A day that has just begun is not whole any more, unless it is the same second.
    expect(told()?.replace(/59$/, '60')).toBe(
      `cloudwatch put-metric-data --region us-east-1 --cli-connect-timeout 5 --cli-read-timeout 20 --namespace topogen/${PLAN.topology} ` +
        `--metric-name DaysLeft --dimensions Datacenter=us-east,Certificate=certificate --value 60`,
    );
  });

  test('are told to Cloud Monitoring as a metric of the machine', async () => {
    await started(1, secretOf(makeChain({ days: 60 })));
    expect(await machine.tellDays()).toMatchObject({ code: 0 });
    expect(JSON.parse(told() ?? '')).toEqual({
      timeSeries: [
        {
          metric: {
            type: 'custom.googleapis.com/topogen/days_left',
            labels: { topology: PLAN.topology, datacenter: 'eu-west', certificate: 'certificate' },
          },
          resource: {
            type: 'gce_instance',
            labels: { project_id: 'acme', instance_id: '4711', zone: 'europe-west1-b' },
          },
          points: [
            {
              interval: { endTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string },
              value: { int64Value: expect.stringMatching(/^(59|60)$/) as string },
            },
          ],
        },
      ],
    });
  });

  test('are none of a certificate that the node made itself, however long that holds', async () => {
    await started(0, '');
    expect(await machine.tellDays()).toMatchObject({ code: 0 });
    expect(told()).toMatch(/ --value 0$/);
  });

  longTest('are none of one that has ended', async () => {
    await started(0, secretOf(makeChain()));
    const { leaf, key } = makeChain({ days: -1 });
    machine.write('disk/etc/kong/proxy.pem', leaf + key);
    await machine.secret('').run('start');
    await machine.tellDays();
    expect(told()).toMatch(/ --value 0$/);
  });

  test('are not told of one that Kong has not read yet', async () => {
    await started(0, secretOf(makeChain()));
    const { leaf, key } = makeChain();
    machine.write('disk/etc/kong/proxy.pem', leaf + key);
    const { code, output } = await machine.tellDays();
    expect([code, told()]).toEqual([0, undefined]);
    expect(output).toContain('Kong has not read');
  });

  test.each([
    ['a certificate of clients', 'traditional'],
    ['a certificate of hybrid mode', 'control-plane'],
  ] as const)('are not told of %s that is not there yet, or is no certificate', async (_, role) => {
    machine = new CertificateMachine(filesOf(role === 'traditional' ? PLAN : HYBRID, 0, role));
    expect(await machine.tellDays()).toMatchObject({ code: 1 });
    const pem = role === 'traditional' ? 'proxy.pem' : 'cluster.crt';
    machine.write(`disk/etc/kong/${pem}`, '');
    await machine.tellDays();
    expect(told()).toBeUndefined();
  });

  test('of the second certificate are told where the first cannot be, and a cloud that does not hear is a failure', async () => {
    await started(0, secretOf(makeChain()), 'data-plane');
    machine.write('disk/etc/kong/cluster.crt', makeChain({ days: 20 }).leaf).write('disk/etc/kong/proxy.pem', 'none');
    expect(await machine.tellDays()).toMatchObject({ code: 0 });
    expect(told()).toMatch(/Certificate=cluster-certificate --value (19|20)$/);
    expect(await machine.fact('deaf').tellDays()).toMatchObject({ code: 1 });
  });
});

describe('the newest export', () => {
  const { monitoring } = STATED;
  const machine = new CertificateMachine(
    filesOf(aPlan(TWO_CLOUDS, { monitoring, backups: { configuration: true } }), 0, 'traditional'),
  );
  afterAll(() => machine.destroy());

  /** Lets the node tell, and returns what it has told so far. */
  async function told(): Promise<readonly (string | undefined)[]> {
    expect(await machine.tellDays()).toMatchObject({ code: 0 });
    return machine.log().flatMap((line) => /Certificate=(\w+ --value \d+)$/.exec(line)?.[1] ?? []);
  }

  test('is not told of where none is known, counts down from the next day on, and never below none', async () => {
    expect(await told()).toEqual([]);
    const expected: string[] = [];
    for (const [age, left] of [
      [0, 2],
      [1, 1],
      [2, 0],
      [40, 0],
    ] as const) {
      const day = new Date(Date.now() - age * 86_400_000).toISOString().slice(0, 10);
      machine.write('disk/run/topogen/configuration-day', `${day}\n`);
      expected.push(`export --value ${left}`);
      expect(await told()).toEqual(expected);
    }
  });
});
