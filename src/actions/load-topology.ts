import { CLOUD_FACTS } from '../clouds/facts';
import { failed, passed, type Checked } from '../kernel/checked';
import type { Issue } from '../kernel/issue';
import type { PlanInputs } from '../plan/plan-inputs';
import { planTopology } from '../plan/plan-topology';
import type { Plan } from '../plan/plan';
import { standingOf } from '../plan/standing';
import { assignIndexes, formatLock, isSameLock, parseLock, type Lock } from '../spec/lock';
import type { SpecText } from '../spec/extends';
import { locateIssues, parseSpec } from '../spec/parse';
import { mayHaveRedis, type Standing, type StandingSizes } from '../spec/standing';
import type { StatedSpec } from '../spec/stated';
import { judgeTransition } from '../spec/transitions/judge';
import { colourOf } from '../spec/transitions/colour';
import { lockFrozen } from './issues';
import { lockChanges } from './lock-changes';
import { sizesThatStand } from './standing-sizes';
import type { TreeSizes } from './trees/tree-sizes';
import { splitTransitions, type Passed } from './transitions';

/** A spec and its lock file as texts from the disk. */
export interface TopologyInput {
  readonly specText: string;
  /** File as the user named it; issues show it. */
  readonly specFile: string;
  /** The specs that it extends, the nearest first. @default none */
  readonly bases?: readonly SpecText[];
  /** Absent if there is no lock file yet. */
  readonly lockText?: string;
  readonly lockFile: string;
  /**
   * Makes an error of a lock file that is missing or would change: in its indexes, or in whatever it holds. @default it may
   */
  readonly frozenLock?: 'indexes' | 'all';
  /** Words of `--allow`, each of which lets one loss pass. @default none */
  readonly allowed?: readonly string[];
  /** Returns the sizes in the tree that stands, for a lock file that does not hold them yet. @default there is no tree */
  readonly treeSizes?: (topology: string) => TreeSizes | undefined;
  /**
   * The judgement of the change from what stands. `refuse`: what it would lose is an error. `tell`: it is an error among
   * the issues of a topology all the same. `leave`: the lock file is no measure of this spec, and gives indexes alone.
   *
   * @default refuse
   */
  readonly judgement?: 'refuse' | 'tell' | 'leave';
  /** Returns faults of what would be made by the plan, for a command that looks at it. @default none are looked for */
  readonly faultsOf?: (plan: Plan) => readonly Issue[];
}

/** A parsed spec with its plan and lock file. */
export interface Topology extends StatedSpec {
  readonly plan: Plan;
  /** Sizes that stood before, by datacenter. */
  readonly standing: StandingSizes;
  /** Returns its plan at the size production; undefined if that is its size, or has no plan. */
  readonly inProduction: () => Plan | undefined;
  readonly lock: { readonly text: string; readonly changed: boolean };
  readonly passed: Passed;
}

/**
 * Makes the plan from a spec's text: parse, assign indexes, plan, and judge what would be lost of what stands. Returns
 * every fault that one stage can find, at once.
 */
export function loadTopology(input: TopologyInput): Checked<Topology> {
  const parsed = parseSpec(input.specText, input.specFile, CLOUD_FACTS, input.bases);
  const lock =
    input.lockText === undefined ? passed<Lock | undefined>(undefined) : parseLock(input.lockText, input.lockFile);
  if (!parsed.ok || !lock.ok) return failed([...parsed.issues, ...lock.issues]);
  const { spec, stated, written, document, production } = parsed.value;

  const assigned = assignIndexes(spec, lock.value, input.lockFile);
  if (!assigned.ok) return failed([...parsed.issues, ...assigned.issues]);
  const { indexes, nextIndex } = assigned.value;
  const renamed = changedNames(lock.value, indexes);
  if (input.frozenLock && (lock.value === undefined || renamed.length > 0))
    return failed([lockFrozen(input.lockFile, lock.value === undefined, renamed)]);

  const stands = sizesThatStand(input, lock.value, spec.datastore.engine);
  const inputs: PlanInputs = {
    indexes,
    facts: CLOUD_FACTS,
    stated,
    specFile: baseName(input.specFile),
    standing: stands.sizes,
    colour: colourOf(spec.kong, lock.value?.standing),
    ...redisThatStands(input, lock.value),
  };
  const planned = planTopology(spec, inputs);
  const located = (them: readonly Issue[]): Issue[] => locateIssues(them, input.specText, input.specFile, input.bases);
  const issues: Issue[] = [...parsed.issues, ...stands.issues, ...located(planned.issues)];
  if (!planned.ok) return failed(issues);
  const faults = located(input.faultsOf?.(planned.value) ?? []);
  // As everywhere, a refused spec shows no advice, which would only hide the errors.
  const refusedFor = (them: readonly Issue[]): Checked<Topology> =>
    failed([...issues.filter((it) => it.severity !== 'advice'), ...them]);
  if (faults.length > 0) return refusedFor(faults);

  const after = standingOf(planned.value);
  const before = input.judgement === 'leave' ? after : stands.before(after);
  const judged = splitTransitions(judgeTransition({ before, after, spec }), input.allowed ?? []);
  if (judged.refused.length > 0 && input.judgement !== 'tell') return refusedFor(located(judged.refused));
  const text = formatLock({
    topology: spec.name,
    nextIndex,
    indexes,
    standing: after,
    allowed: [...(lock.value?.allowed ?? []), ...judged.record],
  });
  const changed = input.lockText === undefined || !isSameLock(text, input.lockText);
  if (input.frozenLock === 'all' && changed)
    return failed([
      lockFrozen(input.lockFile, false, [
        ...frozenWords(lock.value?.standing, after),
        ...judged.record.map(({ word }) => `${word} is let pass`),
      ]),
    ]);
  return passed(
    {
      ...{ spec, stated, written, document, production, plan: planned.value, standing: stands.sizes },
      inProduction: () => (production === spec ? undefined : planIn(planTopology(production, inputs))),
      ...{ lock: { text, changed }, passed: judged.passed },
    },
    [...issues, ...located([...judged.refused, ...judged.warned])],
  );
}

function planIn(planned: Checked<Plan>): Plan | undefined {
  return planned.ok ? planned.value : undefined;
}

/**
 * Returns the password of the Redis that stands. A lock file that says nothing of one may be of before there were passwords:
 * a Redis that stands has none then. A topology that has none yet gets one with a password.
 */
function redisThatStands(input: TopologyInput, lock: Lock | undefined): Pick<PlanInputs, 'redisPassword'> {
  if (lock === undefined || input.judgement === 'leave') return {};
  if (lock.standing && !mayHaveRedis(lock.standing)) return {};
  return { redisPassword: lock.standing?.redis?.password ?? 'none' };
}

function changedNames(lock: Lock | undefined, indexes: Readonly<Record<string, number>>): string[] {
  const known = Object.keys(lock?.indexes ?? {});
  const added = Object.keys(indexes).filter((name) => !known.includes(name));
  const removed = known.filter((name) => !Object.hasOwn(indexes, name));
  return [...added.map((name) => `${name} is new`), ...removed.map((name) => `${name} is gone`)];
}

/** Returns what a frozen lock file would have to hold instead. */
function frozenWords(before: Standing | undefined, after: Standing): readonly string[] {
  return before === undefined ? ['it is of format 1, which does not hold what stands'] : lockChanges(before, after);
}

function baseName(file: string): string {
  return file.split(/[\\/]/).pop() ?? file;
}
