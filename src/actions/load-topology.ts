import { CLOUD_FACTS } from '../clouds/facts';
import { failed, passed, type Checked } from '../kernel/checked';
import type { Issue } from '../kernel/issue';
import { planTopology } from '../plan/plan-topology';
import type { Plan } from '../plan/plan';
import { assignIndexes, formatLock, parseLock, type Lock } from '../spec/lock';
import { locateIssues, parseSpec } from '../spec/parse';
import type { StatedSpec } from '../spec/stated';
import { lockFrozen } from './issues';

/** A spec and its lock file as texts from the disk. */
export interface TopologyInput {
  readonly specText: string;
  /** File as the user named it; issues show it. */
  readonly specFile: string;
  /** Absent if there is no lock file yet. */
  readonly lockText?: string;
  readonly lockFile: string;
  /** True if a lock file that is missing or would change is an error. @default false */
  readonly frozenLock?: boolean;
}

/** A parsed spec with its plan and lock file. */
export interface Topology extends StatedSpec {
  readonly plan: Plan;
  readonly lock: { readonly text: string; readonly changed: boolean };
}

/**
 * Makes the plan from a spec's text: parse, assign indexes, plan. Returns every fault that one stage can find, at once.
 */
export function loadTopology(input: TopologyInput): Checked<Topology> {
  const parsed = parseSpec(input.specText, input.specFile, CLOUD_FACTS);
  const lock =
    input.lockText === undefined ? passed<Lock | undefined>(undefined) : parseLock(input.lockText, input.lockFile);
  if (!parsed.ok || !lock.ok) return failed([...parsed.issues, ...lock.issues]);
  const { spec, stated } = parsed.value;

  const assigned = assignIndexes(spec, lock.value, input.lockFile);
  if (!assigned.ok) return failed([...parsed.issues, ...assigned.issues]);
  const { changed, indexes } = assigned.value;
  if (input.frozenLock && changed) {
    return failed([lockFrozen(input.lockFile, lock.value === undefined, changedNames(lock.value, indexes))]);
  }

  const plan = planTopology(spec, { indexes, facts: CLOUD_FACTS, stated, specFile: baseName(input.specFile) });
  const issues: Issue[] = [...parsed.issues, ...locateIssues(plan.issues, input.specText, input.specFile)];
  if (!plan.ok) return failed(issues);
  return passed({ spec, stated, plan: plan.value, lock: { text: formatLock(assigned.value.lock), changed } }, issues);
}

function changedNames(lock: Lock | undefined, indexes: Readonly<Record<string, number>>): string[] {
  const known = Object.keys(lock?.datacenters ?? {});
  const added = Object.keys(indexes).filter((name) => !known.includes(name));
  const removed = known.filter((name) => indexes[name] === undefined);
  return [...added.map((name) => `${name} is new`), ...removed.map((name) => `${name} is gone`)];
}

function baseName(file: string): string {
  return file.split(/[\\/]/).pop() ?? file;
}
