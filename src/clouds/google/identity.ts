import { SecretManagerSecretIamMember } from '@cdktf/provider-google/lib/secret-manager-secret-iam-member';
import { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import type { ITerraformDependable } from 'cdktf';
import { mayRead } from '../../kernel/secrets-in';
import type { Role } from '../../kernel/ids';
import { datastoreOf } from '../../plan/datastores/registry';
import { KONG, resourceName, shortPoolName, terraformName } from '../../plan/naming';
import type { DatacenterPlan, SecretPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import type { ByMember } from '../members';
import { readsFarSeed } from '../seed';
import { farAccount, type MachineAccount } from './seed-accounts';
import { secretOf, type Secrets } from './secrets';

/**
 * The identity of a machine, and the grants that must exist before it starts so that it can read its secrets at once.
 */
export interface Identity {
  readonly account: MachineAccount;
  readonly grants: ITerraformDependable[];
}

export type Identities = ByMember<Identity>;

/**
 * Builds a service account for each kind of machine: it may read its secrets, and has no role in the project. Firewall
 * rules too identify machines by their account.
 */
export function buildIdentities(scope: StackScope, datacenter: DatacenterPlan, secrets: Secrets): Identities {
  const { machineRoles, words } = datastoreOf(scope.plan);
  const members: Member[] = [
    ...datacenter.pools.map((pool): Member => {
      const title = 'Kong nodes and the job that migrates their schema';
      return { role: KONG, name: pool.name, ending: shortPoolName(pool), title, reads: (it) => mayRead(pool, it) };
    }),
    ...machineRoles.map((role) => ({ role, name: role, ending: words.accountEnding, title: `${words.title} nodes` })),
  ];
  return new Map(members.map((member) => [member.name, buildIdentity(scope, datacenter, member, secrets)]));
}

/** The inputs of an account. */
interface Member {
  readonly role: Role;
  /** Name of the role, or of a pool. */
  readonly name: string;
  /** Last part of the account's id, which may have 30 characters in all. */
  readonly ending: string;
  /** Purpose of the account, before the datacenter's name. */
  readonly title: string;
  /** True for a secret that its machines may read, of those of its role. @default all */
  readonly reads?: (secret: SecretPlan) => boolean;
}

function buildIdentity(
  scope: StackScope,
  datacenter: DatacenterPlan,
  { role, name, ending, title, reads = () => true }: Member,
  secrets: Secrets,
): Identity {
  const { topology } = scope.plan;
  const part = scope.part('identity');
  const account = readsFarSeed(scope.plan, datacenter)
    ? farAccount(scope, datacenter, { name })
    : new ServiceAccount(part, terraformName(name), {
        accountId: resourceName(topology, datacenter.name, ending),
        displayName: `${topology} ${datacenter.name} ${name}`,
        description: `${title} in ${datacenter.name}`,
      });
  const readable = secrets.readable.filter((secret) => secret.readBy.includes(role) && reads(secret));
  const grants = readable.flatMap(({ key }): ITerraformDependable[] => {
    const { secret, version } = secretOf(secrets, key);
    const grant = new SecretManagerSecretIamMember(part, terraformName(name, 'reads', key), {
      secretId: secret.id,
      role: 'roles/secretmanager.secretAccessor',
      member: account.member,
    });
    return [version, grant];
  });
  return { account, grants };
}
