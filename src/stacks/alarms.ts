import type { CloudBuilder, StackScope } from '../clouds/contract';
import type { CloudId } from '../kernel/ids';
import type { AlarmPlan } from '../plan/alarms/alarm';
import type { DatacenterPlan } from '../plan/plan';

/** Builds the alarms of a layer in its stack, after everything that they watch, by the builder of each datacenter's cloud. */
export function buildAlarms(
  scope: StackScope,
  layer: AlarmPlan['layer'],
  datacenters: readonly DatacenterPlan[],
  builders: Readonly<Record<CloudId, CloudBuilder>>,
): void {
  for (const datacenter of datacenters) {
    const own = scope.plan.alarms.filter((it) => it.layer === layer && it.datacenter === datacenter.name);
    if (own.length > 0) builders[datacenter.cloud].alarms(scope, datacenter, own);
  }
}
