import { markdownCode, markdownText } from '../../kernel/text/markdown';
import { folded } from '../folded';
import { SPEC_STAYS, type RunbookPart, type Runbook, type RunbookStep } from './runbook';

const NOTHING = 'Nothing changes, so there is nothing to do.\n';

/** Renders a runbook for a terminal. */
export function renderRunbook({ purpose, parts }: Runbook): string {
  if (parts.length === 0) return NOTHING;
  const isSplit = parts.length > 1;
  return [
    folded(introduction(purpose, parts)),
    ...parts.map((part, i) => {
      const title = isSplit ? `Part ${i + 1} of ${parts.length}: ${part.title}` : part.title;
      return [
        `${folded(title)}${'-'.repeat(Math.min(80, title.length))}\n`,
        ...reasons(part, isSplit).map((reason) => folded(reason)),
        folded(`Spec: ${part.spec}.`),
        ...part.steps.map((step, j) => `\n${stepText(step, j + 1)}`),
      ].join('');
    }),
  ].join('\n');
}

function stepText(step: RunbookStep, number: number): string {
  const lines = [
    `${number}. ${step.title}`,
    `   where: ${step.where}`,
    ...step.commands.map((command) => `     $ ${command}`),
    ...facts(step).map(([name, text]) => `   ${name}: ${text}`),
  ];
  // Commands stay on their line, so that they can be copied.
  return lines.map((line) => (line.startsWith('     $ ') ? `${line}\n` : folded(line, '     '))).join('');
}

function facts({ see, back, risk, lasts }: RunbookStep): readonly (readonly [string, string])[] {
  return [
    ['then see', see],
    ['way back', back],
    ['at risk', risk],
    ['lasts', lasts],
  ];
}

/** Renders a runbook in Markdown, with a box to tick at each step. */
export function renderRunbookMarkdown({ topology, purpose, parts }: Runbook): string {
  if (parts.length === 0) return NOTHING;
  const isSplit = parts.length > 1;
  return [
    `# Runbook of ${topology}\n`,
    `${introduction(purpose, parts)}\n`,
    ...parts.flatMap((part, i) => [
      `## ${isSplit ? `Part ${i + 1} of ${parts.length}: ` : ''}${markdownText(part.title)}\n`,
      `${[...reasons(part, isSplit), `Spec: ${part.spec}.`].map(markdownText).join(' ')}\n`,
      ...part.steps.map((step, j) => stepMarkdown(step, j + 1)),
    ]),
  ].join('\n');
}

function stepMarkdown(step: RunbookStep, number: number): string {
  const commands = step.commands.map((command) => `  - ${markdownCode(command)}`);
  return [
    `- [ ] **${number}. ${markdownText(step.title)}**`,
    `  - where: ${markdownText(step.where)}`,
    ...commands,
    ...facts(step).map(([name, text]) => `  - ${name}: ${markdownText(text)}`),
    '',
  ].join('\n');
}

/** Returns the sentences on why a part stands by itself, and on when it is gone through. */
function reasons({ why, only }: RunbookPart, isSplit: boolean): string[] {
  return [
    ...(isSplit && why !== undefined ? [`By itself, since ${why}.`] : []),
    ...(only === undefined ? [] : [`Only if ${only}.`]),
  ];
}

function introduction(purpose: string, parts: readonly RunbookPart[]): string {
  return `${purpose}. ${partsText(parts)} Go on only when what is to be seen is seen; a plan of Terraform that names more than the step is a reason to stop.`;
}

function partsText(parts: readonly RunbookPart[]): string {
  if (parts.length === 1) return 'One part.';
  if (parts.some(({ only }) => only !== undefined))
    return `${parts.length} parts; of those that begin with "Only if" take the ones that are true.`;
  return parts.every(({ spec }) => spec === SPEC_STAYS)
    ? `${parts.length} parts, one after another.`
    : `${parts.length} parts, each with a spec of its own that is generated, applied and seen to work before the next begins.`;
}
