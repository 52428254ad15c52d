import { createHash } from 'node:crypto';
import { htmlLines, htmlProgram, htmlText, markup } from '../../kernel/text/html';
import type { Plan } from '../../plan/plan';
import { adviceSection } from './advice';
import { costSection } from './cost';
import { flowSection } from './flows';
import { growthSection } from './growth';
import { header } from './header';
import { limitSection } from './limits';
import { lossSection } from './losses';
import type { ReportPage } from './report-page';
import { reportMark } from './report-mark';
import type { Html } from './parts';
import { sizeSection } from './sizes';
import { stackSection } from './stacks';
import { topologySection } from './topology';

/** The sections of the page, in order. */
export const SECTIONS = [
  { id: 'topology', title: 'Topology', render: topologySection },
  { id: 'sizes', title: 'Sizes', render: sizeSection },
  { id: 'cost', title: 'Cost', render: costSection },
  { id: 'growth', title: 'Growth', render: growthSection },
  { id: 'limits', title: 'Limits', render: limitSection },
  { id: 'flows', title: 'Flows', render: flowSection },
  { id: 'losses', title: 'Losses', render: lossSection },
  { id: 'stacks', title: 'Stacks', render: stackSection },
  { id: 'advice', title: 'Advice', render: adviceSection },
] as const;

/**
 * Renders the report: one page that needs no other file and no network, and says so to the browser, which then refuses
 * whatever a fault of ours would let in. It is whole without its script, which only searches and folds.
 */
export function renderPage(page: ReportPage): string {
  const { plan, style, script } = page;
  return `${markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${htmlText(policy(style, script))}">
<meta name="generator" content="${htmlText(reportMark(plan.topology))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${htmlText(`Topology ${plan.topology}`)}</title>
<style>${htmlProgram(style)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
${header(page)}
<nav aria-label="Sections"><ul>
${htmlLines(SECTIONS.map(({ id, title }) => markup`<li><a href="#${htmlText(id)}">${htmlText(title)}</a></li>`))}
</ul></nav>
<main id="content">
${htmlLines(SECTIONS.map(({ render }) => render(page)))}
</main>
${footer(plan)}
<script>${htmlProgram(script)}</script>
</body>
</html>`}\n`;
}

/** Allows this page's own style and script by their hashes, and nothing else: no image, no font, no request. */
function policy(style: string, script: string): string {
  return [
    "default-src 'none'",
    `style-src '${hashOf(style)}'`,
    `script-src '${hashOf(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function footer({ specFile }: Plan): Html {
  return markup`<footer>
<p>Made by <code>topogen report</code> from <code>${htmlText(specFile)}</code> and its lock file; the same spec gives the same page, byte for byte. Change the spec and make the page again, rather than edit it. Coastlines: Natural Earth.</p>
</footer>`;
}
