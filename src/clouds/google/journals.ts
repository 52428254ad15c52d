import { LoggingProjectExclusion } from '@cdktf/provider-google/lib/logging-project-exclusion';
import { LoggingProjectSink } from '@cdktf/provider-google/lib/logging-project-sink';
import {
  OsConfigOsPolicyAssignment,
  type OsConfigOsPolicyAssignmentOsPoliciesResourceGroupsResources as PolicyResource,
} from '@cdktf/provider-google/lib/os-config-os-policy-assignment';
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import type { ProjectService } from '@cdktf/provider-google/lib/project-service';
import { shellQuoted } from '../../kernel/text/shell';
import { JOURNALS, journalsName, terraformName } from '../../plan/naming';
import type { JournalFiles } from '../../plan/nodes/journal-files';
import { WATCH_PATHS, type WatchFiles } from '../../plan/nodes/watch-files';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { MAY_HOLD_KEYS, shippedFiles, type ShippedFile } from '../journals';
import { hostMetricsSection } from './host-metrics';
import type { Identities } from './identity';
import { addLogBucket } from './logs';
import { projectOf } from './provider';
import { computeName } from './tags';

/** The agent's packages for Ubuntu 22.04, of its second line. Source: Cloud Monitoring guide, "Install the Ops Agent". */
const PACKAGES = {
  archiveType: 'DEB',
  uri: 'https://packages.cloud.google.com/apt',
  distribution: 'google-cloud-ops-agent-jammy-2',
  components: ['main'],
  gpgKey: 'https://packages.cloud.google.com/apt/doc/apt-key.gpg',
};

/** The agent's configuration. Its processes read it when they start. */
const AGENT_FILE = '/etc/google-cloud-ops-agent/config.yaml';

/** The policy that has nodes say how they are is called this. */
const WATCH = 'watch';

const FILES = { rules: '/etc/rsyslog.d/10-topogen.conf', rotation: '/etc/logrotate.d/topogen-journals' } as const;

/** Returns the name of a log of a datacenter's units, as the agent writes it. */
function logOf(scope: StackScope, { name }: DatacenterPlan, file: string): string {
  return `${journalsName(scope.plan.topology, name)}-${file}`;
}

/**
 * Builds the bucket of the logs in the network's stack, so that it outlives the machines, and leads them there and nowhere else:
 * the project's own bucket, whose retention and key topogen cannot set, gets none. Nothing where logs stay on machines.
 */
export function buildJournalStore(scope: StackScope, datacenter: DatacenterPlan, logging: ProjectService): void {
  const { plan } = scope;
  if (!plan.logs) return;
  const part = scope.part(JOURNALS);
  const name = computeName(plan, datacenter, JOURNALS);
  const filter = shippedFiles(plan)
    .map((it) => `log_id("${logOf(scope, datacenter, it.name)}")`)
    .join(' OR ');
  const bucket = addLogBucket(scope, datacenter, logging, {
    file: JOURNALS,
    id: JOURNALS,
    name,
    description: `What units say on machines of datacenter ${datacenter.name}`,
    retentionDays: plan.logs.retentionDays,
  });
  new LoggingProjectSink(part, JOURNALS, {
    name,
    description: `Takes what units say on machines of datacenter ${datacenter.name} to its bucket`,
    destination: `logging.googleapis.com/${bucket.id}`,
    filter,
    uniqueWriterIdentity: true,
  });
  const exclusion = new LoggingProjectExclusion(part, JOURNALS, {
    name,
    description: `Has the bucket of datacenter ${datacenter.name} alone keep what its units say`,
    filter,
    dependsOn: [logging],
  });
  scope.comment(exclusion, 'Concerns the _Default bucket of the project alone, and nothing in it but these logs.');
}

/** Lets machines write logs. The role reads none; it cannot be bound to one log. */
export function grantJournals(scope: StackScope, datacenter: DatacenterPlan, identities: Identities): void {
  if (!scope.plan.logs) return;
  for (const [name, { account }] of identities) {
    new ProjectIamMember(scope.part('identity'), terraformName(name, JOURNALS), {
      project: projectOf(datacenter),
      role: 'roles/logging.logWriter',
      member: account.member,
    });
  }
}

/**
 * Builds what has every machine of a datacenter ship what its units say, by the agent of OS Config, which is in Ubuntu's images: a
 * machine that stands gets it too, and none is made anew for it. Those of the datastore also get what says how they are, where alarms
 * hear of it.
 */
export function buildJournals(scope: StackScope, datacenter: DatacenterPlan, files: JournalFiles | undefined): void {
  if (!files) return;
  addPolicy(scope, datacenter, {
    id: JOURNALS,
    what: 'Ships what units say on machines',
    labels: {},
    resources: policyResources(scope, datacenter, files),
  });
  if (!files.watch) return;
  addPolicy(scope, datacenter, {
    id: WATCH,
    what: 'Watches nodes of the datastore',
    labels: { role: files.watch.role },
    resources: watchResources(scope, files.watch),
  });
}

