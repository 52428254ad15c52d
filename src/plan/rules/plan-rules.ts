import { spanOf } from '../../kernel/durations';
import { datastoreOf } from '../datastores/registry';
import { Ledger, type Reckoned } from '../sizing/reckoned';
import { kongAlerts, recordedOfKong } from './kong-rules';
import { machineAlerts, recordedOfMachines, type RuleInputs } from './machine-rules';
import type { AlertRule, ReckonedAlert, RulesPlan } from './rule';

/** Plans the rules of a Prometheus that reads the metrics of a topology, with the arithmetic of their limits. */
export function planRules(plan: RuleInputs): { readonly rules: RulesPlan; readonly reckoned: readonly Reckoned[] } {
  const { recorded, alerts } = datastoreOf(plan).rules(plan);
  const ledger = new Ledger();
  return {
    rules: {
      recorded: [...recordedOfMachines(plan.topology), ...recordedOfKong(plan), ...recorded],
      alerts: [...machineAlerts(plan), ...kongAlerts(plan), ...alerts].map((alert) => entered(ledger, alert)),
    },
    reckoned: ledger.entries(),
  };
}

/** Enters the limit of an alert among the plan's numbers, and returns the alert. */
function entered(ledger: Ledger, alert: ReckonedAlert): AlertRule {
  const { query, is = 'above', at, limit, title, formula, inputs, reason, ...rule } = alert;
  ledger.add({
    id: [at?.datacenter ?? 'topology', 'alerts', rule.alert, ...(at?.machines === undefined ? [] : [at.machines])].join(
      '.',
    ),
    title: `Alert of Prometheus: ${title}; ${is} this number${rule.minutes === 0 ? '' : ` for ${spanOf(rule.minutes)}`}`,
    value: limit.value,
    unit: limit.unit,
    formula,
    inputs,
    reason,
  });
  return {
    ...rule,
    labels: { ...at },
    limit: limit.value,
    expr: `${query} ${is === 'above' ? '>' : '<'} ${limit.value}`,
  };
}
