import { SPEC_STAYS, type RunbookPart, type RunbookStep } from '../runbook/runbook';

/** Renders parts of runbooks in Markdown, each under a heading of the third level. */
export function renderParts(parts: readonly RunbookPart[]): string {
  return parts
    .map(({ title, only, spec, steps }) =>
      [
        `### ${title}\n`,
        ...(only === undefined ? [] : [`Only if ${only}.\n`]),
        ...(spec === SPEC_STAYS ? [] : [`Spec: ${spec}.\n`]),
        renderSteps(steps),
      ].join('\n'),
    )
    .join('\n');
}

/** Renders steps of runbooks as a numbered list in Markdown, for pages that hold at any time. */
export function renderSteps(steps: readonly RunbookStep[]): string {
  return steps.map((step, i) => `${i + 1}. ${stepText(step)}`).join('\n');
}

function stepText({ title, where, commands, see, back, risk, lasts }: RunbookStep): string {
  const code = commands.length === 0 ? [] : ['', '   ```sh', ...commands.map((it) => `   ${it}`), '   ```', ''];
  return [
    `**${title}**, ${where}:`,
    ...code,
    `   Then see: ${see}. Way back: ${back}. At risk: ${risk}. Lasts ${lasts}.`,
    '',
  ].join('\n');
}
