import type { Plan } from '../plan/plan';

/** A file of a machine that is shipped to the log service. */
export interface ShippedFile {
  /** Last part of the name of its log, or log stream. */
  readonly name: string;
  readonly path: string;
  /** True if lines of it may quote requests of clients. */
  readonly mayQuoteRequests: boolean;
  /** True if each line of it is an object of JSON. */
  readonly isJson: boolean;
}

/**
 * Returns what rsyslog writes of units, the log of errors of Kong's nginx, and that of requests where Kong writes one. No line of
 * that needs to stay behind: its form has neither a query nor a header of the client's that may hold a key.
 */
export function shippedFiles({ logs }: Pick<Plan, 'logs'>): readonly ShippedFile[] {
  return [
    { name: 'units', path: '/var/log/topogen-journals.log', mayQuoteRequests: false, isJson: false },
    { name: 'kong-errors', path: '/usr/local/kong/logs/error.log', mayQuoteRequests: true, isJson: false },
    ...(logs?.access === undefined
      ? []
      : [{ name: 'kong-access', path: '/usr/local/kong/logs/access.log', mayQuoteRequests: false, isJson: true }]),
  ];
}

/**
 * Regular expression of lines that stay on the machine: nginx quotes a request with its query, in which keys are sent, and one to
 * the Admin API with its path, which may name a credential. Both agents read it alike, and it needs no escape in JSON, YAML or the
 * Ops Agent's language of filters.
 */
export const MAY_HOLD_KEYS = '(request|upstream|referrer): .*[?]|server: kong_admin';
