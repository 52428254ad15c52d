import { ALARM_KINDS, type AlarmFacts, type AlarmKind, type ReadOfLogs } from '../../kernel/alarm';
import type { AlarmPlan } from '../../plan/alarms/alarm';
import type { CloudFactsTable } from '../../kernel/cloud/facts';
import { datacenterOf } from '../../kernel/datacenter-of';
import type { DatacenterPlan, Plan } from '../../plan/plan';
import { ALARM_HEAD, alarmRows } from '../alarms';
import { datastoreReport } from '../datastores/registry';
import { topogenCommand } from '../runbook/runbook';
import { markdownTable } from '../table';
import { unwatchedIn } from '../unwatched';

/** Renders the part of the page on operations about alarms, with the steps of each kind; empty if nobody is told of any. */
export function renderAlarmOperations(plan: Plan, facts: CloudFactsTable): string {
  const { alarms } = plan;
  if (alarms.length === 0) return '';
  const kinds = ALARM_KINDS.filter((kind) => alarms.some((alarm) => alarm.kind === kind));
  const unwatched = unwatchedIn(plan).map(({ what, why }) => [what, why]);
  return `
# Alarms in operation

An alarm tells the topic, or the channel, that the spec names for its datacenter in \`monitoring.notify\`, with what to do first and one of the headings below; and again when it has ended${exceptions(plan, facts)}. It comes under a name that stands below the table of its heading. During the first apply, and while a pool or a machine is made anew, they say so until what they watch is up: that is no fault.

${kinds.map((kind) => section(plan, kind, facts)).join('\n')}
## What has no alarm

${markdownTable(['What', 'Why'], unwatched)}`;
}

/** Returns which alarms tell no end, as the rest of a clause; empty if all do. */
function exceptions(plan: Plan, facts: CloudFactsTable): string {
  const endings = new Set<string>();
  const places = new Set<string>();
  for (const alarm of plan.alarms) {
    const { withoutEnd } = alarmFacts(plan, alarm, facts);
    for (const last of lastWords(plan, alarm, facts).filter((it) => withoutEnd.includes(it))) {
      endings.add(`\`-${last}\``);
      places.add(alarm.datacenter);
    }
  }
  if (endings.size === 0) return '';
  return `, but for those of ${[...places].join(', ')} whose names end in ${[...endings].join(' and ')}: a log says that it began and not that it ended, and they are closed after a day`;
}

function alarmFacts(plan: Plan, { datacenter }: AlarmPlan, facts: CloudFactsTable): AlarmFacts {
  return facts[datacenterOf(plan, datacenter).cloud].alarms;
}

function lastWords(plan: Plan, alarm: AlarmPlan, facts: CloudFactsTable): readonly string[] {
  return alarmFacts(plan, alarm, facts).lastWords(alarm);
}

/** Returns the names under which clouds tell of alarms. */
function shownNames(plan: Plan, alarms: readonly AlarmPlan[], facts: CloudFactsTable): readonly string[] {
  return alarms.flatMap((alarm) =>
    lastWords(plan, alarm, facts).map((last) =>
      [plan.topology, alarm.datacenter, alarm.name, ...(last === '' ? [] : [last])].join('-'),
    ),
  );
}

function section(plan: Plan, kind: AlarmKind, facts: CloudFactsTable): string {
  const own = plan.alarms.filter((alarm) => alarm.kind === kind);
  return `## ${own[0]?.page}

${markdownTable(ALARM_HEAD, alarmRows({ alarms: own }))}
Names: ${shownNames(plan, own, facts)
    .map((it) => `\`${it}\``)
    .join(', ')}.

