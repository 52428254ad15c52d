import { failed, passed, type Checked } from '../kernel/checked';
import type { CloudFactsTable } from '../kernel/cloud/facts';
import { formatPath, type Issue } from '../kernel/issue';
import { resolveSpec } from './resolve';
import { draftOf, type DatacenterDraft, type Draft } from './draft';
import { furtherIssues } from './issues/structure';
import { shortFormExhausted } from './issues/placement';
import { checkRules } from './rules';
import { checkSecrets } from './rules/secrets';
import type { SpecText } from './extends';
import { specSchema } from './schema';
import { shortFormDatacenters } from './short-form';
import { readExtended } from './read-extended';
import { placeOf, plainValue, type Source } from './source/source';
import { statedPaths, type StatedSpec } from './stated';
import { structureIssues } from './structure';

/**
 * Parses the text of a spec, or reports everything that is wrong with it, each fault at its line and column. The text is
 * JSON if the file's name or the first character says so, else YAML.
 *
 * @param bases the specs that it extends, the nearest first
 */
export function parseSpec(
  text: string,
  fileName: string,
  facts: CloudFactsTable,
  bases: readonly SpecText[] = [],
): Checked<StatedSpec> {
  const read = readExtended({ text, file: fileName }, bases);
  if (!read.ok) return read;
  const { source } = read.value;
  const value = plainValue(source.root);
  const parsed = specSchema.safeParse(value);
  const faults = parsed.success ? [] : parsed.error.issues;
  const { draft, issues: shortFormIssues } = withShortForm(draftOf(value, faults), facts);

  const all = structureIssues(faults, source, MOST_ISSUES);
  const ofExtends = all.filter(({ path }) => path[0] === 'extends');
  // A spec whose base cannot be known is held to nothing else: what it lacks may be there.
  const structure = ofExtends.length > 0 ? ofExtends : all;
  const rules = ofExtends.length > 0 ? [] : withoutEchoes([...shortFormIssues, ...checkRules(draft, facts)], structure);
  const secrets = checkSecrets(value, facts);
  const issues = inOrder(
    bounded([...read.value.issues, ...secrets, ...notOf(secrets, [...structure, ...rules])]),
    source,
  );
  // A refused spec shows no advice: it would only hide the errors.
  const isRefused = !parsed.success || issues.some((it) => it.severity === 'error');
  if (isRefused) return failed(issues.filter((it) => it.severity !== 'advice'));
  const datacenters = draft.datacenters.map(({ document }) => document);
  const spec = resolveSpec(parsed.data, datacenters, facts);
  const production =
    spec.size === 'production' ? spec : resolveSpec({ ...parsed.data, size: 'production' }, datacenters, facts);
  return passed({ spec, stated: statedPaths(value), written: value, document: parsed.data, production }, issues);
}

/** Adds file, line and column to the issues of later stages, which only know paths in the spec. */
export function locateIssues(
  issues: readonly Issue[],
  text: string,
  fileName: string,
  bases: readonly SpecText[] = [],
): Issue[] {
  const read = readExtended({ text, file: fileName }, bases);
  return read.ok ? inOrder(issues, read.value.source) : [...issues];
}

/** A run reports at most this many issues: nobody mends more at a time, and programs that read them should not choke. */
const MOST_ISSUES = 1_000;

/** Returns the issues; of too many, the first errors and the number of the rest. */
function bounded(issues: readonly Issue[]): Issue[] {
  if (issues.length <= MOST_ISSUES) return [...issues];
  const kept = issues.filter((it) => it.severity === 'error').slice(0, MOST_ISSUES);
  return [...kept, furtherIssues(issues.length - kept.length)];
}

/** Replaces the number of the short form by the datacenters that it stands for. */
function withShortForm(draft: Draft, facts: CloudFactsTable): { readonly draft: Draft; readonly issues: Issue[] } {
  const count = draft.datacenterCount;
  if (count === undefined || draft.isBroken(['datacenters'])) return { draft, issues: [] };
  const missing = Object.values(facts).flatMap(({ project }) =>
    project === undefined || draft.defaultProject(project.defaultKey) !== undefined ? [] : [project.defaultKey],
  );
  const list = shortFormDatacenters(facts, missing);
  const datacenters: DatacenterDraft[] = list.slice(0, count).map((document) => ({ path: ['datacenters'], document }));
  const exhausted = count > list.length ? [shortFormExhausted(['datacenters'], count, list.length, missing)] : [];
  return { draft: { ...draft, datacenters, complete: exhausted.length === 0 }, issues: exhausted };
}

/** Drops issues about values that look like a secret: their messages would show it. */
function notOf(secrets: readonly Issue[], issues: readonly Issue[]): Issue[] {
  const places = new Set(secrets.map((it) => formatPath(it.path)));
  return places.size === 0 ? [...issues] : issues.filter((it) => !places.has(formatPath(it.path)));
}

/** Drops errors of rules at a path where the schema has reported one already. */
function withoutEchoes(rules: readonly Issue[], structure: readonly Issue[]): Issue[] {
  const said = new Set(structure.map((it) => formatPath(it.path)));
  return rules.filter((it) => it.severity !== 'error' || it.path.length === 0 || !said.has(formatPath(it.path)));
}

/** Adds file and position to each issue that has none, and sorts them by position: those of the spec, then of its bases. */
function inOrder(issues: readonly Issue[], source: Source): Issue[] {
  const files = source.texts.map(({ file }) => file);
  return issues
    .map((it) => {
      const { file, position } = placeOf(source, it.path);
      return { ...it, file: it.file ?? file, position: it.position ?? position };
    })
    .sort(
      (a, b) =>
        files.indexOf(a.file) - files.indexOf(b.file) ||
        a.position.line - b.position.line ||
        a.position.column - b.position.column,
    );
}
