import type { ExportCommands, ExportsAt } from '../../kernel/cloud/exports';

/** Commands of gcloud. Nodes of Kong may not read the bucket: the file goes through the operator's own shell, and touches no disk there. */
export const GOOGLE_EXPORT_COMMANDS: ExportCommands = {
  list: () => 'gcloud storage ls "gs://$BUCKET/"',

  versions: () => 'gcloud storage ls --all-versions --long "gs://$BUCKET/$EXPORT"',

  revive: () => 'gcloud storage cp "gs://$BUCKET/$EXPORT#$VERSION" "gs://$BUCKET/restored.yml"',

  carry: (at, path) =>
    [
      `read -r NODE ZONE < <(${lookUp(at)})`,
      'gcloud storage cat "gs://$BUCKET/$EXPORT" |',
      `  gcloud compute ssh "$NODE"${projectOf(at)} --zone "$ZONE" --tunnel-through-iap \\`,
      `  --command 'sudo install -m 0600 /dev/stdin ${path}'`,
      'echo "$NODE"',
    ].join('\n'),
};

function projectOf({ project }: ExportsAt): string {
  return project === undefined ? '' : ` --project ${project}`;
}

/** Returns the command that prints name and zone of a running machine of the group. */
function lookUp(at: ExportsAt): string {
  return [
    `gcloud compute instances list${projectOf(at)}`,
    `--filter="name~'^${at.pool}-[a-z0-9]{4}$' AND status=RUNNING"`,
    "--sort-by=name --limit=1 --format='value(name,zone.basename())'",
  ].join(' ');
}
