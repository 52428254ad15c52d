/** Requests of clients that Kong logs: those that failed, or all of them. */
export const ACCESS_LOGS = ['failed', 'all'] as const;

export type AccessLog = (typeof ACCESS_LOGS)[number];
