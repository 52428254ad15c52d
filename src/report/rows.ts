import { datastoreReport } from './datastores/registry';
import { linkText } from './link-text';
import { eachPool, poolSize } from './pools';
import type { DatacenterPlan, Endpoint, Flow, Plan } from '../plan/plan';

/* These rows show the plan, in the tables of a terminal and of a README alike. */

/** Makes the columns of a row for each datacenter: place, address range, Kong pools, datastore. */
export function datacenterHead(plan: Plan): string[] {
  return ['Datacenter', 'Cloud', 'Region', 'Zones', 'Range', 'Share', 'Kong', datastoreReport(plan).title];
}

export function datacenterRows(plan: Plan): string[][] {
  return plan.datacenters.map((it) => [
    it.name,
    it.cloud,
    it.region,
    it.zones.map((zone) => shortZone(it, zone.name)).join(' '),
    it.cidr,
    `${round(it.share * 100)} %`,
    eachPool(
      it.pools,
      (pool) => pool.name,
      (pool) => poolSize(pool, pool.machineType),
    ),
    datastoreReport(plan).datacenterCell(it),
  ]);
}

function shortZone(datacenter: DatacenterPlan, zone: string): string {
  return zone.startsWith(datacenter.region) ? zone.slice(datacenter.region.length).replace('-', '') : zone;
}

/** Columns of a row for each link. */
export const LINK_HEAD = ['Link', 'Kind', 'Inside ranges'] as const;

export function linkRows(plan: Plan): string[][] {
  return plan.links.map((link) => [
    `${link.left.datacenter} - ${link.right.datacenter}`,
    linkText(link),
    link.tunnels.map((tunnel) => tunnel.insideCidr).join(' '),
  ]);
}

/** Columns of a row for each flow. */
export const FLOW_HEAD = ['From', 'To', 'Protocol', 'Why'] as const;

export function flowRows(plan: Plan): string[][] {
  return plan.flows.map(flowRow);
}

export function flowRow(flow: Flow): string[] {
  return [endText(flow.from), endText(flow.to), protocolText(flow), flow.purpose];
}

function endText(end: Endpoint): string {
  switch (end.kind) {
    case 'role':
      return `${end.datacenter} ${end.name}`;
    case 'range':
      return `${end.cidr} (${end.what})`;
    case 'link':
    case 'service':
      return end.what;
  }
}

/** Returns protocol and ports of a flow: `tcp 9042`. */
export function protocolText(flow: Flow): string {
  if (!flow.ports) return flow.protocol;
  const { from, to } = flow.ports;
  return `${flow.protocol} ${from === to ? from : `${from}-${to}`}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
