import type { Plan } from '../../../src/plan/plan';
import { ofEveryRelease, type KongSeries } from '../../../src/kernel/kong-series';
import type { Case } from './rule-case';

/** A series of a pool, in a datacenter of each alert's own, so that one run of promtool holds the cases of all. */
const pool = (name: string, datacenter: string, matchers = ''): string =>
  `${name}{topology='edge',datacenter='${datacenter}',machines='kong',job='kong',instance='10.0.0.9:8007'${matchers === '' ? '' : `,${matchers}`}}`;

/** Returns the cases of the alerts of Kong, by the names that the series of the plan's one release have. */
export function kongCases(plan: Plan): Readonly<Record<string, readonly Case[]>> {
  let names: KongSeries | undefined;
  ofEveryRelease(plan.datacenters, (of) => ((names = of), ''));
  const { counted, taken, own } = names!;
  const limit = plan.scrape!.rules.alerts.find(({ alert }) => alert === 'KongPastPlan')!.limit;
  const codes = (good: number, bad: number): Record<string, string> => ({
    [pool(counted, 'fails', "service='a',code='200'")]: `0+${good}x90`,
    [pool(counted, 'fails', "service='b',code='502'")]: `0+${bad}x90`,
  });
  const buckets = (within: number): Record<string, string> =>
    Object.fromEntries(
      Object.entries({ '50': within, '100': 100, '+Inf': 100 }).map(([le, number]) => [
        pool(own[0], 'slow', [own[1], `service='a'`, `le='${le}'`].filter(Boolean).join(',')),
        `0+${number}x90`,
      ]),
    );
  const passing = (aSecond: number): Record<string, string> => ({
    [pool(counted, 'us-east', "service='a',code='200'")]: `0+${Math.round(60 * aSecond)}x90`,
  });
  const twenty = { [pool(taken[0], 'blind', taken[1])]: '0+1200x150' };
  return {
    KongDatastoreUnreachable: [
      { series: { [pool('kong_datastore_reachable', 'cut')]: '1x5 0x90' }, raised: { 8: 0, 14: 1 } },
      { series: { [pool('kong_datastore_reachable', 'cut')]: '1x90' }, raised: { 80: 0 } },
    ],
    KongFails: [
      { series: codes(90, 10), raised: { 8: 0, 15: 1 } },
      { series: codes(99, 1), raised: { 80: 0 } },
    ],
    KongSlow: [
      { series: buckets(90), raised: { 12: 0, 20: 1 } },
      { series: buckets(99), raised: { 80: 0 } },
    ],
    KongCountsNothing: [
      { series: twenty, raised: { 80: 0, 110: 1 } },
      // Counted once, and none since.
      { series: { ...twenty, [pool(counted, 'blind', "service='a',code='200'")]: '5x150' }, raised: { 140: 0 } },
      { series: { [pool(taken[0], 'blind', taken[1])]: '0+300x150' }, raised: { 140: 0 } },
    ],
    KongPastPlan: [
      { series: passing(limit * 1.02), raised: { 28: 0, 40: 1 } },
      { series: passing(limit * 0.98), raised: { 80: 0 } },
    ],
  };
}

/** A data plane, as a control plane tells of it. */
const plane = (node: string, name: string): string =>
  `${name}{topology='edge',datacenter='us-east',machines='kong-control',job='kong',instance='10.0.0.8:8007',node_id='${node}',hostname='${node}'}`;
const heard = (node: string, until = 90): Record<string, string> => ({
  [plane(node, 'kong_data_plane_last_seen')]: `0+60x${until} ${60 * until}x${90 - until}`,
});
const hash = (node: string, value: number): Record<string, string> => ({
  [plane(node, 'kong_data_plane_config_hash')]: `${value}x90`,
});
const answers = {
  "up{topology='edge',datacenter='eu-west',machines='kong-data',job='kong',instance='10.0.0.7:8007'}": '1x90',
};

/** Cases count data planes of the whole topology: these hold the place of others, for which those of a run would count too. */
const NONE: readonly Case[] = [
  { series: {}, raised: { 80: 0 } },
  { series: {}, raised: { 80: 0 } },
];

/** Cases of the alerts that hybrid mode has beside the others. */
export const DATA_PLANE_CASES: Readonly<Record<string, readonly Case[]>> = {
  KongDataPlaneUnheard: [
    // Its last word is of minute ten, and counts for five more.
    { series: { ...answers, ...heard('a', 10) }, raised: { 22: 0, 30: 1 } },
    { series: { ...answers, ...heard('a') }, raised: { 80: 0 } },
  ],
  KongDataPlanesDiffer: [
    ...NONE,
    { series: { ...heard('a'), ...hash('a', 7), ...heard('b'), ...hash('b', 8) }, raised: { 12: 0, 20: 1 } },
    // One that has gone is in the list for two weeks.
    { series: { ...heard('a'), ...hash('a', 7), ...heard('b', 2), ...hash('b', 8) }, raised: { 80: 0 } },
  ],
  KongDataPlaneRefused: [
    ...NONE,
    ...NONE,
    { series: { ...heard('a'), [plane('a', 'kong_data_plane_version_compatible')]: '0x90' }, raised: { 8: 0, 15: 1 } },
    { series: { ...heard('a', 2), [plane('a', 'kong_data_plane_version_compatible')]: '0x90' }, raised: { 80: 0 } },
  ],
};
