import type { Account, AccountFacts } from '../../kernel/cloud/account';

/** The number of an account follows from its role, or from the one number that is allowed. */
export const AWS_ACCOUNT: AccountFacts = {
  keys: ['profile', 'assumeRole', 'allowedAccountIds'],
  idOf: accountIdOf,
  nameOf: (account) => {
    const id = account && accountIdOf(account);
    return id === undefined ? undefined : `account_${id}`;
  },
};

function accountIdOf({ assumeRole, allowedAccountIds = [] }: Account): string | undefined {
  const [only, ...others] = allowedAccountIds;
  if (assumeRole) return /::([0-9]{12}):/.exec(assumeRole.roleArn)?.[1];
  return others.length === 0 ? only : undefined;
}
