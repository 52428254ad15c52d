/** Returns the words by which a page says that it is a report of topogen, and of which topology. */
export function reportMark(topology: string): string {
  return `topogen report of ${topology}`;
}

/** True if a text is a report of that topology, so that a new one may take its place. */
export function isReportOf(topology: string, text: string): boolean {
  const [, mark] = /<meta name="generator" content="([^"]*)">/.exec(text.slice(0, MARK_WITHIN)) ?? [];
  return mark === reportMark(topology);
}

/** The mark stands within so many characters of the beginning. */
const MARK_WITHIN = 1_000;
