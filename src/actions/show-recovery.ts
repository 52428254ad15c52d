import { passed, type Checked } from '../kernel/checked';
import type { Plan } from '../plan/plan';
import { passwordKeys, rotationRunbook } from '../report/runbook/rotate';
import { runbookText, type RunbookForm } from './show-runbook';
import { terraformAddresses } from './terraform-addresses';

/** Shows the steps that change a password, or returns an issue if its key names none. */
export function showRotation(plan: Plan, key: string, form: RunbookForm): Checked<string> {
  const runbook = rotationRunbook({ plan, addresses: terraformAddresses(plan, plan) }, key);
  return runbook.ok ? passed(runbookText(runbook.value, form)) : runbook;
}

/** Returns the keys of the passwords that there are steps for. */
export function passwordNames(plan: Plan): readonly string[] {
  return passwordKeys({ plan });
}
