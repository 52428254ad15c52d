import { lossesIn } from '../../clouds/replacement';
import type { Loss } from '../../kernel/replacement';
import type { StackPlan } from '../../plan/plan';

/** The changes of a plan, as `terraform show -json` prints them; only what is read here. */
export interface PlanJson {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly type: string;
    readonly mode?: string;
    readonly change: { readonly actions: readonly string[] };
  }[];
}

/** A resource that a plan takes away, or makes anew, with a loss: what it holds is gone with it. */
export interface PlannedLoss {
  /** Stack and address, such as `cluster-us-east/aws_ebs_volume.cassandra_3`. */
  readonly name: string;
  readonly loss: Loss;
}

/** Returns what a plan of Terraform loses: data, counters, links and addresses, in the order of the plan. */
export function plannedLosses({ name, layer }: StackPlan, plan: PlanJson): readonly PlannedLoss[] {
  const losses = lossesIn(layer);
  return (plan.resource_changes ?? []).flatMap(({ address, type, change }) => {
    const loss = change.actions.includes('delete') ? losses[type] : undefined;
    return loss === undefined ? [] : [{ name: `${name}/${address}`, loss }];
  });
}
