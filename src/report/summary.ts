import type { Plan } from '../plan/plan';
import { BANDWIDTH_HEAD, bandwidthNote, bandwidthRows, hubText, QUOTA_HEAD, QUOTA_NOTE, quotaRows } from './limits';
import { DATACENTER_HEAD, datacenterRows, FLOW_HEAD, flowRows, LINK_HEAD, linkRows, NODE_HEAD, nodeRows } from './rows';
import { SIZING_HEAD, sizingRows } from './explain/sizing-rows';
import { grouped, textTable } from './table';

/** The plan for people: what is built where, with every address and rule. */
export function renderSummary(plan: Plan): string {
  return [
    `Topology ${plan.topology}: ${grouped(plan.requestsPerSecond)} requests per second over ${plan.datacenters.length} ` +
      `${plan.datacenters.length === 1 ? 'datacenter' : 'datacenters'}, Kong ${plan.kong.version} on Cassandra ${plan.ring.version}\n`,
    section('Datacenters', textTable(DATACENTER_HEAD, datacenterRows(plan))),
    section('Sizes; topogen explain shows how each came about', textTable(SIZING_HEAD, sizingRows(plan))),
    section(`Ring ${plan.ring.clusterName}, ${replication(plan)}`, textTable(NODE_HEAD, nodeRows(plan))),
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

function replication(plan: Plan): string {
  const { ring } = plan;
  return `${ring.replicationFactor} replicas in each datacenter, reads ${ring.readConsistency}, writes ${ring.writeConsistency}`;
}
