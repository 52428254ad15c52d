import type { Plan } from '../../plan/plan';
import { chosen, limitOf, type PanelRow } from './panel';

const MACHINE = '{{datacenter}} {{machines}} {{instance}}';

/** Makes the panels of machines of every kind. */
export function machinePanels(plan: Plan): PanelRow {
  const { topology } = plan;
  const of = (name: string, matchers?: string): string => chosen(topology, name, matchers);
  const rate = (name: string, matchers?: string): string => `rate(${of(name, matchers)}[$__rate_interval])`;
  return {
    title: 'Machines',
    panels: [
      {
        title: 'Machines that answer',
        unit: 'short',
        lines: [{ query: of('topogen:machines_answering:count'), legend: '{{datacenter}} {{machines}}' }],
      },
      {
        title: 'Processors, busy',
        unit: 'percentunit',
        lines: [{ query: of('topogen:cpu_busy:ratio_rate5m'), legend: MACHINE }],
      },
      {
        title: 'Memory, taken',
        unit: 'percentunit',
        ...limitOf(plan, 'MemoryShort'),
        lines: [{ query: of('topogen:memory_used:ratio'), legend: MACHINE }],
      },
      {
        title: 'Disks, used',
        unit: 'percentunit',
        ...limitOf(plan, 'SystemDiskFills'),
        lines: [{ query: of('topogen:filesystem_used:ratio'), legend: `${MACHINE} {{mountpoint}}` }],
      },
      {
        title: 'Network, received (below) and sent',
        unit: 'Bps',
        lines: [
          {
            query: `-sum without (device) (${rate('node_network_receive_bytes_total', "device!='lo'")})`,
            legend: `${MACHINE} received`,
          },
          {
            query: `sum without (device) (${rate('node_network_transmit_bytes_total', "device!='lo'")})`,
            legend: `${MACHINE} sent`,
          },
        ],
      },
      {
        title: 'Clocks, off',
        unit: 's',
        ...limitOf(plan, 'ClockOff'),
        lines: [{ query: `abs(${of('node_timex_offset_seconds')})`, legend: MACHINE }],
      },
    ],
  };
}
