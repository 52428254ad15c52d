import { assumed, published } from '../../kernel/figure';
import { ofSizing } from '../alarms/reckoned-alarm';
import { fromFigure } from '../sizing/reckoned';
import { fromSpecAs } from '../sizing/spec-input';
import type { Plan } from '../plan';
import { series, type RecordedRule, type ReckonedAlert } from './rule';

export type RuleInputs = Pick<Plan, 'topology' | 'datacenters' | 'kong' | 'datastore' | 'sizing'>;

/** A machine of a pool is started, has its exporter and is found by Prometheus within this time when nothing is wrong. */
const START_MINUTES = 15;

/* Series that alerts and dashboards read. Disks are those of Ubuntu's images, and those that machines format themselves. */
const BUSY = 'topogen:cpu_busy:ratio_rate5m';
const MEMORY = 'topogen:memory_used:ratio';
export const FILLED = 'topogen:filesystem_used:ratio';
const ANSWERING = 'topogen:machines_answering:count';

const MIXIN = published('Prometheus node-mixin, NodeClockSkewDetected', '2024');

/** Returns the series of machines that Prometheus keeps. */
export function recordedOfMachines(topology: string): RecordedRule[] {
  const of = (name: string, matchers?: string): string => series(topology, name, matchers);
  const disks = "fstype=~'ext4|xfs'";
  return [
    {
      record: BUSY,
      expr: `1 - avg without (cpu, mode) (rate(${of('node_cpu_seconds_total', "mode='idle'")}[5m]))`,
    },
    { record: MEMORY, expr: `1 - ${of('node_memory_MemAvailable_bytes')} / ${of('node_memory_MemTotal_bytes')}` },
    {
      record: FILLED,
      expr: `1 - ${of('node_filesystem_avail_bytes', disks)} / ${of('node_filesystem_size_bytes', disks)}`,
    },
    {
      record: ANSWERING,
      expr: `sum by (topology, datacenter, machines) (${of('up', "job='node'")})`,
    },
  ];
}

/** Plans the alerts of machines of every kind, and of pools. */
export function machineAlerts(plan: RuleInputs): ReckonedAlert[] {
  const of = (name: string, matchers?: string): string => series(plan.topology, name, matchers);
  return [
    ...plan.datacenters.flatMap((datacenter) => poolAlerts(plan.topology, datacenter)),
    busyAlert(plan),
    {
      alert: 'ExporterSilent',
      severity: 'warning',
      query: of('up'),
      is: 'below',
      limit: { value: 1, unit: '' },
      minutes: START_MINUTES,
      says: '{{ $labels.instance }} ({{ $labels.machines }} of {{ $labels.datacenter }}) gives Prometheus no metrics of {{ $labels.job }}',
      remedy: 'See whether the machine is away, or its exporter alone',
      title: 'Answer of an exporter',
      formula: 'up',
      inputs: [{ name: 'up', value: 1, unit: '', source: assumed('1 says that it answers, 0 that it does not') }],
      reason: 'a machine that is made anew answers again within the time',
    },
    {
      alert: 'SystemDiskFills',
      severity: 'warning',
      query: of(FILLED, "mountpoint='/'"),
      limit: { value: 0.8, unit: '' },
      minutes: START_MINUTES,
      says: 'More than 80 % of the system disk of {{ $labels.instance }} ({{ $labels.machines }} of {{ $labels.datacenter }}) is used',
      remedy: 'See what grows there: data has a disk of its own, so that it is logs, packages or a dump',
      title: 'Part of a system disk that is used',
      formula: 'part',
      inputs: [
        {
          name: 'part',
          value: 0.8,
          unit: '',
          source: assumed('journals stop at a tenth of the disk, logs are rotated'),
        },
      ],
      reason: 'nothing that grows with the load is on these disks',
    },
    {
      alert: 'MemoryShort',
      severity: 'warning',
      query: of(MEMORY),
      limit: { value: 0.9, unit: '' },
      minutes: START_MINUTES,
      says: 'Less than a tenth of the memory of {{ $labels.instance }} ({{ $labels.machines }} of {{ $labels.datacenter }}) is left',
      remedy: 'See which process has it, before the system ends one',
      title: 'Part of the memory of a machine that is taken',
      formula: 'part',
      inputs: [
        {
          name: 'part',
          value: 0.9,
          unit: '',
          source: assumed('sizing leaves more to the page cache on every machine'),
        },
      ],
      reason: 'the page cache counts as free here; what is left after it is all that there is',
    },
    {
      alert: 'ProcessKilled',
      severity: 'warning',
      query: `increase(${of('node_vmstat_oom_kill')}[1h])`,
      limit: { value: 0, unit: 'processes' },
      minutes: 0,
      says: '{{ $labels.instance }} ({{ $labels.machines }} of {{ $labels.datacenter }}) had no memory left, and its system ended a process',
      remedy: 'See which one it was in the journal of the kernel, and whether its unit is up again',
      title: 'Processes that a machine without memory has ended in an hour',
      formula: 'none',
      inputs: [
        { name: 'none', value: 0, unit: 'processes', source: assumed('a machine of the planned size ends none') },
      ],
      reason: 'each is a restart that somebody has noticed',
    },
    {
      alert: 'ClockOff',
      severity: 'warning',
      query: `abs(${of('node_timex_offset_seconds')})`,
      limit: { value: 0.05, unit: 's' },
      minutes: START_MINUTES,
      says: 'The clock of {{ $labels.instance }} ({{ $labels.machines }} of {{ $labels.datacenter }}) is more than 50 ms off',
      remedy: 'See whom it takes its time from: of two changes of a row the one with the later time stays',
      title: 'Difference of a clock from the time that its machine is told',
      formula: 'offset',
      inputs: [fromFigure('offset', { value: 0.05, unit: 's', source: MIXIN })],
      reason: 'changes that are made on two machines within it may be kept in the wrong order',
    },
    {
      alert: 'ClockUnset',
      severity: 'warning',
      query: of('node_timex_sync_status'),
      is: 'below',
      limit: { value: 1, unit: '' },
      minutes: 60,
      says: 'The clock of {{ $labels.instance }} ({{ $labels.machines }} of {{ $labels.datacenter }}) is set by nobody',
      remedy: 'See whom it takes its time from: of two changes of a row the one with the later time stays',
      title: 'State of a clock',
      formula: 'set',
      inputs: [
        { name: 'set', value: 1, unit: '', source: assumed('1 says that the clock is being set, 0 that it is not') },
      ],
      reason: 'a clock drifts by some milliseconds in an hour',
    },
  ];
}

