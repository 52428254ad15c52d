import { basename, dirname, join } from 'node:path/posix';
import { cidrsOverlap } from '../../kernel/cidr';
import { printable } from '../../kernel/printable';
import { shellWord } from '../../kernel/text/shell';
import type { Plan } from '../../plan/plan';

/** A topology beside another one, which extends the spec of that. */
export interface SecondSpec {
  readonly topology: string;
  /** File beside the spec that it extends, as a shell takes it. */
  readonly file: string;
  /** Command that writes the file. */
  readonly command: string;
}

/** One word of a shell, safe on a terminal. */
const word = (text: string): string => printable(shellWord(text));

/** Ranges of which one is free beside any other supernet but the whole of 10.0.0.0/8. */
const SUPERNETS = ['10.64.0.0/10', '10.128.0.0/10', '10.192.0.0/10', '172.16.0.0/12'];

/**
 * Returns the spec of the same gateway with another release of Kong, which shares nothing with what stands: no name, no range,
 * no state and no record.
 */
export function secondSpec(plan: Plan, specFile: string, release: string): SecondSpec {
  const topology = `${plan.topology}-next`;
  const file = join(dirname(specFile), `${topology}.json`);
  const without = [
    // Both would write the same records, and admit ranges that are in the first supernet alone.
    ...(plan.dns ? ['gateway.hostname', 'gateway.dns'] : []),
    ...(plan.kong.adminCidrs.length > 0 ? ['kong.adminCidrs'] : []),
    ...(plan.kong.finished === undefined ? [] : ['kong.finishMigrations']),
  ];
  const base = basename(specFile);
  const text = JSON.stringify({
    extends: without.length > 0 ? { file: base, without } : base,
    name: topology,
    network: { supernet: SUPERNETS.find((it) => !cidrsOverlap(it, plan.supernet)) },
    kong: { version: release },
    ...('prefix' in plan.state && plan.state.prefix !== undefined
      ? { state: { backend: plan.state.backend, prefix: `${plan.state.prefix}-next` } }
      : {}),
  });
  return {
    topology,
    file: word(file),
    command: `printf '%s\\n' ${word(text)} >${word(file)}`,
  };
}
