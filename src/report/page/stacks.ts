import { htmlLines, htmlText, markup } from '../../kernel/text/html';
import { paragraph, section, type Html } from './parts';
import type { ReportPage } from './report-page';

/** The stacks in the order in which they are applied. */
export function stackSection({ plan }: ReportPage): Html {
  return section('stacks', 'Stacks', [
    paragraph(
      'Units of apply, in order; each depends only on those before it. They are destroyed in the opposite order.',
    ),
    markup`<ol class="stacks">
${htmlLines(plan.stacks.map(({ name }) => markup`<li><code>${htmlText(name)}</code></li>`))}
</ol>`,
  ]);
}
