import type { LogCommands, LogsAt } from '../../kernel/cloud/logs';
import type { DatacenterPlan, Plan } from '../../plan/plan';
import type { Around } from '../connect/connect';

/** Last part of the name of what keeps the logs, as the clouds' builders have it. */
const JOURNALS = 'journals';

/** Renders the part of the page on operations about logs in the clouds' log services; empty where they stay on machines. */
export function renderLogOperations(plan: Plan, around: Around): string {
  const { logs, datacenters } = plan;
  if (!logs) return '';
  const of = (text: (cloud: LogCommands, at: LogsAt, datacenter: DatacenterPlan) => string): string =>
    datacenters
      .map((datacenter) => {
        const { name, cloud, region, project } = datacenter;
        const at = {
          region,
          ...(project === undefined ? {} : { project }),
          name: around.nameOf(plan.topology, name, JOURNALS),
        };
        return `# ${name}\n${text(around.facts[cloud].logs, at, datacenter)}`;
      })
      .join('\n');
  const agents = [...new Set(datacenters.map(({ cloud }) => around.facts[cloud].logs.agent))];
  const journals = agents.map((it) => `\`sudo journalctl --unit '${it}'\``).join(', ');
  return `
# Logs

What the datastore, Kong and topogen's programs say on machines is in the log service of their cloud for ${logs.retentionDays} days, with the log of errors of Kong's nginx but for lines that quote a query or a call of the Admin API. A machine that is gone can be read there still. Machines ship from some minutes after their start on, with what was said before.

\`\`\`sh
${of((cloud, at) => `${cloud.recent(at)}\n${cloud.containing(at, 'topogen-prepare')}\n${cloud.ofMachine(at)}`)}
\`\`\`

A machine of which nothing comes: see how its cloud fared in making it ship, which it tries hourly, and what the agent says on it (${journals}).

\`\`\`sh
${of((cloud, at, { zones }) => cloud.state({ ...at, zones: zones.map(({ name }) => name) }))}
\`\`\`
`;
}
