import type { MachineAt, OperatorCommands } from '../../kernel/cloud/operators';
import { AWS_ACCOUNT } from './account';

/**
 * Session Manager: the machine's agent connects outwards, so that no port is open. Source: AWS Systems Manager user guide,
 * "Start a session", with the documents AWS-StartInteractiveCommand and AWS-StartPortForwardingSession.
 */
export const AWS_OPERATORS: OperatorCommands = {
  needs: 'the AWS CLI with its Session Manager plugin',
  credentials: (account) => {
    const id = AWS_ACCOUNT.idOf(account);
    return id === undefined ? undefined : `credentials of account ${id}`;
  },
  rights: 'ec2:DescribeInstances, and ssm:StartSession on the machine and the documents that the command names',
  shell: (at, command) =>
    session(at, command === undefined ? [] : document('AWS-StartInteractiveCommand', `command="${command}"`)),
  forward: (at, port) =>
    session(at, document('AWS-StartPortForwardingSession', `portNumber=${port},localPortNumber=${port}`)),
};

function session(at: MachineAt, more: readonly string[]): readonly string[] {
  return [
    `INSTANCE="$(${lookUp(at)})"`,
    ['aws ssm start-session', ...profileOf(at), `--region ${at.region}`, '--target "$INSTANCE"', ...more].join(' '),
  ];
}

/** Returns the option for the profile that leads into the account; one from which Terraform takes on a role leads elsewhere. */
function profileOf({ account: { profile, assumeRole } = {} }: MachineAt): readonly string[] {
  return profile === undefined || assumeRole ? [] : [`--profile ${profile}`];
}

function document(name: string, parameters: string): readonly string[] {
  return [`--document-name ${name}`, `--parameters '${parameters}'`];
}

/** Returns the command that prints the id of a running machine by its name; machines of a group are counted by their ids. */
function lookUp(at: MachineAt): string {
  const { name, region, position } = at;
  return [
    'aws ec2 describe-instances',
    ...profileOf(at),
    `--region ${region}`,
    `--filters Name=tag:Name,Values=${name} Name=instance-state-name,Values=running`,
    `--query 'sort(Reservations[].Instances[].InstanceId) | [${position - 1}]'`,
    '--output text',
  ].join(' ');
}