${STEPS[kind](plan, own, facts)}
`;
}

/** The steps of each kind of alarm, in Markdown. */
const STEPS: Readonly<Record<AlarmKind, (plan: Plan, alarms: readonly AlarmPlan[], facts: CloudFactsTable) => string>> =
  {
    nodes: (plan, alarms) =>
      `1. Open a shell on a node of the pool: ${connects(plan, alarms)}. \`systemctl status kong kong-ready\` and \`journalctl --unit kong\` say whether it serves, and what it waits for.
2. The group replaces a node that stays unhealthy. If new ones fail too, the console of the group has the reason: no machines of the type in a zone, a quota that is used up, a datastore that does not answer a new node.
3. If it began with an apply, take the spec back to the revision before, and apply that.
4. If a zone is gone, \`${topogenCommand(plan, 'runbook', '--lost zone:<datacenter>/<zone>')}\` has what comes next; \`${topogenCommand(plan, 'simulate')}\` says what the nodes that are left can carry.`,
    ceiling: (plan) =>
      `1. See whether the requests are clients' own: a loop or an attack looks alike. ${whoseRequests(plan)}
2. If the load is there to stay, write the rate of now into \`requestsPerSecond\`; \`${topogenCommand(plan, 'plan')}\` shows the new sizes, and \`${topogenCommand(plan, 'cost')}\` what they cost. Apply the clusters.
3. If it is for an hour, raise \`kong.maximumFactor\`, and apply the cluster of the datacenter alone.`,
    machine: (plan, alarms) =>
      `1. \`${topogenCommand(plan, 'runbook', `--lost node:${alarms[0]?.datacenter}/${alarms[0]?.subject}`)}\` has the steps for each by its name: start it again, or have it made anew with its disk.
${machineSteps(plan)
  .map((it, i) => `${i + 2}. ${it}`)
  .join('\n')}`,
    serving: (plan) => saidSteps(plan, 'serving'),
    'data-disk': (plan) => saidSteps(plan, 'data-disk'),
    repair: (plan) => saidSteps(plan, 'repair'),
    tunnels: (plan, alarms) =>
      `1. Wait five minutes if it is one tunnel: clouds renew ends of tunnels, one of a connection at a time.
2. See what each end says: "State of the tunnels" of this page has the commands. Keys that differ come from an apply of \`links\` that ended half way, which another one mends.
3. If every tunnel of a link is down, the datacenters go on apart, as \`${topogenCommand(plan, 'simulate', `--lose link:${alarms[0]?.subject}`)}\` says; \`${topogenCommand(plan, 'runbook', `--lost link:${alarms[0]?.subject}`)}\` has the steps of when it is back.`,
    renewal: () =>
      `1. "Renewed ends" of this page has the command that prints, for each tunnel, whether a renewal waits and when it comes by itself, and the one that lets it happen.
2. If none waits, the cloud has renewed an end already, or says something else of the connection: the page on the health of your account, in its console, has the words. "State of the tunnels" says whether all are up again.
3. The alarm ends by itself a day after the last announcement, whether somebody has renewed or not.`,
    peering: (plan, alarms, facts) =>
      `1. See the state of each; \`available\` is well:

${alarms.map(({ datacenter }) => peeringsOf(datacenterOf(plan, datacenter), facts)).join('')}
2. Apply the stack \`links\`: its plan says what is missing.`,
    disk: (plan) =>
      `1. See what grows: a table of counters or of tokens that nothing clears, or a replication slot that nobody reads. ${asked(plan, LARGEST)}
2. The service makes the disk larger by itself; the most that it may become stands in the plan. It never becomes smaller.`,
    connections: (plan) =>
      `1. See who holds them: Kong's nodes are sized for, a client of another kind is not. ${asked(plan, HOLDERS)}
2. If Kong's pools have grown, write the rate of now into the spec: \`${topogenCommand(plan, 'explain')} connections\` shows the arithmetic. The new number waits for a restart of the instance.`,
    lag: () =>
      `1. See what the primary writes, and whether the way between the regions is well: a large migration passes, a table of counters with the policy \`cluster\` does not.
2. Nodes that read the replica may have missed changes: where there are such, restart Kong on one after the other (\`sudo systemctl restart kong\`) when the lag is small again.
3. Do not promote the replica meanwhile unless the primary is lost: what it has not got would be lost too.`,
    memory: (plan) =>
      `1. See what it holds: counters of limits over long periods, or keys of something else.
2. Write more into \`redis.memoryGib\`, and apply the cluster; \`${topogenCommand(plan, 'cost')}\` has the price. It grows while it serves, with seconds without answers.`,
    certificate: (plan, alarms) =>
      `1. Put the next certificate into the secret of the datacenter: "The certificate that clients meet" of this page has what it must hold, and where.
2. If it is there already, or if no node tells of any, ask a node: ${connects(plan, alarms)}. \`journalctl --unit topogen-certificate --unit topogen-days-left\` says why it does not show it, or cannot tell.`,
    'node-certificate': (plan, alarms) =>
      `1. "Encryption" of this page has the steps of a new certificate, and of new authorities, which stop nothing. Less than half of the time of renewal is left to the certificate or to the authority that signed it: it also names the files of a node whose end \`sudo openssl x509 -noout -enddate -in\` tells (${connects(plan, alarms)}).
2. If the apply is done, a node has not started since: it tells of the certificate that it started with. If no node tells of any, \`journalctl --unit topogen-repair\` on one says why.`,
    'cluster-certificate': (plan, alarms) =>
      `1. \`${topogenCommand(plan, 'runbook', `--rotate ${plan.kong.hybrid?.certificate.secret}`)}\` has the steps: an apply, and a restart of Kong on one node after the other.
2. If the apply is done, a node has not started since: it tells of the certificate that it started with. If no node tells of any, \`journalctl --unit topogen-days-left\` on one says why: ${connects(plan, alarms)}.`,
    backup: (plan, _alarms, facts) =>
      `1. ${backupsSeen(plan, facts)}
2. If the cloud refused them, it says why there: a quota, a right or a key that somebody took away. A plan of the cluster stack that is not empty shows what is another than it was.
3. The last good one expires by its age. If that is near, make one by hand first.`,
    export: (plan, alarms) =>
      `1. Ask a node why: ${connects(plan, alarms)}. \`journalctl --unit topogen-configuration\` says what it could not do, \`journalctl --unit topogen-days-left\` whether it could tell. "The configuration alone" of this page lists what is in the bucket.
2. When the reason is gone, \`sudo systemctl start topogen-configuration\` puts in the export of today at once, and \`sudo systemctl start topogen-days-left\` tells of it.
3. If the last one has expired meanwhile, it can still be brought back: step 1 of "The configuration alone".`,
  };

