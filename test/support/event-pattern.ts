/**
 * True if an event has, at each place of a pattern, one of the values there, or a list with one of them: EventBridge's rule for values
 * that are texts. Source: Amazon EventBridge user guide, event patterns, and arrays in event patterns.
 */
export function eventFits(pattern: unknown, event: unknown): boolean {
  if (Array.isArray(pattern)) return [event].flat().some((value) => pattern.includes(value));
  return Object.entries(pattern as object).every(
    ([name, of]) =>
      typeof event === 'object' && event !== null && eventFits(of, (event as Record<string, unknown>)[name]),
  );
}
