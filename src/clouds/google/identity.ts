import { SecretManagerSecretIamMember } from '@cdktf/provider-google/lib/secret-manager-secret-iam-member';
import { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import type { ITerraformDependable } from 'cdktf';
import type { EngineId } from '../../kernel/ids';
import { datastoreOf } from '../../plan/datastores/registry';
import { resourceName, terraformName } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { secretOf, type Secrets } from './secrets';

/** The roles that have machines on this cloud. */
export type MachineRole = 'kong' | EngineId;

/** How a role's account is called. Of the id it is the last part, which may have 30 characters in all. */
interface AccountNames {
  readonly ending: string;
  readonly title: string;
}

const KONG: AccountNames = { ending: 'kong', title: 'Kong nodes and the job that migrates their schema' };

/** Who a machine is, and what must stand before it starts so that it may read its secrets at once. */
export interface Identity {
  readonly account: ServiceAccount;
  readonly grants: ITerraformDependable[];
}

/** By role. */
export type Identities = ReadonlyMap<MachineRole, Identity>;

/**
 * A service account of its own for each kind of machine: its secrets, and no role in the project. Firewall rules know
 * machines by their account too.
 */
export function buildIdentities(scope: StackScope, datacenter: DatacenterPlan, secrets: Secrets): Identities {
  const { machineRoles, words } = datastoreOf(scope.plan);
  const machines: AccountNames = { ending: words.accountEnding, title: `${words.title} nodes` };
  return new Map<MachineRole, Identity>([
    ['kong', buildIdentity(scope, datacenter, 'kong', KONG, secrets)],
    ...machineRoles.map((role) => [role, buildIdentity(scope, datacenter, role, machines, secrets)] as const),
  ]);
}

/** The identity of a role. Throws where the role has no machines. */
export function identityOf(identities: Identities, role: MachineRole): Identity {
  const identity = identities.get(role);
  if (!identity) throw new Error(`role ${role} has no machines`);
  return identity;
}

function buildIdentity(
  scope: StackScope,
  datacenter: DatacenterPlan,
  role: MachineRole,
  { ending, title }: AccountNames,
  secrets: Secrets,
): Identity {
  const { topology } = scope.plan;
  const part = scope.part('identity');
  const account = new ServiceAccount(part, role, {
    accountId: resourceName(topology, datacenter.name, ending),
    displayName: `${topology} ${datacenter.name} ${role}`,
    description: `${title} in ${datacenter.name}`,
  });
  const readable = scope.plan.secrets.filter(({ readBy }) => readBy.includes(role));
  const grants = readable.flatMap(({ key }): ITerraformDependable[] => {
    const { secret, version } = secretOf(secrets, key);
    const grant = new SecretManagerSecretIamMember(part, terraformName(role, 'reads', key), {
      secretId: secret.id,
      role: 'roles/secretmanager.secretAccessor',
      member: account.member,
    });
    return [version, grant];
  });
  return { account, grants };
}
