import type { LogCommands, LogsAt } from '../../kernel/cloud/logs';

/** Commands of the AWS CLI. A machine has streams of its own, which begin with its id. */
export const AWS_LOG_COMMANDS: LogCommands = {
  agent: 'amazon-cloudwatch-agent',
  recent: (at) => `${tail(at)} --since 1h`,
  containing: (at, word) => `${tail(at)} --since 1d --filter-pattern '"${word}"'`,
  ofMachine: (at) => `${tail(at)} --since 1h --log-stream-name-prefix <instance id>`,
  state: ({ region, name }) =>
    `aws ssm list-associations --region ${region} --association-filter-list key=AssociationName,value=topogen-${name} --query 'Associations[].Overview'`,
};

function tail({ region, name }: LogsAt): string {
  return `aws logs tail ${name} --region ${region}`;
}
