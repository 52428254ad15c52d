import type { Plan } from '../../../plan/plan';
import { chosen, limitOf, type PanelRow } from '../../monitoring/panel';

const NODE = '{{datacenter}} {{instance}}';

/** Makes the panels of the ring. */
export function ringPanels(plan: Plan): PanelRow {
  const { topology } = plan;
  const of = (name: string, matchers?: string): string => chosen(topology, name, matchers);
  return {
    title: 'Cassandra',
    panels: [
      {
        title: 'Nodes, as each datacenter sees them',
        unit: 'short',
        lines: [
          { query: `min by (datacenter) (${of('cassandra_nodes', "state='Up'")})`, legend: '{{datacenter}} up' },
          { query: `max by (datacenter) (${of('cassandra_nodes', "state='Down'")})`, legend: '{{datacenter}} down' },
        ],
      },
      {
        title: 'Requests of Kong',
        unit: 'reqps',
        lines: [{ query: of('topogen:cassandra_requests:rate5m'), legend: '{{datacenter}} {{request}}' }],
      },
      {
        title: 'Requests that fail',
        unit: 'reqps',
        lines: [
          { query: of('topogen:cassandra_requests_failed:rate5m'), legend: '{{datacenter}} {{request}} {{why}}' },
        ],
      },
      {
        title: 'Time of requests, the slowest of a hundred',
        unit: 's',
        lines: [{ query: of('cassandra_request_seconds', "quantile='0.99'"), legend: `${NODE} {{request}}` }],
      },
      {
        title: 'Messages, dropped',
        unit: 'ops',
        lines: [{ query: of('topogen:cassandra_messages_dropped:rate5m'), legend: `${NODE} {{message}}` }],
      },
      {
        title: 'Hints, kept for nodes that are away',
        unit: 'ops',
        lines: [{ query: `rate(${of('cassandra_hints_total')}[$__rate_interval])`, legend: NODE }],
      },
      { title: 'Rows', unit: 'bytes', lines: [{ query: of('cassandra_data_bytes'), legend: NODE }] },
      {
        title: 'Compactions, waiting',
        unit: 'short',
        ...limitOf(plan, 'CassandraCompactionsWait'),
        lines: [{ query: of('cassandra_compactions_pending'), legend: NODE }],
      },
      {
        title: 'Heap, used',
        unit: 'percentunit',
        ...limitOf(plan, 'CassandraHeapShort'),
        lines: [{ query: of('topogen:cassandra_heap_used:ratio'), legend: NODE }],
      },
      {
        title: 'Time spent collecting garbage',
        unit: 'percentunit',
        ...limitOf(plan, 'CassandraCollects'),
        lines: [{ query: of('topogen:cassandra_collecting:ratio_rate5m'), legend: NODE }],
      },
      {
        title: 'Time since the last repair',
        unit: 's',
        ...limitOf(plan, 'CassandraRepairOverdue'),
        lines: [{ query: of('topogen:cassandra_unrepaired:seconds'), legend: `${NODE} {{keyspace}}` }],
      },
    ],
  };
}
