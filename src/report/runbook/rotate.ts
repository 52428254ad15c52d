import { REDIS_PASSWORD_KEY } from '../../kernel/redis-password';
import { failed, passed, type Checked } from '../../kernel/checked';
import { suggest } from '../../kernel/suggest';
import type { Passwords, Standing } from '../datastores/recovery';
import { datastoreReport } from '../datastores/registry';
import { certificateSteps } from './cluster-certificate';
import { passwordUnknown } from './issues';
import { allSteps } from './passwords';
import { hasRedisPassword, redisRotation } from './redis-password';
import { SPEC_STAYS, type Runbook, type RunbookStep } from './runbook';

/** Returns the keys of the passwords that there are steps for, and those of certificates. */
export function passwordKeys({ plan }: Pick<Standing, 'plan'>): readonly string[] {
  const others = plan.secrets.flatMap(({ key }) => (stepsOf(plan).has(key) ? [key] : []));
  return [...others, ...(hasRedisPassword(plan) ? [REDIS_PASSWORD_KEY] : [])];
}

/** Makes the runbook that changes a password or the certificate, or an issue if the key names none. */
export function rotationRunbook(standing: Standing, key: string): Checked<Runbook> {
  const { plan } = standing;
  if (key === REDIS_PASSWORD_KEY && hasRedisPassword(plan)) {
    const purpose = `Steps that change a password of ${plan.topology}`;
    return passed({ topology: plan.topology, purpose, parts: redisRotation(standing) });
  }
  const steps = stepsOf(plan).get(key);
  const keys = passwordKeys(standing);
  if (!steps) return failed([passwordUnknown(key, suggest(key.slice(0, 200), keys), keys)]);
  const title = plan.secrets.find((it) => it.key === key)?.title ?? key;
  return passed({
    topology: plan.topology,
    purpose: `Steps that change a ${key in certificatesOf(plan) ? 'certificate' : 'password'} of ${plan.topology}`,
    parts: [{ title: `${title}: ${key}`, spec: SPEC_STAYS, steps: steps(standing) }],
  });
}

/** Returns what makes the steps of each certificate: that of hybrid mode, and those of the datastore's nodes. */
function certificatesOf(
  plan: Standing['plan'],
): Readonly<Record<string, (standing: Standing) => readonly RunbookStep[]>> {
  const { hybrid } = plan.kong;
  return {
    ...(hybrid ? { [hybrid.certificate.secret]: (standing: Standing) => certificateSteps(standing, hybrid) } : {}),
    ...datastoreReport(plan).recovery.certificates?.(plan),
  };
}

/** Returns what makes the steps of each key. */
function stepsOf(plan: Standing['plan']): ReadonlyMap<string, (standing: Standing) => readonly RunbookStep[]> {
  const passwords = Object.entries<Passwords[string]>(datastoreReport(plan).recovery.passwords);
  return new Map<string, (standing: Standing) => readonly RunbookStep[]>([
    ...passwords.map(
      ([key, around]) => [key, (standing: Standing) => allSteps(standing, key, around(standing))] as const,
    ),
    ...Object.entries(certificatesOf(plan)),
  ]);
}
