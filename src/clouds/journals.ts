/** A file of a machine that is shipped to the log service. */
export interface ShippedFile {
  /** Last part of the name of its log, or log stream. */
  readonly name: string;
  readonly path: string;
  /** True if lines of it may quote requests of clients. */
  readonly mayQuoteRequests: boolean;
}

/** `SHIPPED` has what rsyslog writes of units, and the log of errors of Kong's nginx. */
export const SHIPPED: readonly ShippedFile[] = [
  { name: 'units', path: '/var/log/topogen-journals.log', mayQuoteRequests: false },
  { name: 'kong-errors', path: '/usr/local/kong/logs/error.log', mayQuoteRequests: true },
];

/**
 * Regular expression of lines that stay on the machine: nginx quotes a request with its query, in which keys are sent, and one to
 * the Admin API with its path, which may name a credential. Both agents read it alike, and it needs no escape in JSON, YAML or the
 * Ops Agent's language of filters.
 */
export const MAY_HOLD_KEYS = '(request|upstream|referrer): .*[?]|server: kong_admin';
