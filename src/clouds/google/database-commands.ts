import type { DatabaseAt, DatabaseCommands } from '../../kernel/cloud/databases';
import { fromState } from '../from-state';

/** Returns a command of gcloud about Cloud SQL, with its options on lines of their own. */
function sql({ project }: DatabaseAt, command: string, ...options: readonly string[]): string {
  return [`gcloud sql ${command}${project === undefined ? '' : ` --project ${project}`}`, ...options].join(' \\\n  ');
}

/** Returns a command of gcloud about Compute Engine in the region of the instance. */
function compute({ project, region }: DatabaseAt, command: string, ...options: readonly string[]): string {
  const place = `${project === undefined ? '' : `--project ${project} `}--region ${region}`;
  return [`gcloud compute ${command} ${place}`, ...options].join(' \\\n  ');
}

/** Returns the shell words for an instance's name without its end, which is also the name of its endpoint. */
function baseOf({ instance }: DatabaseAt): string {
  return `$(sed 's/-[^-]*$//' <<<${instance})`;
}

/** Commands of gcloud for whoever operates an instance. */
export const GOOGLE_DATABASE_COMMANDS: DatabaseCommands = {
  show: (at) =>
    sql(
      at,
      `instances describe ${at.instance}`,
      "--format='value(state,gceZone,secondaryGceZone,databaseInstalledVersion,settings.dataDiskSizeGb,masterInstanceName)'",
    ),

  failOver: (at) => sql(at, `instances failover ${at.instance}`, '--quiet'),

  hasten: () => '',

  backUp: (at, label) => sql(at, 'backups create', `--instance ${at.instance} --description ${label}`),

  listBackups: (at) =>
    [
      sql(at, 'backups list', `--instance ${at.instance}`),
      sql(at, `instances get-latest-recovery-time ${at.instance}`),
    ].join('\n'),

  listEvents: () => '',

  listBackupCopies: () => '',

  restoreBackupCopy: (at) =>
    sql(
      { ...at, project: '<the new project>' },
      'backups restore <the newest backup>',
      `--restore-instance ${at.instance} --backup-instance <the former instance> --backup-project ${at.project}`,
    ),

  followPlace: () => '',

  // The end of an instance's name is that of an id in Terraform's state, so that the copy has one that can be put there.
  nameCopy: (at) => `ID="$(uuidgen | tr A-F a-f)"; COPY="${baseOf(at)}-\${ID:0:6}"`,

  restore: (at, moment) => sql(at, `instances clone ${at.instance} "$COPY"`, `--point-in-time ${moment}`),

  // An instance has no address but that of an endpoint: one more in the subnet of the first, which Kong may go to.
  findCopy: (at) =>
    [
      `BASE="${baseOf(at)}"`,
      compute(at, 'addresses create "$COPY"', `--subnet ${at.existing?.subnet ?? '"$BASE"'}`),
      compute(
        at,
        'forwarding-rules create "$COPY"',
        `--network ${at.existing?.network ?? '"${BASE%-*}-network"'} --address "$COPY"`,
        `--target-service-attachment "$(${sql(at, 'instances describe "$COPY"', "--format='value(pscServiceAttachmentLink)'")})"`,
      ),
      compute(at, 'addresses describe "$COPY"', "--format='value(address)'"),
    ].join('\n'),

  leaveCopy: (at) =>
    [
      compute(at, 'forwarding-rules delete "$COPY"', '--quiet'),
      compute(at, 'addresses delete "$COPY"', '--quiet'),
    ].join('\n'),

  // The endpoint keeps its address and is led to the copy by the last command; until then it leads to the old one.
  takePlace: ({ project = '', adminUser, resource }, stack) => {
    const terraform = (command: string): string => `terraform -chdir=${stack} ${command}`;
    return [
      terraform(`state rm google_sql_user.${resource}_admin google_sql_database_instance.${resource} \\`),
      `  terraform_data.${resource}_name`,
      terraform(`import terraform_data.${resource}_name "$ID"`),
      terraform(`import google_sql_database_instance.${resource} "projects/${project}/instances/$COPY"`),
      terraform(`import google_sql_user.${resource}_admin "${project}/$COPY/${adminUser}"`),
      terraform('apply'),
    ].join('\n');
  },

  // An instance has no address but that of its endpoint, which the next apply makes anew.
  fence: (at) => compute(at, `forwarding-rules delete "${baseOf(at)}"`, '--quiet'),

  makeAuthority: (at) => sql(at, 'ssl server-ca-certs create', `--instance ${at.instance}`),
  useAuthority: (at) => sql(at, 'ssl server-ca-certs rotate', `--instance ${at.instance}`),

  listWaiting: () => '',

  promote: (at) => sql(at, `instances promote-replica ${at.instance}`, '--quiet'),

  // The user came with the data, and is not made a second time.
  adopt: ({ instance, project = '', adminUser, resource }, stack) =>
    `terraform -chdir=${stack} import google_sql_user.${resource}_admin ${project}/${instance}/${adminUser}`,

  // Terraform's own protection is in its state, and no apply changes it there of what the tree has no more.
  retire: (at, stack) =>
    [
      `INSTANCE="$(${fromState(stack, `google_sql_database_instance.${at.resource}`, 'name')})"`,
      sql(at, `instances patch ${at.instance}`, '--no-deletion-protection'),
      sql(at, `instances delete ${at.instance}`),
      `terraform -chdir=${stack} state rm google_sql_database_instance.${at.resource}`,
      `terraform -chdir=${stack} apply`,
    ].join('\n'),
};
