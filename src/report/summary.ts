import type { Plan } from '../plan/plan';
import { egressNotes } from './egress';
import { ALARM_HEAD, alarmRows } from './alarms';
import { BANDWIDTH_HEAD, bandwidthNote, bandwidthRows, hubText, QUOTA_HEAD, QUOTA_NOTE, quotaRows } from './limits';
import { datacenterHead, datacenterRows, FLOW_HEAD, flowRows, LINK_HEAD, linkRows } from './rows';
import { datastoreReport } from './datastores/registry';
import { sizingHead, sizingRows } from './explain/sizing-rows';
import { hybridSection } from './hybrid';
import { NAMES_HEAD, namesSection } from './names';
import { kongText } from './pools';
import { fittedTable } from './fitted-table';
import { folded } from './folded';
import { sizeNote } from './size';
import { grouped } from './table';

/**
 * Renders the plan for people: every datacenter, node, link, flow and stack, with its address.
 *
 * @param width characters on a line of the terminal
 */
export function renderSummary(plan: Plan, width = Infinity): string {
  const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
    fittedTable(head, rows, width);
  const part = (title: string, body: string): string => section(title, body, width);
  const report = datastoreReport(plan);
  const datastore = report.section(plan);
  const hybrid = hybridSection(plan);
  const names = namesSection(plan);
  const size = sizeNote(plan);
  return [
    folded(
      `Topology ${plan.topology}: ${grouped(plan.requestsPerSecond)} requests per second over ${plan.datacenters.length} ` +
        `${plan.datacenters.length === 1 ? 'datacenter' : 'datacenters'}, ${kongText(plan)} on ${report.release(plan)}`,
      '',
      width,
    ),
    ...(size === undefined ? [] : [folded(size, '', width)]),
    part(
      'Datacenters',
      [table(datacenterHead(plan), datacenterRows(plan)), ...egressNotes(plan).map((it) => folded(it, '', width))].join(
        '',
      ),
    ),
    part('Sizes; topogen explain shows how each came about', table(sizingHead(plan), sizingRows(plan))),
    part(datastore.longHeading, table(datastore.head, datastore.rows)),
    ...(hybrid ? [part(hybrid.title, folded(hybrid.text, '', width))] : []),
    ...(names ? [part('Names', `${table(NAMES_HEAD, names.rows)}${folded(names.lead, '', width)}`)] : []),
    ...linkSections(plan, width),
    part('Limits', `${table(QUOTA_HEAD, quotaRows(plan))}${folded(QUOTA_NOTE, '', width)}`),
    part('Flows; everything else is refused', table(FLOW_HEAD, flowRows(plan))),
    ...(plan.alarms.length === 0
      ? []
      : [part('Alarms; OPERATIONS.md has the steps of each', table(ALARM_HEAD, alarmRows(plan)))]),
    part('Stacks, in order of apply', `${plan.stacks.map((stack) => stack.name).join('\n')}\n`),
  ].join('\n');
}

function linkSections(plan: Plan, width: number): string[] {
  const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
    fittedTable(head, rows, width);
  const part = (title: string, body: string): string => section(title, body, width);
  if (plan.links.length === 0) return [];
  const hub = hubText(plan);
  return [
    part('Links', `${table(LINK_HEAD, linkRows(plan))}${hub === '' ? '' : folded(hub, '', width)}`),
    part(
      'Bandwidth of the links',
      `${table(BANDWIDTH_HEAD, bandwidthRows(plan))}${folded(bandwidthNote(plan), '', width)}`,
    ),
  ];
}

function section(title: string, body: string, width: number): string {
  return `${folded(title, '', width)}${'-'.repeat(Math.min(title.length, width))}\n${body}`;
}
