import { spanOf } from '../../kernel/durations';
import type { Plan } from '../../plan/plan';
import type { AlertRule } from '../../plan/rules/rule';
import { datastoreReport } from '../datastores/registry';
import type { AlertSteps } from './alert-steps';
import { KONG_ALERT_STEPS } from './kong-alert-steps';
import { topogenCommand } from '../runbook/runbook';

/** Renders the part of the page on operations about alerts of a Prometheus, with the steps of each; empty if none may read metrics. */
export function renderRuleOperations(plan: Plan): string {
  if (!plan.scrape) return '';
  const { alerts } = plan.scrape.rules;
  const names = [...new Set(alerts.map(({ alert }) => alert))];
  return `
# Alerts of Prometheus

\`monitoring/rules.yaml\` makes a Prometheus raise them. Each is named like its heading here; the annotation \`description\` has what to do first. \`${topogenCommand(plan, 'explain')} alerts\` shows where the limits come from.

${names.map((name) => section(plan, name, alerts)).join('\n')}`;
}

function section(plan: Plan, name: string, alerts: readonly AlertRule[]): string {
  const own = alerts.filter(({ alert }) => alert === name);
  const steps = { ...STEPS, ...KONG_ALERT_STEPS, ...datastoreReport(plan).onAlert }[name];
  if (!steps) throw new Error(`no steps for the alert ${name}`);
  const lines = steps(plan).map((step, i) => `${i + 1}. ${step}`);
  return `## ${name}

${own.map(shown).join('\n\n')}

${lines.join('\n')}
`;
}

/** Returns the sentence of an alert, with the names of labels in the place of their values. */
function shown({ says, minutes, severity }: AlertRule): string {
  const words = says.replace(/\{\{ \$(?:labels\.)?(\w+) \}\}/g, '`<$1>`');
  return `${words} (${severity}, ${minutes === 0 ? 'at once' : `after ${spanOf(minutes)}`}).`;
}

const shell = (plan: Plan): string => `\`${topogenCommand(plan, 'connect', '<datacenter>', '--node', '<machine>')}\``;

const CLOCK = (plan: Plan): readonly string[] => [
  `\`timedatectl status\` and \`timedatectl timesync-status\`, or \`chronyc tracking\`, say whom it takes its time from: ${shell(plan)} opens a shell.`,
  'Restart what keeps the time: `sudo systemctl restart chrony`, or `systemd-timesyncd`. If it stays off, have the machine made anew.',
];

const STEPS: AlertSteps = {
  PoolShort: (plan) => [
    'See in the console of the cloud whether the group has the machines. If it has, Prometheus finds them no more (page Targets; the rights of its identity) or cannot reach them: the next alert, ExporterSilent, has the steps.',
    `If machines are missing or begin again and again: \`systemctl status kong kong-ready\` and \`journalctl --unit kong\` on one say what it waits for. ${shell(plan)} opens a shell.`,
    'If it began with an apply, take the spec back to the revision before, and apply that.',
  ],
  PoolBusy: (plan) => [
    'See whether the group is at its most nodes, and whether new ones fail to start.',
    `If the load is there to stay, write the rate of now into \`requestsPerSecond\`: \`${topogenCommand(plan, 'plan')}\` shows the new sizes. For an hour, \`kong.maximumFactor\` is enough. Apply the clusters.`,
  ],
  ExporterSilent: (plan) => [
    'See whether the machine runs, in the console of its cloud.',
    `If it does, \`systemctl status prometheus-node-exporter topogen-metrics\` on it says whether the exporter does: ${shell(plan)} opens a shell. A machine that stood before the spec had \`monitoring.scrapeCidrs\` has none until it is made anew. Of \`kong\`, \`curl http://127.0.0.1:8007/metrics\` there: while the datastore is away the answer waits for it, and may come too late.`,
    'If that is well too, the way there is not: `curl http://<instance>/metrics` from the machine of Prometheus, whose address has to be in `monitoring.scrapeCidrs`.',
  ],
  SystemDiskFills: (plan) => [
    `\`sudo du --one-file-system --max-depth=3 / | sort -n | tail\` shows what has it: ${shell(plan)} opens a shell.`,
    '`sudo journalctl --vacuum-size=200M` and `sudo apt-get clean` make room at once. A machine of a pool can be made anew.',
  ],
  MemoryShort: (plan) => [
    `\`ps --sort=-rss -eo rss,comm | head\` shows who has it: ${shell(plan)} opens a shell.`,
    'If it grows from day to day on every machine of a kind, restart them one after the other; if the load has grown, give the spec the rate of now.',
  ],
  ProcessKilled: (plan) => [
    `\`sudo journalctl --dmesg --grep "Out of memory"\` names it, and \`systemctl --failed\` what has not come back: ${shell(plan)} opens a shell.`,
    'If it comes again, the machine is too small for what it does: a larger `machineType`.',
  ],
  ClockOff: CLOCK,
  ClockUnset: CLOCK,
};
