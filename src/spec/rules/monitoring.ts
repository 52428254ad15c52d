import { isAligned, isPrivateCidr } from '../../kernel/cidr';
import type { CloudFactsTable } from '../../kernel/cloud/facts';
import type { Issue } from '../../kernel/issue';
import type { DatacenterDraft, Draft } from '../draft';
import * as issues from '../issues/monitoring';
import { checkRanges, isRange } from './ranges';

const PLACE = ['monitoring', 'notify'];
const SCRAPERS = ['monitoring', 'scrapeCidrs'];
const LOGS = ['monitoring', 'logs'];
const DASHBOARDS = ['monitoring', 'dashboards'];
const HOST_METRICS = ['monitoring', 'hostMetrics'];

/** Checks whom alarms tell, and who may read metrics. */
export function checkMonitoring(draft: Draft, facts: CloudFactsTable): Issue[] {
  const { monitoring } = draft;
  if (!monitoring) return [];
  const isEmpty =
    Object.keys(monitoring).length === 0 &&
    ![['monitoring'], PLACE, SCRAPERS, LOGS, DASHBOARDS, HOST_METRICS].some(draft.isBroken);
  return [
    ...(isEmpty ? [issues.nothingMonitored(['monitoring'])] : []),
    ...(monitoring.dashboards && !monitoring.notify && !draft.isBroken(PLACE)
      ? [issues.dashboardsOfNoAlarms(DASHBOARDS)]
      : []),
    ...(monitoring.hostMetrics && !monitoring.logs && !draft.isBroken(LOGS)
      ? [issues.hostMetricsWithoutLogs(HOST_METRICS)]
      : []),
    ...checkNotify(monitoring.notify, draft, facts),
    ...checkScrapers(monitoring.scrapeCidrs ?? []),
  ];
}

/** Checks that ranges of scrapers are private ones: exporters ask nobody who he is. */
function checkScrapers(ranges: readonly string[]): Issue[] {
  return checkRanges(SCRAPERS, ranges).concat(
    ranges.flatMap((range, i) =>
      isRange(range) && isAligned(range) && !isPrivateCidr(range)
        ? [issues.scrapedFromInternet([...SCRAPERS, i], range)]
        : [],
    ),
  );
}

/** Checks that alarms of every datacenter tell somebody, and that the clouds can reach what they tell. */
function checkNotify(
  notify: Readonly<Record<string, string>> | undefined,
  draft: Draft,
  facts: CloudFactsTable,
): Issue[] {
  if (!notify) return [];
  // A map, since an object has more names than its own: a datacenter may be called constructor.
  const targets = new Map(Object.entries(notify));
  const names = draft.datacenters.map(({ document }) => document.name);
  const silent = names.filter((name) => !targets.has(name));
  const unknown = draft.complete || draft.datacenterCount !== undefined;
  return [
    ...draft.datacenters.flatMap((datacenter) =>
      checkTarget(datacenter, targets.get(datacenter.document.name), draft, facts),
    ),
    ...[...targets.keys()]
      .filter((name) => unknown && !names.includes(name))
      .map((name) => issues.notifyOfNoDatacenter([...PLACE, name], name, silent)),
  ];
}

/** Checks the target of a datacenter: an alarm and what it tells are in one region, or one project. */
function checkTarget(
  { document }: DatacenterDraft,
  target: string | undefined,
  draft: Draft,
  facts: CloudFactsTable,
): Issue[] {
  const { name, cloud, region } = document;
  const path = [...PLACE, name];
  const { alarmTarget, project: projects } = facts[cloud];
  const own = projects && (document.project ?? draft.defaultProject(projects.defaultKey));
  const form = alarmTarget.form({ region, project: own });
  if (target === undefined) return draft.isBroken(path) ? [] : [issues.notifyMissing(PLACE, name, form)];
  const match = alarmTarget.pattern.exec(target);
  if (!match) return [issues.malformedNotifyTarget(path, target, form)];
  const { region: ofTarget, project: inProject } = match.groups ?? {};
  if (ofTarget !== undefined && ofTarget !== region)
    return [issues.targetElsewhere(path, { name, what: 'region', own: region, other: ofTarget })];
  if (inProject !== undefined && own !== undefined && inProject !== own)
    return [issues.targetElsewhere(path, { name, what: 'project', own, other: inProject })];
  return [];
}
