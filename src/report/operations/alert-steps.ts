import type { Plan } from '../../plan/plan';

/** The steps of alerts by their names, as sentences in Markdown. */
export type AlertSteps = Readonly<Record<string, (plan: Plan) => readonly string[]>>;