/** Plans the alerts of the pools of one datacenter: an empty answer counts as none of its machines. */
function poolAlerts(topology: string, { name: datacenter, pools }: RuleInputs['datacenters'][number]): ReckonedAlert[] {
  return pools
    .filter(({ balanced, role }) => balanced || role === 'control-plane')
    .map(({ name, nodes }) => ({
      alert: 'PoolShort',
      severity: 'critical',
      at: { datacenter, machines: name },
      query: `(sum(${series(topology, ANSWERING, `datacenter='${datacenter}',machines='${name}'`)}) or vector(0))`,
      is: 'below',
      limit: { value: nodes, unit: 'nodes' },
      minutes: START_MINUTES,
      says: `Fewer machines of the pool ${name} of ${datacenter} answer than the ${nodes} that its load needs`,
      remedy: 'See whether machines are missing, or whether Prometheus finds them no more',
      title: `Machines of the pool ${name} that answer`,
      formula: 'nodes',
      inputs: [ofSizing('nodes', nodes, 'nodes', `${datacenter}.${name}.nodes`)],
      reason: 'the number that the load needs after the loss that the pool survives; a refresh never goes below it',
    }));
}

/** Plans the alert of pools that are busier than their scaling lets them be. */
function busyAlert({ topology, datacenters, kong: { targetUtilization: target } }: RuleInputs): ReckonedAlert {
  const names = [...new Set(datacenters.flatMap(({ pools }) => pools.map(({ name }) => name)))].sort();
  const value = (1 + target) / 2;
  return {
    alert: 'PoolBusy',
    severity: 'warning',
    query: `avg by (topology, datacenter, machines) (${series(topology, BUSY, `machines=~'${names.join('|')}'`)})`,
    limit: { value, unit: '' },
    minutes: 2 * START_MINUTES,
    says: `The pool {{ $labels.machines }} of {{ $labels.datacenter }} is busy for more than ${Math.round(100 * value)} % of its time`,
    remedy: 'See whether it has all the nodes that it may have, and give the spec the rate that it has now',
    title: 'Part of the time for which a pool is busy',
    formula: '(1 + target) / 2',
    inputs: [fromSpecAs('target', 'kong.targetUtilization', target, '')],
    reason: 'half of what is left above the target: new nodes have not come, or no more may come',
  };
}
