import { htmlText, markup } from '../../kernel/text/html';
import type { QuotaUse } from '../../plan/limits/limits';
import { sourceText } from '../explain/shown';
import { isWorthARow, QUOTA_HEAD, quotaRow } from '../limits';
import { grouped } from '../table';
import { foldable, meter, paragraph, section, table, type Html } from './parts';
import type { ReportPage } from './report-page';

/** The uses of the clouds' quotas, the large ones at once. */
export function limitSection({ plan }: ReportPage): Html {
  const large = plan.limits.quotas.filter(isWorthARow);
  const small = plan.limits.quotas.filter((it) => !isWorthARow(it));
  return section('limits', 'Limits', [
    paragraph(
      'The part of the clouds’ quotas that this topology takes, most of which can be raised by asking. Those are defaults: an account or a project may have others, and what else it holds comes on top.',
    ),
    quotaTable('Quotas that are used by a tenth or more', large),
    ...(small.length === 0
      ? []
      : [
          foldable(
            markup`Used by less than a tenth <span class="aside">${htmlText(grouped(small.length))} quotas</span>`,
            [quotaTable('Quotas that are used by less than a tenth', small)],
          ),
        ]),
  ]);
}

function quotaTable(caption: string, quotas: readonly QuotaUse[]): Html {
  return table({
    caption,
    head: [...QUOTA_HEAD, 'Source of the limit'],
    rows: quotas.map((it) => {
      const [place = '', what = '', used = '', limit = '', part = ''] = quotaRow(it);
      return [
        htmlText(place),
        htmlText(what),
        htmlText(used),
        htmlText(limit),
        meter(it.used / it.limit, part, `${part} of ${what} at ${place}`),
        htmlText(sourceText(it.source)),
      ];
    }),
    columns: ['', '', 'number', 'number'],
  });
}
