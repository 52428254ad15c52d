import { htmlLines, htmlText, markup } from '../../kernel/text/html';
import { formatPath, type Issue } from '../../kernel/issue';
import { mark, paragraph, section, type Html } from './parts';
import type { ReportPage } from './report-page';

/** Warnings on the spec, then advice. */
export function adviceSection({ issues }: ReportPage): Html {
  const sorted = [...issues.filter(isWarning), ...issues.filter((it) => !isWarning(it))];
  if (sorted.length === 0) return section('advice', 'Advice', [paragraph('There is nothing to say of this spec.')]);
  return section('advice', 'Advice', [
    markup`<ul class="advice">
${htmlLines(sorted.map(adviceItem))}
</ul>`,
  ]);
}

function isWarning({ severity }: Issue): boolean {
  return severity !== 'advice';
}

function adviceItem(it: Issue): Html {
  const { severity, path, message, remedy, code, position } = it;
  const line = position ? ` line ${position.line}` : '';
  return markup`<li>${mark(isWarning(it) ? 'warn' : 'plain', severity)} <code>${htmlText(formatPath(path))}</code>${htmlText(line)}: ${htmlText(message)}; ${htmlText(remedy)} <span class="aside">${htmlText(code)}</span></li>`;
}
