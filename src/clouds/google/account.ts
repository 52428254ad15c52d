import type { AccountFacts } from '../../kernel/cloud/account';

/** Places are told apart by their projects; an account is the identity that Terraform works there with. */
export const GOOGLE_ACCOUNT: AccountFacts = {
  keys: ['impersonateServiceAccount', 'billingProject'],
  idOf: () => undefined,
  nameOf: (account) => {
    const email = account?.impersonateServiceAccount;
    return email === undefined
      ? 'own_credentials'
      : `as_${email.replace('.iam.gserviceaccount.com', '').replace('@', '__').replaceAll(/[.-]/g, '_')}`;
  },
};
