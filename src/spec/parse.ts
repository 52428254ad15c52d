import { failed, passed, type Checked } from '../kernel/checked';
import type { CloudFactsTable } from '../kernel/cloud/facts';
import { formatPath, type Issue } from '../kernel/issue';
import { resolveSpec } from './resolve';
import { draftOf, type DatacenterDraft, type Draft } from './draft';
import { furtherIssues } from './issues/structure';
import { shortFormExhausted } from './issues/placement';
import { checkRules } from './rules';
import { checkSecrets } from './rules/secrets';
import { specSchema } from './schema';
import { shortFormDatacenters } from './short-form';
import { readSource } from './source/read';
import { plainValue, positionOf, type Source } from './source/source';
import type { Spec } from './spec';
import { structureIssues } from './structure';

/**
 * The spec that a text states, or everything that is wrong with it, each fault at its line and column. JSON where the
 * file's name or its first character says so, else YAML.
 */
export function parseSpec(text: string, fileName: string, facts: CloudFactsTable): Checked<Spec> {
  const read = readSource(text, fileName);
  if (!read.ok) return read;
  const { source, repeatedKeys } = read.value;
  const value = plainValue(source.root);
  const parsed = specSchema.safeParse(value);
  const faults = parsed.success ? [] : parsed.error.issues;
  const { draft, issues: shortFormIssues } = withShortForm(draftOf(value, faults), facts);

  const structure = structureIssues(faults, source, MOST_ISSUES);
  const rules = withoutEchoes([...shortFormIssues, ...checkRules(draft, facts)], structure);
  const secrets = checkSecrets(value, facts);
  const issues = inOrder(bounded([...repeatedKeys, ...secrets, ...notOf(secrets, [...structure, ...rules])]), source);
  // Advice would only stand between a user and the errors.
  const isRefused = !parsed.success || issues.some((it) => it.severity === 'error');
  if (isRefused) return failed(issues.filter((it) => it.severity !== 'advice'));
  const datacenters = draft.datacenters.map(({ document }) => document);
  return passed(resolveSpec(parsed.data, datacenters, facts), issues);
}

/** Issues of later stages, which know the spec's paths only, with file, line and column. */
export function locateIssues(issues: readonly Issue[], text: string, fileName: string): Issue[] {
  const read = readSource(text, fileName);
  return read.ok ? inOrder(issues, read.value.source) : [...issues];
}

/** Nobody mends more at a time, and a program that reads them should not choke on them. */
const MOST_ISSUES = 1_000;

/** The issues, or of too many as many errors, and how many there are beside them. */
function bounded(issues: readonly Issue[]): Issue[] {
  if (issues.length <= MOST_ISSUES) return [...issues];
  const kept = issues.filter((it) => it.severity === 'error').slice(0, MOST_ISSUES);
  return [...kept, furtherIssues(issues.length - kept.length)];
}

/** The draft with the datacenters that its number stands for. */
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

/** A rule need not repeat what the structure already says of the same place. */
function withoutEchoes(rules: readonly Issue[], structure: readonly Issue[]): Issue[] {
  const said = new Set(structure.map((it) => formatPath(it.path)));
  return rules.filter((it) => it.severity !== 'error' || it.path.length === 0 || !said.has(formatPath(it.path)));
}

/** Each with file and position, in order of the text. */
function inOrder(issues: readonly Issue[], source: Source): Issue[] {
  return issues
    .map((it) => ({ ...it, file: source.file, position: it.position ?? positionOf(source, it.path) }))
    .sort((a, b) => a.position.line - b.position.line || a.position.column - b.position.column);
}
