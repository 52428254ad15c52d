import { failed, passed, type Checked } from '../../kernel/checked';
import { suggest } from '../../kernel/suggest';
import type { Passwords, Standing } from '../datastores/recovery';
import { datastoreReport } from '../datastores/registry';
import { passwordUnknown } from './issues';
import { allSteps } from './passwords';
import { SPEC_STAYS, type Runbook } from './runbook';

/** Returns the keys of the passwords that there are steps for. */
export function passwordKeys({ plan }: Pick<Standing, 'plan'>): readonly string[] {
  return plan.secrets.flatMap(({ key }) => (passwordsOf(plan).has(key) ? [key] : []));
}

/** Makes the runbook that changes a password, or an issue if the key names none. */
export function rotationRunbook(standing: Standing, key: string): Checked<Runbook> {
  const { plan } = standing;
  const around = passwordsOf(plan).get(key);
  const keys = passwordKeys(standing);
  if (!around) return failed([passwordUnknown(key, suggest(key.slice(0, 200), keys), keys)]);
  const title = plan.secrets.find((it) => it.key === key)?.title ?? key;
  return passed({
    topology: plan.topology,
    purpose: `Steps that change a password of ${plan.topology}`,
    parts: [{ title: `${title}: ${key}`, spec: SPEC_STAYS, steps: allSteps(standing, key, around(standing)) }],
  });
}

function passwordsOf(plan: Standing['plan']): ReadonlyMap<string, DatastorePassword> {
  return new Map(Object.entries(datastoreReport(plan).recovery.passwords));
}

type DatastorePassword = Passwords[string];
