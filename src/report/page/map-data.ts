import type { CloudFactsTable } from '../../kernel/cloud/facts';
import type { DatacenterPlan, LinkPlan, Plan } from '../../plan/plan';
import { datastoreReport } from '../datastores/registry';
import type { MapDrawing, MapLink, MapPlace } from '../drawings/map';
import { grouped } from '../table';
import { linkUse, useText } from './link-use';

/** Up to so many datacenters and links there is room for words beside them. */
const MOST_WITH_NOTES = 8;
const MOST_LINKS_WITH_NOTES = 8;

/** From these parts of its bandwidth on, the use of a link stands out. */
const HIGH = 0.75;

/** Returns the drawing of a plan: its datacenters by the coordinates of their regions, and its links. */
export function mapOf(plan: Plan, facts: CloudFactsTable): MapDrawing {
  const { datacenters, links, topology } = plan;
  return {
    label: `Map of topology ${topology}: ${datacenters.length} datacenters and ${links.length} links, which the tables below list`,
    places: datacenters.map((it) => placeOf(plan, it, facts)),
    links: links.map((it) => linkOf(plan, it)),
  };
}

function placeOf(plan: Plan, datacenter: DatacenterPlan, facts: CloudFactsTable): MapPlace {
  const { name, cloud, region, pools } = datacenter;
  const place = facts[cloud].regions[region];
  if (!place) throw new Error(`no coordinates of region ${region}`);
  const kong = pools.reduce((sum, { nodes }) => sum + nodes, 0);
  const note = `${region}: ${kong} Kong, ${datastoreText(plan, datacenter)}`;
  return {
    name,
    note: plan.datacenters.length <= MOST_WITH_NOTES ? note : '',
    latitude: place.latitude,
    longitude: place.longitude,
  };
}

function linkOf(plan: Plan, { id, left, right }: LinkPlan): MapLink {
  const at = (name: string): number => plan.datacenters.findIndex((it) => it.name === name);
  const use = linkUse(plan, id);
  const mbitPerSecond = plan.limits.bandwidth.find(({ link }) => link === id)?.offeredMbitPerSecond ?? 0;
  const isFew = plan.links.length <= MOST_LINKS_WITH_NOTES;
  return {
    ends: [at(left.datacenter), at(right.datacenter)],
    note: isFew ? `${speedText(mbitPerSecond)}, ${useText(use)} used` : '',
    mbitPerSecond,
    use: use > 1 ? 'over' : use >= HIGH ? 'high' : 'low',
  };
}

/** Renders a bandwidth as `3.7 Gbit/s`. */
function speedText(mbitPerSecond: number): string {
  if (mbitPerSecond < 1000) return `${grouped(Math.round(mbitPerSecond))} Mbit/s`;
  return `${grouped(Math.round(mbitPerSecond / 100) / 10)} Gbit/s`;
}

/** Returns the datastore of a place: its nodes, or the machines of the cloud's own service. */
function datastoreText(plan: Plan, datacenter: DatacenterPlan): string {
  const report = datastoreReport(plan);
  const { length } = report.nodes(datacenter);
  return length > 0 ? `${length} ${report.title}` : `${report.title} on ${report.machines(datacenter)}`;
}
