import { SecretManagerSecretIamMember } from '@cdktf/provider-google/lib/secret-manager-secret-iam-member';
import { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import type { ITerraformDependable } from 'cdktf';
import { resourceName, terraformName } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import { SECRET_KEYS, type SecretKey, type StackScope } from '../contract';
import type { Secrets } from './secrets';

/** The roles that have machines on this cloud. */
export type MachineRole = 'kong' | 'cassandra';

/** What machines of each role may read: Cassandra makes both of its users, Kong is one of them. */
const READABLE: Readonly<Record<MachineRole, readonly SecretKey[]>> = {
  kong: ['cassandra-kong-password'],
  cassandra: SECRET_KEYS,
};

/** Last part of an account's id, which may have 30 characters in all. */
const ENDINGS: Readonly<Record<MachineRole, string>> = { kong: 'kong', cassandra: 'ring' };

const TITLES: Readonly<Record<MachineRole, string>> = {
  kong: 'Kong nodes and the job that migrates their schema',
  cassandra: 'Cassandra nodes',
};

/** Who a machine is, and what must stand before it starts so that it may read its secrets at once. */
export interface Identity {
  readonly account: ServiceAccount;
  readonly grants: ITerraformDependable[];
}

export type Identities = Readonly<Record<MachineRole, Identity>>;

/**
 * A service account of its own for each kind of machine: its secrets, and no role in the project. Firewall rules know
 * machines by their account too.
 */
export function buildIdentities(scope: StackScope, datacenter: DatacenterPlan, secrets: Secrets): Identities {
  return {
    kong: buildIdentity(scope, datacenter, 'kong', secrets),
    cassandra: buildIdentity(scope, datacenter, 'cassandra', secrets),
  };
}

function buildIdentity(scope: StackScope, datacenter: DatacenterPlan, role: MachineRole, secrets: Secrets): Identity {
  const { topology } = scope.plan;
  const part = scope.part('identity');
  const account = new ServiceAccount(part, role, {
    accountId: resourceName(topology, datacenter.name, ENDINGS[role]),
    displayName: `${topology} ${datacenter.name} ${role}`,
    description: `${TITLES[role]} in ${datacenter.name}`,
  });
  const grants = READABLE[role].flatMap((key): ITerraformDependable[] => {
    const { secret, version } = secrets[key];
    const grant = new SecretManagerSecretIamMember(part, terraformName(role, 'reads', key), {
      secretId: secret.id,
      role: 'roles/secretmanager.secretAccessor',
      member: account.member,
    });
    return [version, grant];
  });
  return { account, grants };
}
