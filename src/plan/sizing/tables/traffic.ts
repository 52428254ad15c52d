import { HOURS_A_MONTH } from '../../../kernel/durations';
import { assumed, published, type Figure } from '../../../kernel/figure';

/** Hours of a month, as the clouds' price lists count them. */
export const HOURS_PER_MONTH: Figure = {
  value: HOURS_A_MONTH,
  unit: 'h',
  source: published("the clouds' price lists", '2026-11'),
};

/**
 * Mean of a whole month relative to the busy hour that the spec names. It affects costs only; sizes follow the busiest
 * time.
 */
export const MEAN_PART: Figure = {
  value: 0.5,
  unit: '',
  source: assumed('nights and weekends: half of the busy hour over the month'),
};

/** Number of requests that a client sends over one connection. */
export const REQUESTS_PER_CONNECTION: Figure = {
  value: 20,
  unit: 'requests',
  source: assumed('a page or an app session; nginx allows up to 1,000'),
};

/** Time that an idle client keeps its connection. */
export const IDLE_SECONDS: Figure = {
  value: 75,
  unit: 's',
  source: published('nginx, keepalive_timeout', '2024'),
};

/** Translated connections for each that is in use: closed ones keep their port for a while. */
export const SPARE_CONNECTIONS: Figure = {
  value: 2,
  unit: '',
  source: assumed('a closed connection keeps its port for up to two minutes'),
};
