import type { CloudFactsTable } from '../../kernel/cloud/facts';
import type { Issue } from '../../kernel/issue';
import type { DatacenterDraft, Draft } from '../draft';
import * as issues from '../issues/monitoring';

const PLACE = ['monitoring', 'notify'];

/** Checks that alarms of every datacenter tell somebody, and that the clouds can reach what they tell. */
export function checkMonitoring(draft: Draft, facts: CloudFactsTable): Issue[] {
  const notify = draft.monitoring?.notify;
  if (!notify) return [];
  const names = draft.datacenters.map(({ document }) => document.name);
  const silent = names.filter((name) => !Object.hasOwn(notify, name));
  const unknown = draft.complete || draft.datacenterCount !== undefined;
  return [
    ...draft.datacenters.flatMap((datacenter) => checkTarget(datacenter, draft, facts)),
    ...Object.keys(notify)
      .filter((name) => unknown && !names.includes(name))
      .map((name) => issues.notifyOfNoDatacenter([...PLACE, name], name, silent)),
  ];
}

/** Checks the target of a datacenter: an alarm and what it tells are in one region, or one project. */
function checkTarget({ document }: DatacenterDraft, draft: Draft, facts: CloudFactsTable): Issue[] {
  const { name, cloud, region } = document;
  const path = [...PLACE, name];
  const target = draft.monitoring?.notify[name];
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
