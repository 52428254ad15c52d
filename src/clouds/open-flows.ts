import { rangeOf } from '../plan/flow';
import type { Endpoint, Flow } from '../plan/plan';

const EVERYWHERE = '0.0.0.0/0';

/**
 * Returns why the rule of a flow is open to every address at its other end; undefined if it is not.
 *
 * @param end the flow's end that the rule names
 */
export function whyOpen(flow: Flow, end: Endpoint): string | undefined {
  if (end.kind !== 'range' || rangeOf(end) !== EVERYWHERE) return undefined;
  return `${flow.purpose}: the addresses of ${end.what} are not known beforehand.`;
}
