import { stayingDatacenters, type Change } from './change';
import { exportsLeft } from './exports-issues';
import { transition, type Transition } from './transition';

/** Judges exports of Kong's configuration that a datacenter has no more: its bucket goes with them. */
export function judgeExports(change: Change): Transition[] {
  return stayingDatacenters(change).flatMap(({ name, before, after }) =>
    before.exports && !after.exports ? [transition(exportsLeft(['backups'], name), { datacenter: name })] : [],
  );
}