const LARGEST =
  'SELECT relname, pg_size_pretty(pg_total_relation_size(oid)) FROM pg_class ORDER BY pg_total_relation_size(oid) DESC LIMIT 10';

const HOLDERS = 'SELECT application_name, client_addr, count(*) FROM pg_stat_activity GROUP BY 1, 2';

/** Returns how an operator asks the database a question; empty if it takes none. */
function asked(plan: Plan, statement: string): string {
  const question = datastoreReport(plan).asked?.(plan, statement);
  if (!question) return '';
  return `${question.where.charAt(0).toUpperCase()}${question.where.slice(1)}:\n\n${block(question.command.split('\n'))}`;
}

/** Returns where an operator sees what became of backups. */
function backupsSeen(plan: Plan, facts: CloudFactsTable): string {
  const { where, commands } = datastoreReport(plan).onBackupAlarm(plan, facts);
  return commands.length === 0 ? where : `${where}\n\n${block(commands.flatMap((it) => it.split('\n')))}`;
}

function block(lines: readonly string[]): string {
  return `   \`\`\`sh\n${lines.map((line) => `   ${line}\n`).join('')}   \`\`\`\n`;
}

function peeringsOf({ cloud, region }: DatacenterPlan, facts: CloudFactsTable): string {
  return block(facts[cloud].tunnels.peerings?.(region) ?? []);
}

/** Returns what else is to know of a machine that is away: of the datastore's, or of one that ends a VPN. */
function machineSteps(plan: Plan): readonly string[] {
  return ['The alarm ends by itself when the machine is back.', ...datastoreReport(plan).onMachineAlarm(plan)];
}

/** Returns the steps of an alarm of what nodes say, which are those of the alert of the same matter. */
function saidSteps(plan: Plan, kind: ReadOfLogs): string {
  const { alertOf, onAlert } = datastoreReport(plan);
  const steps = onAlert[alertOf?.[kind] ?? ''];
  if (!steps) throw new Error(`no steps for the alarm ${kind}`);
  return [
    'Each node says every five minutes how it is: `serving` 1 or 0, the percent of its data disk, the days since its last repair. "Logs" of this page has the commands that find `topogen-watch` in the lines of all; one of which none comes is away, or ships nothing any more. `journalctl --unit topogen-watch` on a node has its own.',
    ...steps(plan),
  ]
    .map((step, i) => `${i + 1}. ${step}`)
    .join('\n');
}

/** Returns the commands that open a shell in the datacenters of alarms. */
function connects(plan: Plan, alarms: readonly AlarmPlan[]): string {
  const names = [...new Set(alarms.map(({ datacenter }) => datacenter))];
  return names.map((name) => `\`${topogenCommand(plan, 'connect', name)}\``).join(', ');
}

/** Returns where somebody finds out whose requests a pool takes: a change of the spec would roll it over while it is busy. */
function whoseRequests({ logs }: Plan): string {
  if (logs?.access === 'all') return 'Kong\'s log of requests has them: "Logs" of this page.';
  const logged =
    logs?.access === 'failed'
      ? 'Kong logs those that fail ("Logs" of this page), and no others'
      : 'Kong logs none of them';
  return `${logged}: a logging plugin of Kong's, which the Admin API switches on at once, says whose they are.`;
}
