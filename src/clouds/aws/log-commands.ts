import type { LogCommands, LogsAt } from '../../kernel/cloud/logs';

/** Commands of the AWS CLI. A machine has streams of its own, which begin with its id. */
export const AWS_LOG_COMMANDS: LogCommands = {
  agent: 'amazon-cloudwatch-agent',
  recent: (at) => `${tail(at)} --since 1h${withoutRequests(at)}`,
  failed: (at) => `${tail(at)} --since 1h --filter-pattern '{ $.status >= 499 || $.status = 0 }'`,
  containing: (at, word) => `${tail(at)} --since 1d --filter-pattern '"${word}"'`,
  ofMachine: (at) => `${tail(at)} --since 1h --log-stream-name-prefix <instance id>${withoutRequests(at)}`,
  state: ({ region, name }) =>
    `aws ssm list-associations --region ${region} --association-filter-list key=AssociationName,value=topogen-${name} --query 'Associations[].Overview'`,
};

function tail({ region, name }: LogsAt): string {
  return `aws logs tail ${name} --region ${region}`;
}

/** Leaves out lines with a field that every request has, and no other line. What begins with a dash is no option behind a `=` alone. */
function withoutRequests({ hasRequests }: LogsAt): string {
  return hasRequests ? ` --filter-pattern='-"upstreamSeconds"'` : '';
}