interface Policy {
  /** Id, and last part of the names. */
  readonly id: string;
  readonly what: string;
  /** Labels of its machines, beside those of all machines of the datacenter. */
  readonly labels: Readonly<Record<string, string>>;
  readonly resources: PolicyResource[];
}

/** Adds a policy. An assignment is of one zone. */
function addPolicy(scope: StackScope, datacenter: DatacenterPlan, { id, what, labels, resources }: Policy): void {
  const { plan } = scope;
  for (const { name: zone, letter } of datacenter.zones) {
    const assignment = new OsConfigOsPolicyAssignment(scope.part(JOURNALS), terraformName(id, letter), {
      name: computeName(plan, datacenter, id, letter),
      location: zone,
      description: `${what} of ${plan.topology} in ${zone}`,
      instanceFilter: {
        inclusionLabels: [{ labels: { topology: plan.topology, datacenter: datacenter.name, ...labels } }],
      },
      osPolicies: [{ id, mode: 'ENFORCEMENT', resourceGroups: [{ resources }] }],
      rollout: { disruptionBudget: { percent: 100 }, minWaitDuration: '0s' },
      // Machines come and go: none of them has to be ready for an apply to end.
      skipAwaitRollout: true,
    });
    scope.comment(
      assignment,
      'Runs on machines as they come, and hourly, where it changes what differs and nothing else.',
    );
  }
}

/** Returns what a machine has in the end, in order. Without the internet its image brings the agent. */
function policyResources(scope: StackScope, datacenter: DatacenterPlan, files: JournalFiles): PolicyResource[] {
  const file = (name: string, text: string): string => scope.file(`${JOURNALS}/${name}`, text);
  return [
    ...(datacenter.endpoints
      ? []
      : [
          { id: 'packages', repository: { apt: PACKAGES } },
          { id: 'agent', pkg: { desiredState: 'INSTALLED', apt: { name: 'google-cloud-ops-agent' } } },
        ]),
    present('rules', FILES.rules, file('rsyslog.conf', files.rules)),
    present('rotation', FILES.rotation, file('logrotate.conf', files.rotation)),
    present('configuration', AGENT_FILE, file('ops-agent.yaml', agentText(scope, datacenter))),
    effect((mode) => file(`${mode}.sh`, `MODE=${shellQuoted(mode)}\n${files.program}`)),
  ];
}

/** Returns what a machine of the datastore has in the end to say how it is, in order. */
function watchResources(scope: StackScope, { script, service, timer, program }: WatchFiles): PolicyResource[] {
  const file = (name: string, text: string): string => scope.file(`${WATCH}/${name}`, text);
  const variables = (mode: string): string =>
    Object.entries({ MODE: mode, SERVICE: WATCH_PATHS.service, TIMER: WATCH_PATHS.timer })
      .map(([name, value]) => `${name}=${shellQuoted(value)}\n`)
      .join('');
  return [
    present('script', WATCH_PATHS.script, file('topogen-watch', script)),
    present('service', WATCH_PATHS.service, file('topogen-watch.service', service)),
    present('timer', WATCH_PATHS.timer, file('topogen-watch.timer', timer)),
    effect((mode) => file(`${mode}.sh`, `${variables(mode)}${program}`)),
  ];
}

function present(id: string, path: string, content: string): PolicyResource {
  return { id, file: { path, state: 'CONTENTS_MATCH', content } };
}

/** Makes what has files take effect, from the programs that look whether they have, and that see to it. */
function effect(program: (mode: string) => string): PolicyResource {
  return {
    id: 'effect',
    exec: {
      validate: { interpreter: 'SHELL', script: program('check') },
      enforce: { interpreter: 'SHELL', script: program('apply') },
    },
  };
}

/** Returns the configuration of the agent, which takes none of the logs that it would by itself. */
function agentText(scope: StackScope, datacenter: DatacenterPlan): string {
  const shipped = shippedFiles(scope.plan).map((it) => ({ ...it, id: logOf(scope, datacenter, it.name) }));
  const processors = ({ mayQuoteRequests, isJson }: ShippedFile): string =>
    [...(mayQuoteRequests ? ['without_keys'] : []), ...(isJson ? ['fields'] : [])].join(', ');
  const lines = [
    'logging:',
    '  receivers:',
    ...shipped.flatMap(({ id, path }) => [`    ${id}:`, '      type: files', `      include_paths: [${path}]`]),
    '  processors:',
    '    without_keys:',
    '      type: exclude_logs',
    `      match_any: ['jsonPayload.message =~ "${MAY_HOLD_KEYS}"']`,
    ...(shipped.some(({ isJson }) => isJson) ? ['    fields:', '      type: parse_json'] : []),
    '  service:',
    '    pipelines:',
    '      default_pipeline:',
    '        receivers: []',
    ...shipped.flatMap((it) => [
      `      ${it.name}:`,
      `        receivers: [${it.id}]`,
      ...(processors(it) === '' ? [] : [`        processors: [${processors(it)}]`]),
    ]),
    ...hostMetricsSection(scope.plan),
  ];
  return `${lines.join('\n')}\n`;
}
