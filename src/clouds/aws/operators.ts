import type { MachineAt, OperatorCommands } from '../../kernel/cloud/operators';

/**
 * Session Manager: the machine's agent connects outwards, so that no port is open. Source: AWS Systems Manager user guide,
 * "Start a session", with the documents AWS-StartInteractiveCommand and AWS-StartPortForwardingSession.
 */
export const AWS_OPERATORS: OperatorCommands = {
  needs: 'the AWS CLI with its Session Manager plugin',
  rights: 'ec2:DescribeInstances, and ssm:StartSession on the machine and the documents that the command names',
  shell: (at, command) =>
    session(at, command === undefined ? [] : document('AWS-StartInteractiveCommand', `command="${command}"`)),
  forward: (at, port) =>
    session(at, document('AWS-StartPortForwardingSession', `portNumber=${port},localPortNumber=${port}`)),
};

function session(at: MachineAt, more: readonly string[]): readonly string[] {
  return [
    `INSTANCE="$(${lookUp(at)})"`,
    ['aws ssm start-session', `--region ${at.region}`, '--target "$INSTANCE"', ...more].join(' '),
  ];
}

function document(name: string, parameters: string): readonly string[] {
  return [`--document-name ${name}`, `--parameters '${parameters}'`];
}

/** Returns the command that prints the id of a running machine by its name; machines of a group are counted by their ids. */
function lookUp({ name, region, position }: MachineAt): string {
  return [
    'aws ec2 describe-instances',
    `--region ${region}`,
    `--filters Name=tag:Name,Values=${name} Name=instance-state-name,Values=running`,
    `--query 'sort(Reservations[].Instances[].InstanceId) | [${position - 1}]'`,
    '--output text',
  ].join(' ');
}
