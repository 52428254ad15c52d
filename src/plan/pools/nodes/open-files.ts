/** Limits of open files of a Kong machine; the systemd unit and kong.conf have the same numbers. */
export const FILE_LIMITS = {
  /**
   * `LimitNOFILE` of the unit and `worker_rlimit_nofile` of nginx. The checklist asks for 65,535 or more; a proxied
   * request takes two files. Not higher: Kong 1.5 makes the limit its number of connections, and nginx allocates memory
   * for each of them in advance, some 50 MiB a worker at this number.
   */
  files: 131_072,
  /**
   * `worker_connections`, for releases whose kong.conf can set it: half of the files, for the client's and the
   * service's side.
   */
  connections: 65_536,
} as const;
