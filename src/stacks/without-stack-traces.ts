/**
 * Runs something without recording call stacks. cdktf records the whole call stack with each of its thousands of
 * tokens, for messages that topogen never shows; that is a fifth of a synthesis. Errors keep their own stacks.
 */
export function withoutStackTraces<T>(run: () => T): T {
  const captureStackTrace = Error.captureStackTrace;
  Error.captureStackTrace = () => {};
  try {
    return run();
  } finally {
    Error.captureStackTrace = captureStackTrace;
  }
}
