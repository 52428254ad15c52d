import { CLOUD_FACTS } from '../clouds/facts';
import { passed, type Checked } from '../kernel/checked';
import { canonicalJson } from '../kernel/json';
import { resourceName } from '../plan/naming';
import type { Plan } from '../plan/plan';
import { connectionTo, type Connection, type Wish } from '../report/connect/connect';
import { renderConnection } from '../report/connect/render-connection';

/** The answer of `connect` for programs. */
export interface ConnectionJson extends Connection {
  readonly format: 1;
}

/** The way to a machine as text, and as the script that goes it. */
export interface ShownConnection {
  readonly text: string;
  /** Lines of bash. */
  readonly script: string;
}

/** Shows the commands that reach a machine of a topology; nothing is run. */
export function showConnection(plan: Plan, wish: Wish, json: boolean): Checked<ShownConnection> {
  const found = connectionTo(plan, { facts: CLOUD_FACTS, nameOf: resourceName }, wish);
  if (!found.ok) return found;
  const value: ConnectionJson = { format: 1, ...found.value };
  const text = json ? canonicalJson(value) : renderConnection(value);
  return passed({ text, script: found.value.commands.join('\n') });
}
