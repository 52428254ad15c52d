import { spawnSync } from 'node:child_process';
import { terraformAddresses } from '../../../src/actions/terraform-addresses';
import { CLOUD_FACTS } from '../../../src/clouds/facts';
import type { Plan } from '../../../src/plan/plan';
import { renderPostgresqlOperations } from '../../../src/report/datastores/postgresql/operations';
import { POSTGRESQL_TRANSITIONS } from '../../../src/report/datastores/postgresql/transitions';
import { lostRunbook } from '../../../src/report/runbook/lost';
import { adviceOn } from '../../../src/report/simulate/advice';
import { modelOf } from '../../../src/report/simulate/model';
import { outcomeOf } from '../../../src/report/simulate/outcome';
import { parseLosses } from '../../../src/report/simulate/parse-losses';
import { aHybridPlan } from '../../support/a-hybrid-plan';
import * as aws from '../../clouds/aws/aws-stacks';

/* A replica in hybrid mode: nobody reads from it, and it takes the primary's place, with control planes, when people say so. */

const PAIR = {
  aws: [
    { name: 'us-east', cloud: 'aws' },
    { name: 'us-west', cloud: 'aws', region: 'us-west-2' },
  ],
  google: [
    { name: 'eu-west', cloud: 'google' },
    { name: 'asia', cloud: 'google', region: 'asia-southeast1' },
  ],
} as const;

const planOf = (cloud: 'aws' | 'google', replicas: readonly string[]): Plan =>
  aHybridPlan(PAIR[cloud], { datastore: { replicas } });
const plan = planOf('aws', ['us-west']);
const alone = planOf('aws', []);
const pageOf = (of: Plan): string => renderPostgresqlOperations(of, CLOUD_FACTS, terraformAddresses(of, of));

describe.each([
  ['aws', 'us-west', 'aws_s3_bucket', ['--vpc-security-group-ids', 'promote-read-replica']],
  ['google', 'asia', 'google_storage_bucket', ['forwarding-rules delete', 'promote-replica']],
] as const)('the page on %s', (cloud, replica, bucket, [fence, promote]) => {
  const page = pageOf(planOf(cloud, [replica]));
  const part = page.slice(page.indexOf('## A replica takes over for good'), page.indexOf('## A replica comes or goes'));

  test('fences, lets the bucket of the seed go, promotes, and applies the new place before the others', () => {
    const words = [
      'pg_current_wal_lsn',
      'pg_stat_replication',
      fence,
      `-target=${bucket}.seed -var=kong_seed_deletion_protection=false`,
      promote,
      `--allow replica-promoted:${replica}`,
      `cluster-${replica} apply`,
      '9. Apply the other clusters',
    ];
    const places = words.map((word) => part.indexOf(word));
    expect(places.every((place) => place > 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });

  test('asks control planes alone, and has commands that bash understands', () => {
    expect(part).not.toContain('Kong node');
    expect(page).not.toContain('postgresql-replica.');
    expect(page).toContain('Then on every control plane, one after another');
    const commands = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text]) => text).join('\n');
    const { stderr, status } = spawnSync('bash', ['-n'], { input: commands, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });
});

test('a topology without a replica is told what it lacks before that day comes', () => {
  expect(pageOf(alone)).toContain('names a datacenter in `replicas` before that day comes');
  expect(pageOf(alone)).not.toContain('## A replica takes over for good');
});

test('no machine has a way to the replica: its group on AWS lets nobody in', () => {
  const { resource } = aws.clusterOf(plan, 'us-west').json;
  expect(aws.element(resource, 'aws_db_instance', 'postgresql')).toMatchObject({
    replicate_source_db: '${data.terraform_remote_state.cluster_us_east.outputs.postgresql_arn}',
    vpc_security_group_ids: ['${aws_security_group.postgresql.id}'],
  });
  const group = '${aws_security_group.postgresql.id}';
  const rules = [
    ...Object.values(resource['aws_vpc_security_group_ingress_rule'] ?? {}),
    ...Object.values(resource['aws_vpc_security_group_egress_rule'] ?? {}),
  ];
  expect(
    rules.filter((rule) => [rule['security_group_id'], rule['referenced_security_group_id']].includes(group)),
  ).toEqual([]);
  expect(plan.flows.filter(({ ports }) => ports?.from === 5432).map(({ id }) => id)).toEqual(
    alone.flows.filter(({ ports }) => ports?.from === 5432).map(({ id }) => id),
  );
  expect(aws.clusterOf(alone, 'us-west').json.resource['aws_security_group']).not.toHaveProperty('postgresql');
});

const adviceAfter = (of: Plan, ...words: string[]): string => {
  const model = modelOf(of);
  const asked = parseLosses(model, words);
  if (!asked.ok) throw new Error(JSON.stringify(asked.issues));
  return adviceOn(model, outcomeOf(model, asked.value.together));
};

test('without the datacenter of the primary simulate names the replica, unless it is lost as well', () => {
  expect(adviceAfter(plan, 'datacenter:us-east')).toBe(
    'Bring us-east back, where the control planes are, or promote the replica of us-west, as OPERATIONS.md says: they come with it; nothing can be configured meanwhile: requests go on with the configuration as it was.',
  );
  expect(adviceAfter(alone, 'datacenter:us-east')).not.toContain('promote');
});

test('the runbook after that loss has the promotion as a case, and that of the replica asks a control plane', () => {
  const runbookOf = (word: string): string =>
    JSON.stringify(lostRunbook({ plan, addresses: terraformAddresses(plan, plan) }, word));
  expect(runbookOf('datacenter:us-east')).toContain('PostgreSQL of us-west takes over');
  expect(runbookOf('datacenter:us-west')).toContain('a control plane of us-east, by ');
});

test('the runbook of a promotion names the steps of this page, and replicas come and go without a word on readers', () => {
  const promoted = aHybridPlan(PAIR.aws, { datastore: { primary: 'us-west' } });
  const change = { before: plan, after: promoted, addresses: terraformAddresses(plan, promoted) };
  const [part] = POSTGRESQL_TRANSITIONS.growing(change);
  expect(part?.steps.map(({ where }) => where)).toEqual([
    expect.stringContaining('by steps 1 to 6 of'),
    expect.anything(),
    expect.stringContaining('with what steps 8 to 10 of'),
  ]);
  for (const [before, after, which] of [
    [alone, plan, 'growing'],
    [plan, alone, 'shrinking'],
  ] as const) {
    const parts = POSTGRESQL_TRANSITIONS[which]({ before, after, addresses: terraformAddresses(before, after) });
    expect(parts).toHaveLength(1);
    expect(JSON.stringify(parts)).not.toMatch(/misses? of the cache|settings of Kong|db_update_propagation/);
  }
});
