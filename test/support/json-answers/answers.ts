import type { ConnectionJson } from '../../../src/actions/show-connection';
import type { CostComparisonJson } from '../../../src/actions/show-cost';
import type { CurveJson } from '../../../src/actions/show-explain';
import type { RunbookJson } from '../../../src/actions/show-runbook';
import type { ValidJson } from '../../../src/cli/commands/validate';
import type { EndedJson } from '../../../src/cli/faults';
import type { CheckJson } from '../../../src/cli/views/check';
import type { DiffJson } from '../../../src/cli/views/diff';
import type { FailedJson } from '../../../src/cli/views/issues';
import type { SynthJson } from '../../../src/cli/views/synth';
import type { Plan } from '../../../src/plan/plan';
import type { CostJson } from '../../../src/report/cost/render-cost-json';
import type { ExplainJson } from '../../../src/report/explain/explain-json';
import type { CasesJson, SimulationJson } from '../../../src/report/simulate/simulation-json';

/** The whole of what `topogen <command> --json` writes to standard output, by command. */
export interface Answers {
  readonly validate: ValidJson | Failed;
  readonly plan: Plan | Failed;
  readonly explain: ExplainJson | CurveJson | Failed;
  readonly cost: CostJson | CostComparisonJson | Failed;
  readonly simulate: SimulationJson | CasesJson | Failed;
  readonly synth: SynthJson | Failed;
  readonly check: CheckJson | Failed;
  readonly diff: DiffJson | Failed;
  readonly runbook: RunbookJson | Failed;
  readonly connect: ConnectionJson | Failed;
}

/** A failure: issues of a spec, or the one fault of a command line or of the disk. */
type Failed = FailedJson | EndedJson;
