/** A message names so many of a list. */
const MOST_NAMED = 4;

/** Lists words in a message, and says how many more there are. */
export function list(words: readonly string[]): string {
  const more = words.length - MOST_NAMED;
  return `${words.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
