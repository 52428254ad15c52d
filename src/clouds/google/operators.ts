import type { MachineAt, OperatorCommands } from '../../kernel/cloud/operators';

/**
 * Identity-Aware Proxy: its range alone reaches port 22 of the machines. Other ports travel inside that shell, since no
 * firewall rule opens them. Source: Google Cloud, "Using IAP for TCP forwarding", and gcloud's reference of `compute ssh`.
 */
export const GOOGLE_OPERATORS: OperatorCommands = {
  needs: 'the gcloud CLI',
  // Operators are themselves in the project: the identity that Terraform acts as is not theirs.
  credentials: () => undefined,
  rights:
    'roles/iap.tunnelResourceAccessor, roles/compute.viewer, roles/compute.osAdminLogin and, on the machine, roles/iam.serviceAccountUser of its identity',
  shell: (at, command) => ssh(at, command === undefined ? '' : ` -- -t ${command}`),
  forward: (at, port) => ssh(at, ` -- -N -L ${port}:127.0.0.1:${port}`),
};

function ssh(at: MachineAt, ending: string): readonly string[] {
  const project = at.project === undefined ? '' : ` --project ${at.project}`;
  if (at.zone !== undefined)
    return [`gcloud compute ssh ${at.name}${project} --zone ${at.zone} --tunnel-through-iap${ending}`];
  return [
    `read -r NODE ZONE < <(${lookUp(at, project)})`,
    `gcloud compute ssh "$NODE"${project} --zone "$ZONE" --tunnel-through-iap${ending}`,
  ];
}

/** Returns the command that prints name and zone of a running machine of a group: the group's name and four characters. */
function lookUp({ name, position }: MachineAt, project: string): string {
  return [
    `gcloud compute instances list${project}`,
    `--filter="name~'^${name}-[a-z0-9]{4}$' AND status=RUNNING"`,
    '--sort-by=name',
    `--format='value(name,zone.basename())' | sed -n ${position}p`,
  ].join(' ');
}
