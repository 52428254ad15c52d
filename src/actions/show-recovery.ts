import { passed, type Checked } from '../kernel/checked';
import type { Plan } from '../plan/plan';
import { lostRunbook, lostWords } from '../report/runbook/lost';
import { passwordKeys, rotationRunbook } from '../report/runbook/rotate';
import { runbookText, type RunbookForm } from './show-runbook';
import { terraformAddresses } from './terraform-addresses';

/** Shows the steps that change a password, or returns an issue if its key names none. */
export function showRotation(plan: Plan, key: string, form: RunbookForm): Checked<string> {
  const runbook = rotationRunbook({ plan, addresses: terraformAddresses(plan, plan) }, key);
  return runbook.ok ? passed(runbookText(runbook.value, form)) : runbook;
}

/** Shows the steps after the loss of one thing, or returns an issue if the word names none. */
export function showLost(plan: Plan, word: string, form: RunbookForm): Checked<string> {
  const runbook = lostRunbook({ plan, addresses: terraformAddresses(plan, plan) }, word);
  return runbook.ok ? passed(runbookText(runbook.value, form)) : runbook;
}

/** Returns every word that names one thing that can be lost. */
export function lostNames(plan: Plan): readonly string[] {
  return lostWords({ plan });
}

/** Returns the keys of the passwords that there are steps for. */
export function passwordNames(plan: Plan): readonly string[] {
  return passwordKeys({ plan });
}
