import type { ExportCommands, ExportsAt } from '../../kernel/cloud/exports';
import type { DatacenterPlan, Plan } from '../../plan/plan';
import type { PoolPlan } from '../../plan/pools/pool';
import type { Around } from '../connect/connect';
import { inTree, topogenCommand } from '../runbook/runbook';

/** File on a node of Kong, in memory, that an export is taken in from. */
const FILE = '/run/topogen-restored.yml';

/** A datacenter whose bucket has exports. */
type Home = DatacenterPlan & Required<Pick<DatacenterPlan, 'exports'>>;

/** Returns the command that opens a shell on a node that has the datastore. */
function connects(plan: Plan, home: Home): string {
  const more = plan.kong.hybrid ? ['--node', importer(home).name] : [];
  return topogenCommand(plan, 'connect', home.name, ...more);
}

/** Returns the pool whose nodes can take an export in. */
function importer({ name, pools }: Home): PoolPlan {
  const pool = pools.find(({ role, reachesDatastore }) => role !== 'data-plane' && reachesDatastore);
  if (!pool) throw new Error(`no pool of ${name} reaches the datastore`);
  return pool;
}

/** Renders the part of the page on operations about exports of Kong's configuration; empty if there are none. */
export function renderExportOperations(plan: Plan, around: Around): string {
  const homes = plan.datacenters.filter((it): it is Home => it.exports !== undefined);
  const [first] = homes;
  if (!first) return '';
  const { hour, keptDays, recoverableDays } = first.exports;
  const names = homes.map(({ name }) => name).join(' and of ');
  return `
# The configuration alone

Once a day, from ${hour}:00 UTC on, a node of Kong of ${names} puts an export of the configuration into the bucket there, as \`kong-<day>.yml\`: each node tries once an hour, and the store takes the first. It is kept for ${keptDays} days, and can be brought back for ${recoverableDays} more after it has expired or was deleted: a credential that is in one is in the bucket for ${keptDays + recoverableDays} days. It holds every key and credential that the configuration has, as plain text where Kong keeps them so. It does not hold what Kong keeps beside the configuration: counters of rate limiting and sessions. Where nobody puts one in: \`systemctl status topogen-configuration\` and \`journalctl --unit topogen-configuration\` on each node.

See now and then that they are made:

${onEach(plan, homes, around, (cloud, at) => cloud.list(at))}
It is a second way back, for a configuration that was spoilt while the datastore is well: the section on backups has what was lost with it. An import writes each entity of the file over the one that has its id, and makes those that are missing. It deletes nothing, so that what was made since stays; it is no transaction, and ends at the first entity that is refused, such as one whose name another id has by now, with those before it written. Delete that one by the Admin API, and import again. Take it in by the release of Kong that exported it, or a later one.${transformed(plan)}

1. Choose an export of the list: \`EXPORT=kong-<day>.yml\`. One that is not there any more is brought back first:

${onEach(plan, homes, around, (cloud, at) => `${cloud.versions(at)}\nVERSION=<one of the list>\n${cloud.revive(at)}\nEXPORT=restored.yml`)}
2. Bring it to a node of Kong of that datacenter. ${homes.map((it) => `\`${connects(plan, it)}\``).join(', or ')} opens a shell on one:

${onEach(plan, homes, around, (cloud, at) => cloud.carry(at, FILE))}
3. On that node, keep what is there now, and see what differs:

\`\`\`sh
sudo sh -c 'umask 077; rm -f /run/topogen-now.yml; kong config db_export /run/topogen-now.yml'
sudo kong config parse ${FILE}
sudo diff /run/topogen-now.yml ${FILE}
\`\`\`

4. Take it in: \`sudo kong config db_import ${FILE}\`.
5. No running node is told of an import: restart Kong's nodes that have the datastore, one after another: \`sudo systemctl restart kong\`. See that a route is answered as it should be before the next.
6. \`sudo rm ${FILE} /run/topogen-now.yml\`, and delete \`restored.yml\` in the bucket where you made it.
`;
}

/** Releases before 2.1 have no mark in an export that says which passwords are hashed already. */
function transformed({ kong }: Plan): string {
  return /^(1\.|2\.0\.)/.test(kong.migrations.release)
    ? ' This release hashes passwords of basic-auth once more when they come in: set those anew after it.'
    : '';
}

function onEach(
  { topology }: Plan,
  homes: readonly Home[],
  { facts, nameOf }: Around,
  commands: (cloud: ExportCommands, at: ExportsAt) => string,
): string {
  return homes
    .map((home) => {
      const { name, cloud, region, project } = home;
      const at = {
        region,
        ...(project === undefined ? {} : { project }),
        pool: nameOf(topology, name, importer(home).name),
      };
      const bucket = `BUCKET="$(terraform -chdir=cluster-${name} output -raw kong_exports_bucket)"`;
      return `Of ${name}, in ${inTree(topology)}:\n\n\`\`\`sh\n${bucket}\n${commands(facts[cloud].exports, at)}\n\`\`\`\n`;
    })
    .join('\n');
}
