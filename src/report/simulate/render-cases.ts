import { folded, foldedTable } from '../folded';
import { grouped } from '../table';
import { adviceOn, hintText, missesWrites } from './advice';
import type { Model } from './model';
import type { DatacenterOutcome, Outcome } from './outcome';
import { introduction } from './render-simulation';
import { isBroken } from './simulation-json';
import { linksAfter } from './traffic';
import { heading, lossTitle, percent } from './words';

/** Renders cases for people, each with every datacenter and link that is left. */
export function renderCases(model: Model, cases: readonly Outcome[]): string {
  return [introduction(model), ...cases.map((it) => caseText(model, it))].join('\n');
}

function caseText(model: Model, outcome: Outcome): string {
  const { datacenters, losses, left } = outcome;
  const changed = linksAfter(model, left);
  return [
    heading(`Lost: ${losses.map((it) => lossTitle(model, it)).join(', ')}`),
    ...(datacenters.length === 0
      ? ['No datacenter is left.\n']
      : [
          foldedTable(
            ['Datacenter', 'Reads', 'Writes', 'Copies', 'Kong nodes', 'Requests/s', 'vCPUs'],
            datacenters.map(datacenterRow),
          ),
        ]),
    ...(changed.length === 0
      ? []
      : [
          `\n${foldedTable(
            ['Link, Mbit/s each way', 'State', 'Carries', 'Replication', 'On return'],
            changed.map(({ link, state, ...it }) => [
              link.replace('--', ' - '),
              state,
              mbit(it.carriesMbitPerSecond),
              mbit(it.replicationMbitPerSecond),
              mbit(it.onReturnMbitPerSecond),
            ]),
          )}`,
        ]),
    '\n',
    ...sentences(model, outcome).map((line) => folded(line)),
  ].join('');
}

function datacenterRow({ datacenter, reads, writes, copies, load }: DatacenterOutcome): string[] {
  return [
    datacenter,
    reads,
    writes,
    `${copies.here} of ${copies.ofHere}`,
    load ? grouped(load.nodes) : '0',
    load ? grouped(Math.round(load.requestsPerSecond)) : '0',
    load ? percent(load.utilization) : '-',
  ];
}

function sentences(model: Model, outcome: Outcome): string[] {
  const { datacenters, falls, cutOff, offline, shut, promised, left } = outcome;
  const apart = datacenters.filter(({ unreached }) => unreached.length > 0 && cutOff.length < datacenters.length);
  const redis = [...left.touched].flatMap(([name, it]) => (it.redis === 'lost' ? [name] : []));
  return [
    ...(cutOff.length > 0 ? [`Cut off from every other: ${cutOff.join(', ')}.`] : []),
    ...(shut.length > 0 ? [`Without a balancer, and so without clients: ${shut.join(', ')}.`] : []),
    ...(offline.length > 0 ? [`Off the internet, with every zone: ${offline.join(', ')}.`] : []),
    ...apart
      .filter(({ datacenter }) => !cutOff.includes(datacenter))
      .map(({ datacenter, unreached }) => `${datacenter} does not reach ${unreached.join(', ')}.`),
    ...(falls.length > 0 ? [`The load makes these fall, one after the other: ${falls.join(', ')}.`] : []),
    ...(redis.length > 0 ? [`Lost with Redis: the counters of rate limiting in ${redis.join(', ')}.`] : []),
    isBroken(outcome)
      ? 'kong.survives covers this, and it is NOT survived.'
      : promised
        ? 'kong.survives covers this, and it is survived.'
        : 'kong.survives does not cover this.',
    `What to do: ${adviceOn(model, outcome)}`,
    ...(missesWrites(outcome) ? [hintText(model)] : []),
  ];
}

function mbit(value: number): string {
  return grouped(value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
}
