import type { LogCommands, LogsAt } from '../../kernel/cloud/logs';
import type { LogsPlan } from '../../plan/logs-plan';
import type { DatacenterPlan, Plan } from '../../plan/plan';
import type { Around } from '../connect/connect';

/** Last part of the name of what keeps the logs, as the clouds' builders have it. */
const JOURNALS = 'journals';

/** Renders commands of every datacenter, each by its cloud. */
type OfEach = (text: (cloud: LogCommands, at: LogsAt, datacenter: DatacenterPlan) => string) => string;

/** Renders the part of the page on operations about logs in the clouds' log services; empty where they stay on machines. */
export function renderLogOperations(plan: Plan, around: Around): string {
  const { logs, datacenters } = plan;
  if (!logs) return '';
  const of: OfEach = (text) =>
    datacenters
      .map((datacenter) => {
        const { name, cloud, region, project } = datacenter;
        const at = {
          region,
          ...(project === undefined ? {} : { project }),
          name: around.nameOf(plan.topology, name, JOURNALS),
          hasRequests: logs.access !== undefined,
        };
        return `# ${name}\n${text(around.facts[cloud].logs, at, datacenter)}`;
      })
      .join('\n');
  const placeOf = ({ name, zones }: DatacenterPlan): Pick<Parameters<LogCommands['state']>[0], 'zones' | 'prefix'> => ({
    zones: zones.map((zone) => zone.name),
    prefix: around.nameOf(plan.topology, name, ''),
  });
  const agents = [...new Set(datacenters.map(({ cloud }) => around.facts[cloud].logs.agent))];
  const journals = agents.map((it) => `\`sudo journalctl --unit '${it}'\``).join(', ');
  return `
# Logs

What the datastore, Kong and topogen's programs say on machines is in the log service of their cloud for ${logs.retentionDays} days, with the log of errors of Kong's nginx but for lines that quote a query or a call of the Admin API. A machine that is gone can be read there still. Machines ship from some minutes after their start on, with what was said before.

\`\`\`sh
${of((cloud, at) => `${cloud.recent(at)}\n${cloud.containing(at, 'topogen-prepare')}\n${cloud.ofMachine(at)}`)}
\`\`\`

${requestText(logs, of)}A machine of which nothing comes: see how its cloud fared in making it ship, which it tries hourly, and what the agent says on it (${journals}).

\`\`\`sh
${of((cloud, at, datacenter) => cloud.state({ ...at, ...placeOf(datacenter) }))}
\`\`\`
`;
}

/** Renders what is said of requests; empty where Kong logs none. */
function requestText({ access }: LogsPlan, of: OfEach): string {
  if (access === undefined) return '';
  const which = access === 'all' ? "Every request of Kong's proxy is" : "Requests of Kong's proxy that failed are";
  return `${which} there too, as a line of JSON without query and headers, and on nodes in \`/usr/local/kong/logs/access.log\`. The last that failed, by an answer of 500 and more or a client that did not wait for one (499):

\`\`\`sh
${of((cloud, at) => cloud.failed(at))}
\`\`\`

`;
}
