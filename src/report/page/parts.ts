import { htmlDrawing, htmlLines, htmlText, markup } from '../../kernel/text/html';
import type { Text } from '../../kernel/text/text';

/* The page is put together of these parts. */

export type Html = Text<'html'>;

export function section(id: string, title: string, body: readonly Html[]): Html {
  return markup`<section id="${htmlText(id)}" aria-labelledby="${htmlText(id)}-title">
<h2 id="${htmlText(id)}-title">${htmlText(title)}</h2>
${htmlLines(body)}
</section>`;
}

export function paragraph(text: string): Html {
  return markup`<p>${htmlText(text)}</p>`;
}

export function heading(title: string): Html {
  return markup`<h3>${htmlText(title)}</h3>`;
}

/** A part that is folded away until it is asked for. */
export function foldable(summary: Html, body: readonly Html[], open = false): Html {
  return markup`<details${open ? markup` open` : markup``}><summary>${summary}</summary>
<div class="folded">
${htmlLines(body)}
</div></details>`;
}

/** A drawing under a caption; the table that says the same follows it. */
export function figure(svg: Text<'xml'>, caption: string): Html {
  return markup`<figure><div class="scroll drawing" role="region" aria-label="${htmlText(caption)}" tabindex="0">
${htmlDrawing(svg)}
</div><figcaption>${htmlText(caption)}</figcaption></figure>`;
}

export interface TableText {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Html[])[];
  /** Classes of the columns, in order, e.g. `number`. @default none */
  readonly columns?: readonly string[];
  /** Attributes of the rows, in order. @default none */
  readonly attributes?: readonly Html[];
}

/** A table with a caption; the first cell of each row is its heading. It scrolls by itself where the page is narrow. */
export function table({ caption, head, rows, columns = [], attributes = [] }: TableText): Html {
  const classes = head.map((_, i) => (columns[i] ? markup` class="${htmlText(columns[i])}"` : markup``));
  const names = head.map((name, i) => markup`<th scope="col"${classes[i] ?? markup``}>${htmlText(name)}</th>`);
  const line = (cells: readonly Html[], row: number): Html => {
    const [first, ...rest] = cells.map((cell, i) =>
      i === 0
        ? markup`<th scope="row"${classes[i] ?? markup``}>${cell}</th>`
        : markup`<td${classes[i] ?? markup``}>${cell}</td>`,
    );
    return markup`<tr${attributes[row] ?? markup``}>${joined([first ?? markup``, ...rest])}</tr>`;
  };
  return markup`<div class="scroll" role="region" aria-label="${htmlText(caption)}" tabindex="0"><table>
<caption>${htmlText(caption)}</caption>
<thead><tr>${joined(names)}</tr></thead>
<tbody>
${htmlLines(rows.map(line))}
</tbody></table></div>`;
}

/** The rows of a table of plain words. */
export function cells(rows: readonly (readonly string[])[]): readonly (readonly Html[])[] {
  return rows.map((row) => row.map(htmlText));
}

/** Pieces in a row, with nothing between them. */
export function joined(pieces: readonly Html[]): Html {
  return pieces.reduce((all, piece) => markup`${all}${piece}`, markup``);
}

/** A word that is also marked by colour: `good`, `warn` or `bad`. */
export function mark(level: Level, text: string): Html {
  return markup`<span class="mark ${htmlText(level)}">${htmlText(text)}</span>`;
}

export type Level = 'good' | 'warn' | 'bad' | 'plain';

/** A bar for a part of a whole, with the words for it beside it. */
export function meter(part: number, text: string, label: string): Html {
  const level = part > 1 ? 'bad' : part >= 0.75 ? 'warn' : 'good';
  const percent = Math.min(100, Math.round(part * 100));
  return markup`<span class="use"><svg class="meter ${htmlText(level)}" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="${htmlText(label)}"><rect class="whole" width="100" height="8"/><rect class="part" width="${percent}" height="8"/></svg> ${htmlText(text)}</span>`;
}
