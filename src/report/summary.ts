import type { Plan } from '../plan/plan';
import { BANDWIDTH_HEAD, bandwidthNote, bandwidthRows, hubText, QUOTA_HEAD, QUOTA_NOTE, quotaRows } from './limits';
import { datacenterHead, datacenterRows, FLOW_HEAD, flowRows, LINK_HEAD, linkRows } from './rows';
import { datastoreReport } from './datastores/registry';
import { sizingHead, sizingRows } from './explain/sizing-rows';
import { kongText } from './pools';
import { grouped, textTable } from './table';

/** Renders the plan for people: every datacenter, node, link, flow and stack, with its address. */
export function renderSummary(plan: Plan): string {
  const report = datastoreReport(plan);
  const datastore = report.section(plan);
  return [
    `Topology ${plan.topology}: ${grouped(plan.requestsPerSecond)} requests per second over ${plan.datacenters.length} ` +
      `${plan.datacenters.length === 1 ? 'datacenter' : 'datacenters'}, ${kongText(plan)} on ${report.release(plan)}\n`,
    section('Datacenters', textTable(datacenterHead(plan), datacenterRows(plan))),
    section('Sizes; topogen explain shows how each came about', textTable(sizingHead(plan), sizingRows(plan))),
    section(datastore.longHeading, textTable(datastore.head, datastore.rows)),
    ...linkSections(plan),
    section('Limits', `${textTable(QUOTA_HEAD, quotaRows(plan))}${QUOTA_NOTE}\n`),
    section('Flows; everything else is refused', textTable(FLOW_HEAD, flowRows(plan))),
    section('Stacks, in order of apply', `${plan.stacks.map((stack) => stack.name).join('\n')}\n`),
  ].join('\n');
}

function linkSections(plan: Plan): string[] {
  if (plan.links.length === 0) return [];
  const hub = hubText(plan);
  return [
    section('Links', `${textTable(LINK_HEAD, linkRows(plan))}${hub === '' ? '' : `${hub}\n`}`),
    section('Bandwidth of the links', `${textTable(BANDWIDTH_HEAD, bandwidthRows(plan))}${bandwidthNote(plan)}\n`),
  ];
}

function section(title: string, body: string): string {
  return `${title}\n${'-'.repeat(title.length)}\n${body}`;
}
