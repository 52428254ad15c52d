import { shell } from '../../../../kernel/text/shell';
import type { KongScripts } from '../../contract';

/** The parts of Kong's scripts that speak CQL. They are the same in every datacenter: the addresses are in kong.conf. */
export const CASSANDRA_SCRIPTS: KongScripts = {
  names: { template: 'cassandra/kong-names.sh', values: {} },
  conf: 'cassandra/kong-conf.sh',
  client: 'cassandra/kong-client.sh',
  files: [{ template: 'cassandra/kong-cql.lua', path: '/usr/local/lib/topogen/kong-cql.lua' }],
  jobFiles: [],
  job: { template: 'cassandra/kong-job.sh', values: {} },
  ready: shell`schema_ready && datacenter_filled`,
  notes: {
    schema: shell`kong_cql "SELECT value FROM kong.topogen_state WHERE name = 'schema'"`,
    installation: shell`kong_cql "SELECT value FROM kong.topogen_state WHERE name = 'installation'"`,
  },
};
