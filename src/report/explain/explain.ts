import { failed, passed, type Checked } from '../../kernel/checked';
import { issue, type Issue } from '../../kernel/issue';
import { suggest } from '../../kernel/suggest';
import type { Plan } from '../../plan/plan';
import type { Reckoned } from '../../plan/sizing/reckoned';

/** Numbers of a plan that were asked for, and those that they are computed from. */
export interface Explanation {
  readonly topology: string;
  /** The question; absent if every number was asked for. */
  readonly what?: string;
  readonly entries: readonly Reckoned[];
  /** Numbers that the entries were computed from and that are not among them, in the plan's order. */
  readonly behind: readonly Reckoned[];
}

/**
 * Returns the numbers that `what` names, or every number without it. `what` is an id (`us-east.kong.nodes`), the
 * beginning of one (`us-east`, `us-east.kong`), its end (`kong.nodes`, `nodes`), or words of id and title (`kong
 * memory`); the first of these that names any number counts.
 */
export function explain(plan: Plan, what?: string): Checked<Explanation> {
  const all = plan.sizing.reckoned;
  if (what === undefined) return passed({ topology: plan.topology, entries: all, behind: [] });
  const entries = entriesNamed(all, what.trim().toLowerCase());
  if (entries.length === 0) return failed([unknownNumber(what, all)]);
  return passed({ topology: plan.topology, what, entries, behind: ancestors(all, entries) });
}

function entriesNamed(all: readonly Reckoned[], what: string): readonly Reckoned[] {
  const ways: readonly ((entry: Reckoned) => boolean)[] = [
    ({ id }) => id === what,
    ({ id }) => id.startsWith(`${what}.`),
    ({ id }) => id.endsWith(`.${what}`),
    ({ id }) => `.${id}.`.includes(`.${what}.`),
    (entry) => hasWords(entry, what),
  ];
  for (const way of ways) {
    const found = all.filter(way);
    if (found.length > 0) return found;
  }
  return [];
}

function hasWords({ id, title }: Reckoned, what: string): boolean {
  const words = [...id.split(/[.-]+/), ...id.split('.'), ...title.toLowerCase().split(/\W+/)];
  const wanted = what.split(/[\s.]+/).filter((word) => word !== '');
  return wanted.length > 0 && wanted.every((word) => words.some((known) => known.startsWith(word)));
}

/** Returns every number that the entries were computed from, directly or through others. */
function ancestors(all: readonly Reckoned[], entries: readonly Reckoned[]): readonly Reckoned[] {
  const byId = new Map(all.map((entry) => [entry.id, entry]));
  const known = new Set(entries.map(({ id }) => id));
  const found = new Set<string>();
  const open = [...entries];
  for (let entry = open.pop(); entry; entry = open.pop()) {
    for (const { source } of entry.inputs) {
      if (source.kind !== 'reckoned' || known.has(source.id) || found.has(source.id)) continue;
      found.add(source.id);
      const next = byId.get(source.id);
      if (next) open.push(next);
    }
  }
  return all.filter(({ id }) => found.has(id));
}

function unknownNumber(what: string, all: readonly Reckoned[]): Issue {
  const parts = all.flatMap(({ id }) => [id, id.split('.').slice(1).join('.'), ...id.split('.')]);
  const near = suggest(what, [...new Set(parts)].sort());
  const groups = [...new Set(all.map(({ id }) => id.split('.').slice(0, -1).join('.')))];
  return issue('unknown-number', {
    path: [],
    message: `no number of the plan is called ${JSON.stringify(what)}`,
    remedy: near === undefined ? `ask for one of ${groups.join(', ')}` : `did you mean "${near}"?`,
  });
}
