import { terraformAddresses } from '../../../../src/actions/terraform-addresses';
import { CLOUD_FACTS } from '../../../../src/clouds/facts';
import type { Plan } from '../../../../src/plan/plan';
import { postgresqlLost } from '../../../../src/report/datastores/postgresql/lost';
import { COPIES_HEADING, renderBackupCopies } from '../../../../src/report/datastores/postgresql/backup-copies';
import { renderPostgresqlOperations } from '../../../../src/report/datastores/postgresql/operations';
import { clusterOf } from '../../../clouds/aws/aws-stacks';
import { aPlan } from '../../../support/a-spec';

const AWS = { name: 'us-east', cloud: 'aws' } as const;
const GOOGLE = { name: 'belgium', cloud: 'google', region: 'europe-west1', project: 'acme-edge' } as const;

function planOf(datacenter: typeof AWS | typeof GOOGLE, backups: object = {}): Plan {
  return aPlan([datacenter], { datastore: { engine: 'postgresql' }, backups });
}

test('without a second region the page has no such section', () => {
  expect(renderBackupCopies(planOf(AWS), CLOUD_FACTS)).toBe('');
});

test('copies on AWS are listed there, and what they have is brought into the instance that is made anew there', () => {
  const page = renderBackupCopies(planOf(AWS, { copyTo: 'us-west-2' }), CLOUD_FACTS);
  expect(page).toContain('aws rds describe-db-instance-automated-backups --region us-west-2');
  expect(page).toContain('--allow region-changed:us-east,backup-copies-left:us-east');
  expect(page).toContain('.region == "us-east-1"');
  expect(page).toContain('--source-db-instance-automated-backups-arn');
  expect(page).toMatch(/pg_dump [^|]*\| \\\n {2}pg_restore [^']*--single-transaction'/);
  expect(page).toContain('alias/edge-us-east-backups');
  expect(page).not.toContain('--region us-east-1');
});

test('backups on Google are there alone, without the log between two, which the page says', () => {
  const page = renderBackupCopies(planOf(GOOGLE, { copyTo: 'europe-west4' }), CLOUD_FACTS);
  expect(page).toContain('Backups are stored in europe-west4 and nowhere else');
  expect(page).toContain('--allow region-changed:belgium,project-changed:belgium');
  expect(page).toContain('--backup-project acme-edge');
});

test('the runbook of a lost datacenter leads to the section', () => {
  const titles = (plan: Plan): string[] =>
    postgresqlLost({ plan } as Parameters<typeof postgresqlLost>[0], { kind: 'datacenter', datacenter: 'us-east' })
      .flatMap(({ steps }) => steps)
      .map(({ where }) => where);
  expect(titles(planOf(AWS, { copyTo: 'us-west-2' })).join('\n')).toContain(COPIES_HEADING);
  expect(titles(planOf(AWS)).join('\n')).not.toContain(COPIES_HEADING);
});

test('copies follow the instance that takes the place of another, by the address that Terraform knows them by', () => {
  const restored = (plan: Plan): string => {
    const page = renderPostgresqlOperations(plan, CLOUD_FACTS, terraformAddresses(plan, plan));
    return /## The data is taken back to a moment\n([^]+?)\n## /.exec(page)?.[1] ?? '';
  };
  const copied = planOf(AWS, { copyTo: 'us-west-2' });
  const { resource } = clusterOf(copied, 'us-east').json;
  const type = 'aws_db_instance_automated_backups_replication';
  const [name, ...others] = Object.keys(resource[type] ?? {});
  expect(others).toEqual([]);
  const page = restored(copied);
  const follows = page.indexOf(`terraform -chdir=cluster-us-east apply -replace=${type}.${name}\n`);
  expect(follows).toBeGreaterThan(page.indexOf('terraform -chdir=cluster-us-east import'));
  expect(page.indexOf('describe-db-instance-automated-backups --region us-west-2')).toBeGreaterThan(follows);
  expect(page).toMatch(/^6\. Keep the old instance/m);
  // Without copies, and where the service stores them by itself, nothing has to follow.
  expect(restored(planOf(AWS))).toMatch(/^5\. Keep the old instance/m);
  expect(restored(planOf(GOOGLE, { copyTo: 'europe-west4' }))).not.toContain('-replace=');
});
