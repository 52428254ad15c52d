import {
  CloudBackend,
  DataTerraformRemoteState,
  DataTerraformRemoteStateGcs,
  DataTerraformRemoteStateLocal,
  DataTerraformRemoteStateS3,
  GcsBackend,
  LocalBackend,
  NamedCloudWorkspace,
  NamedRemoteWorkspace,
  S3Backend,
  type TerraformRemoteState,
} from 'cdktf';
import type { Construct } from 'constructs';
import type { AssumedRole } from '../kernel/cloud/account';
import { terraformName, workspaceName } from '../plan/naming';
import type { Plan } from '../plan/plan';
import type { TopologyStack } from './topology-stack';

/**
 * Adds the backend of a stack. It is always stated: without one cdktf would write an absolute path. The local path is
 * relative and right in both trees, since `cdktf.out/stacks/<stack>` and `terraform/<topology>/<stack>` are both three
 * levels down; it is never inside `cdktf.out`, which may be cleaned.
 */
export function addBackend(stack: TopologyStack, plan: Plan): void {
  const name = stack.node.id;
  const { state } = plan;
  switch (state.backend) {
    case 'local':
      new LocalBackend(stack, { path: localPath(plan, name) });
      return;
    case 's3':
      new S3Backend(stack, { ...s3Settings(plan, state, name), encrypt: true });
      // cdktf's settings lack the lock file beside the state, which replaces the lock table.
      stack.addOverride('terraform.backend.s3.use_lockfile', true);
      stack.needs('s3-lock-file');
      return;
    case 'gcs':
      new GcsBackend(stack, gcsSettings(plan, state, name));
      return;
    case 'cloud':
      new CloudBackend(stack, {
        organization: state.organization,
        ...(state.hostname === undefined ? {} : { hostname: state.hostname }),
        workspaces: new NamedCloudWorkspace(workspaceName(plan.topology, name)),
      });
      return;
    default:
      state satisfies never;
  }
}

/** Reads the state of another stack by a data source of that stack's name. */
export function remoteState(scope: Construct, plan: Plan, stack: string): TerraformRemoteState {
  const id = terraformName(stack);
  const { state } = plan;
  switch (state.backend) {
    case 'local':
      return new DataTerraformRemoteStateLocal(scope, id, { path: localPath(plan, stack) });
    case 's3':
      return new DataTerraformRemoteStateS3(scope, id, s3Settings(plan, state, stack));
    case 'gcs':
      return new DataTerraformRemoteStateGcs(scope, id, gcsSettings(plan, state, stack));
    case 'cloud':
      return new DataTerraformRemoteState(scope, id, {
        organization: state.organization,
        ...(state.hostname === undefined ? {} : { hostname: state.hostname }),
        workspaces: new NamedRemoteWorkspace(workspaceName(plan.topology, stack)),
      });
  }
}

type State<B extends Plan['state']['backend']> = Extract<Plan['state'], { backend: B }>;

function localPath(plan: Plan, stack: string): string {
  return `../../../state/${plan.topology}/${stack}.tfstate`;
}

function s3Settings(plan: Plan, state: State<'s3'>, stack: string) {
  return {
    bucket: state.bucket,
    key: `${state.prefix ?? plan.topology}/${stack}.tfstate`,
    region: state.region,
    ...(state.kmsKeyId === undefined ? {} : { kmsKeyId: state.kmsKeyId }),
    ...(state.profile === undefined ? {} : { profile: state.profile }),
    ...(state.assumeRole === undefined ? {} : { assumeRole: roleSettings(state.assumeRole) }),
  };
}

function gcsSettings(plan: Plan, state: State<'gcs'>, stack: string) {
  return {
    bucket: state.bucket,
    prefix: `${state.prefix ?? plan.topology}/${stack}`,
    ...(state.kmsEncryptionKey === undefined ? {} : { kmsEncryptionKey: state.kmsEncryptionKey }),
    ...(state.impersonateServiceAccount === undefined
      ? {}
      : { impersonateServiceAccount: state.impersonateServiceAccount }),
  };
}

function roleSettings({ roleArn, externalId }: AssumedRole): {
  readonly roleArn: string;
  readonly externalId?: string;
} {
  return { roleArn, ...(externalId === undefined ? {} : { externalId }) };
}
