import { SecretManagerSecretIamMember } from '@cdktf/provider-google/lib/secret-manager-secret-iam-member';
import { terraformName } from '../../plan/naming';
import { certificateSecretOf } from '../../plan/pools/nodes/certificate-files';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { memberOf } from '../members';
import type { Identities } from './identity';

/**
 * Lets the nodes that serve clients read the user's secret with their certificate, and no other. A key of Cloud KMS that encrypts
 * it is used by the service itself, for whoever may read the secret.
 */
export function grantCertificate(scope: StackScope, datacenter: DatacenterPlan, identities: Identities): void {
  for (const pool of datacenter.pools) {
    const secret = certificateSecretOf(datacenter, pool);
    if (secret === undefined) continue;
    const { account, grants } = memberOf(identities, pool.name);
    const grant = new SecretManagerSecretIamMember(
      scope.part('identity'),
      terraformName(pool.name, 'reads', 'certificate'),
      {
        secretId: secret,
        role: 'roles/secretmanager.secretAccessor',
        member: account.member,
      },
    );
    grants.push(grant);
  }
}
