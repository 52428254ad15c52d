/** Answers that clients without TLS get on port 80: none, a redirect to https, or those of Kong. */
export const PLAIN_HTTP = ['closed', 'redirect', 'serve'] as const;

export type PlainHttp = (typeof PLAIN_HTTP)[number];
