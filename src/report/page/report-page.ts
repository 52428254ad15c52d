import type { Issue } from '../../kernel/issue';
import type { Text } from '../../kernel/text/text';
import type { Plan } from '../../plan/plan';
import type { CostBreakdown } from '../cost/cost';
import type { CurvePoint } from '../curve/curve';
import type { Simulation } from '../simulate/simulate';

/** All that the page shows. */
export interface ReportPage {
  readonly plan: Plan;
  readonly cost: CostBreakdown;
  /** Empty if no plan can be made at any other rate. */
  readonly curve: readonly CurvePoint[];
  readonly simulation: Simulation;
  /** Warnings and advice on the spec. */
  readonly issues: readonly Issue[];
  readonly drawings: {
    readonly map: Text<'xml'>;
    readonly cost: Text<'xml'>;
    /** Absent if the curve has fewer than two points. */
    readonly curve?: Text<'xml'>;
  };
  /** Style sheet and script of the page, which are topogen's own. */
  readonly style: string;
  readonly script: string;
}
