import type { LogCommands, LogsAt } from '../../kernel/cloud/logs';

/** Label by which the agent names the machine. */
const MACHINE = 'labels."compute.googleapis.com/resource_name"';

/** Commands print these fields of a request: its line is parsed, and has no message. */
const REQUEST = ['status', 'client', 'method', 'host', 'path', 'upstream', 'upstreamStatus'].map(
  (field) => `jsonPayload.${field}`,
);

/** Columns of gcloud's own rows, one for a machine and what runs on it: reports themselves are gone before its format is applied. */
const COLUMNS = ['instance', 'assignment_id', 'summary_str'];

/** Commands of gcloud. A bucket of one's own is read by a view of it: what names none reads the project's own. */
export const GOOGLE_LOG_COMMANDS: LogCommands = {
  agent: 'google-cloud-ops-agent*',
  recent: (at) => read(at, 'jsonPayload.message:*', '1h'),
  failed: (at) => read(at, '(jsonPayload.status>=499 OR jsonPayload.status=0)', '1h', REQUEST),
  containing: (at, word) => read(at, `jsonPayload.message:"${word}"`, '1d'),
  ofMachine: (at) => read(at, `${MACHINE}="<name>"${at.hasRequests ? ' AND jsonPayload.message:*' : ''}`, '1h'),
  state: (at) =>
    at.zones
      .map(
        (zone) =>
          `gcloud compute os-config os-policy-assignment-reports list${projectOf(at)} --location ${zone} --filter='assignment_id~^${at.prefix}[a-z]+-[a-z]$' --format='table(${COLUMNS.join(', ')})'`,
      )
      .join('\n'),
};

function read(at: LogsAt, filter: string, freshness: string, fields = ['jsonPayload.message']): string {
  return `gcloud logging read '${filter}'${projectOf(at)} --bucket ${at.name} --location ${at.region} --view _AllLogs --freshness ${freshness} --format='value(timestamp, ${MACHINE}, ${fields.join(', ')})'`;
}

function projectOf({ project }: Pick<LogsAt, 'project'>): string {
  return project === undefined ? '' : ` --project ${project}`;
}
