import type { Plan } from '../../plan/plan';
import { ofEveryRelease, POOL_LABELS, tellsOfKong } from '../../kernel/kong-series';
import { chosen, limitOf, type PanelRow } from './panel';

const LEGEND = '{{datacenter}} {{machines}}';
const NODE = `${LEGEND} {{instance}}`;

/** Makes the panels of Kong; none where no node tells of it. */
export function kongPanels(plan: Plan): PanelRow[] {
  if (!tellsOfKong(plan.datacenters)) return [];
  const { topology, datacenters } = plan;
  const of = (name: string, matchers?: string): string => chosen(topology, name, matchers);
  return [
    {
      title: 'Kong',
      panels: [
        {
          title: 'Requests of each node',
          unit: 'reqps',
          lines: [{ query: of('topogen:kong_requests:rate5m'), legend: NODE }],
        },
        {
          title: 'Answers, by code',
          unit: 'reqps',
          lines: [{ query: of('topogen:kong_answers:rate5m'), legend: `${LEGEND} {{code}}` }],
        },
        {
          title: 'Answers that are 5xx',
          unit: 'percentunit',
          ...limitOf(plan, 'KongFails'),
          lines: [{ query: of('topogen:kong_answers_5xx:ratio_rate5m'), legend: LEGEND }],
        },
        {
          title: 'Time for 19 of 20 requests, of Kong itself and of services',
          unit: 'ms',
          ...limitOf(plan, 'KongSlow'),
          lines: [
            { query: of('topogen:kong_own_milliseconds:p95_5m'), legend: `${LEGEND} Kong` },
            {
              query: ofEveryRelease(
                datacenters,
                ({ services }) =>
                  `histogram_quantile(0.95, sum by (${POOL_LABELS}, le) (rate(${of(...services)}[$__rate_interval])))`,
              ),
              legend: `${LEGEND} services`,
            },
          ],
        },
        {
          title: 'Connections',
          unit: 'short',
          lines: [{ query: ofEveryRelease(datacenters, ({ connections }) => of(...connections)), legend: NODE }],
        },
        {
          title: 'Memory of the workers in Lua',
          unit: 'bytes',
          lines: [
            { query: `sum by (${POOL_LABELS}, instance) (${of('kong_memory_workers_lua_vms_bytes')})`, legend: NODE },
          ],
        },
        {
          title: 'Datastore, reached',
          unit: 'short',
          ...limitOf(plan, 'KongDatastoreUnreachable'),
          lines: [{ query: `min by (${POOL_LABELS}) (${of('kong_datastore_reachable')})`, legend: LEGEND }],
        },
        ...(plan.kong.hybrid
          ? [
              {
                title: 'Data planes, since they were last heard',
                unit: 's' as const,
                lines: [
                  {
                    query: `time() - max by (hostname) (${of('kong_data_plane_last_seen')})`,
                    legend: '{{hostname}}',
                  },
                ],
              },
            ]
          : []),
      ],
    },
  ];
}
