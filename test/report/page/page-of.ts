import { loadTopology, type Topology } from '../../../src/actions/load-topology';
import { showReport } from '../../../src/actions/show-report';
import type { Issue } from '../../../src/kernel/issue';
import { readTemplates } from '../../support/templates';

/** A report with the topology that it shows. */
export interface Reported {
  readonly topology: Topology;
  readonly issues: readonly Issue[];
  readonly html: string;
}

/**
 * Makes the report of a spec.
 *
 * @throws Error if the spec has faults
 */
export async function reportOf(spec: object, specFile = 'edge.json'): Promise<Reported> {
  const loaded = loadTopology({ specText: JSON.stringify(spec), specFile, lockFile: 'edge.lock.json' });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues, null, 2));
  const { value: topology, issues } = loaded;
  return { topology, issues, html: await showReport(topology, issues, readTemplates()) };
}

/** A table of a page: the texts of its cells, row by row. */
export interface PageTable {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Reads every table of a page. */
export function tablesOf(html: string): readonly PageTable[] {
  return [...html.matchAll(/<table>([\s\S]*?)<\/table>/g)].map(([, body = '']) => {
    const [head = [], ...rows] = [...body.matchAll(/<tr[^>]*>([\s\S]*?)<\/tr>/g)].map(([, row = '']) =>
      [...row.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell = '']) => wordsOf(cell)),
    );
    return { caption: wordsOf(/<caption>([\s\S]*?)<\/caption>/.exec(body)?.[1] ?? ''), head, rows };
  });
}

/**
 * Returns the table under a caption.
 *
 * @throws Error if there is none, or more than one
 */
export function tableOf(html: string, caption: RegExp): PageTable {
  const [found, ...more] = tablesOf(html).filter((it) => caption.test(it.caption));
  if (!found || more.length > 0)
    throw new Error(`${more.length + (found ? 1 : 0)} tables are called ${String(caption)}`);
  return found;
}

/** Returns the words that a reader sees of a piece of HTML. */
export function wordsOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .trim();
}
