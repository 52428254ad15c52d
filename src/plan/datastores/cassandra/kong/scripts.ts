import { holes } from '../../../../kernel/template';
import { lua } from '../../../../kernel/text/lua';
import { shell, shellQuoted } from '../../../../kernel/text/shell';
import { secretName } from '../../../naming';
import type { DatacenterPlan, Plan } from '../../../plan';
import type { KongScripts, ScriptPiece } from '../../contract';
import { AUTHORITIES_SECRET } from '../encryption';
import { ringOf } from '../of-plan';
import { AUTHORITIES_FILE, VERIFY_DEPTH } from './trust';

/**
 * Makes the parts of Kong's scripts that speak CQL. The addresses are in kong.conf. Where clients have to speak TLS they also fetch
 * the certificates of the authorities by which they know the nodes.
 */
export function cassandraScripts(plan: Plan, datacenter: DatacenterPlan): KongScripts {
  const hasTls = ringOf(plan).encryption?.clients === true;
  const fetchAuthorities = hasTls ? shell`\n  fetch_authorities || return 1` : shell``;
  return {
    names: hasTls
      ? {
          template: 'cassandra/kong-names-tls.sh',
          values: {
            secret: shellQuoted(secretName(plan.topology, datacenter.name, AUTHORITIES_SECRET)),
            file: shellQuoted(AUTHORITIES_FILE),
          },
        }
      : piece('cassandra/kong-names.sh'),
    conf: {
      template: 'cassandra/kong-conf.sh',
      values: { fetchAuthorities },
    },
    client: {
      template: 'cassandra/kong-client.sh',
      values: { fetchAuthorities, trust: hasTls ? TRUST : shell`` },
    },
    files: [
      {
        template: 'cassandra/kong-cql.lua',
        path: '/usr/local/lib/topogen/kong-cql.lua',
        holes: holes('lua', { tls: hasTls ? lua`\n    ssl = true,\n    verify = true,` : lua`` }),
      },
    ],
    jobFiles: [],
    job: piece('cassandra/kong-job.sh'),
    ready: shell`schema_ready && datacenter_filled`,
    notes: {
      schema: shell`kong_cql "SELECT value FROM kong.topogen_state WHERE name = 'schema'"`,
      installation: shell`kong_cql "SELECT value FROM kong.topogen_state WHERE name = 'installation'"`,
      metrics: shell`kong_cql "SELECT value FROM kong.topogen_state WHERE name = 'metrics'"`,
    },
  };
}

/** Option of `resty` by which its sockets know the nodes. */
const TRUST = shell` --http-conf "lua_ssl_trusted_certificate $authorities_file; lua_ssl_verify_depth ${VERIFY_DEPTH};"`;

function piece(template: string): ScriptPiece {
  return { template, values: {} };
}
