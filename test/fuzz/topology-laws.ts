import { loadTopology, type Topology } from '../../src/actions/load-topology';
import { costJson, costText } from '../../src/actions/show-cost';
import { curve, curveJson, curveSvg, curveText, explainText } from '../../src/actions/show-explain';
import { planJson, planText } from '../../src/actions/show-plan';
import { synthesize } from '../../src/actions/synthesize';
import { readTemplates } from '../support/templates';
import type { Tally } from './fuzz';
import { holdIssues, holdJson, holdNumbers, holdTime } from './laws';

const TEMPLATES = readTemplates();

/** A spec as it lies on disk. */
export interface Input {
  readonly text: string;
  readonly file: string;
  readonly lock?: string;
}

/**
 * Takes a spec as far as it goes, as the commands do and without their net: whatever it throws is a fault. `depth`: `refuse` for
 * texts that are hardly ever specs, `report` for what is shown, `synth` for all that is written too.
 */
export async function holdTopology(input: Input, tally: Tally, depth: 'refuse' | 'report' | 'synth'): Promise<void> {
  const shown = (): string => `${input.file}: ${input.text.slice(0, 2_000)}`;
  const loaded = await holdTime(shown, () =>
    loadTopology({
      specText: input.text,
      specFile: input.file,
      lockFile: 'edge.lock.json',
      ...(input.lock === undefined ? {} : { lockText: input.lock }),
    }),
  );
  holdIssues(loaded.issues);
  tally.add(loaded.ok ? 'accepted' : 'refused');
  if (!loaded.ok || depth === 'refuse') return;
  await holdTime(shown, () => holdReports(loaded.value));
  if (tally.of('accepted') % 5 === 1) await holdTime(shown, () => holdCurve(loaded.value));
  if (depth === 'synth') await holdTime(shown, () => holdSynthesis(loaded.value, tally));
}

function holdReports({ plan }: Topology): void {
  holdNumbers('plan', planText(plan));
  holdNumbers('cost', costText(plan));
  holdJson('plan --json', planJson(plan));
  holdFinite('plan', plan);
  holdJson('cost --json', costJson(plan));
  const [text, json] = [explainText(plan, undefined, false), explainText(plan, undefined, true)];
  if (!text.ok || !json.ok) throw new Error('explain refuses to explain all');
  holdNumbers('explain', text.value);
  holdJson('explain --json', json.value);
}

async function holdCurve(topology: Topology): Promise<void> {
  const points = curve(topology);
  holdNumbers('explain --curve', curveText(points, topology.plan));
  if (points.length > 1) holdNumbers('explain --svg', await curveSvg(points, topology.plan));
  holdFinite('the curve', points);
  holdJson('explain --curve --json', curveJson(points));
}

async function holdSynthesis({ plan }: Topology, tally: Tally): Promise<void> {
  const { terraform, assembly } = await synthesize(plan, TEMPLATES);
  tally.add('synthesised');
  for (const { path, text } of [...terraform, ...assembly]) {
    holdNumbers(path, text);
    if (path.endsWith('.json')) holdJson(path, text);
  }
}

/** JSON writes a number that is none as null, which no look at the text would find. */
function holdFinite(what: string, value: unknown): void {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${what} has ${value}`);
  if (value === null || typeof value !== 'object') return;
  for (const [key, each] of Object.entries(value)) holdFinite(`${what}.${key}`, each);
}
