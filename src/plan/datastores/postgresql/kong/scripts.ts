import { shell, shellQuoted } from '../../../../kernel/text/shell';
import { secretName } from '../../../naming';
import type { DatacenterPlan, Plan } from '../../../plan';
import type { KongScripts } from '../../contract';
import { postgresqlOf } from '../of-plan';
import { ADMIN_PASSWORD, CERTIFICATE_KEY } from '../secrets';
import { AUTHORITY_FILE, readsReplica } from './postgresql-conf';

/** Makes the parts of Kong's scripts that wait for PostgreSQL, trust it, and make Kong's role in it. */
export function postgresqlScripts(plan: Plan, datacenter: DatacenterPlan): KongScripts {
  const { host, replicaHost, port, user, database, adminUser, adminDatabase } = postgresqlOf(plan);
  const secret = (key: string) => shellQuoted(secretName(plan.topology, datacenter.name, key));
  return {
    names: {
      template: 'postgresql/kong-names.sh',
      values: {
        host: shellQuoted(host),
        replicaHost: shellQuoted(readsReplica(datacenter) ? replicaHost : ''),
        port,
        authoritySecret: secret(CERTIFICATE_KEY),
        authorityFile: AUTHORITY,
      },
    },
    conf: { template: 'postgresql/kong-conf.sh', values: {} },
    client: { template: 'postgresql/kong-client.sh', values: {} },
    files: [],
    jobFiles: [
      { template: 'postgresql/first-time.sql', path: '/usr/local/lib/topogen/first-time.sql' },
      { template: 'postgresql/scram-verifier', path: '/usr/local/lib/topogen/scram-verifier', permissions: '0755' },
    ],
    job: {
      template: 'postgresql/kong-job.sh',
      values: {
        adminSecret: secret(ADMIN_PASSWORD),
        user: shellQuoted(user),
        database: shellQuoted(database),
        adminUser: shellQuoted(adminUser),
        adminDatabase: shellQuoted(adminDatabase),
      },
    },
    ready: shell`datastore_reached && schema_ready`,
    notes: {
      schema: shell`noted schema`,
      installation: shell`noted installation`,
      metrics: shell`noted metrics`,
    },
  };
}

/** The path as it stands behind `$root` in a script. */
const AUTHORITY = shellQuoted(AUTHORITY_FILE);
