import { fillTemplate, type Templates } from '../../../kernel/template';
import { resourceName, secretName } from '../../naming';
import type { DatacenterPlan, Plan } from '../../plan';
import { fileMaker, nodeFiles, RUNNABLE, type FileMaker, type MachineFile } from '../../nodes/machine-files';
import type { NodeFiles } from '../../nodes/node-files';
import { kongMigrationsConf, kongPoolConf } from './kong-conf';
import { FILE_LIMITS } from './open-files';
import { kongPackage } from './package';
import { kongHasStatusListener, kongHealthPath, kongNeedsSerf } from '../ports';
import { datastoreOf } from '../../datastores/registry';

/** What keeps a new node out of a pool that does not ask for health itself, until the node says that Kong serves. */
export const KONG_READY_HOOK = 'kong-serves';

/** The user data of every node in a datacenter's pool. Depends on no other datacenter. */
export function renderKongPool(plan: Plan, datacenter: DatacenterPlan, templates: Templates): NodeFiles {
  const { version } = plan.kong;
  const { client, schemaStyle } = datastoreOf(plan).kong;
  const file = fileMaker(templates);
  const files = [
    ...sharedFiles(plan, datacenter, file, templates),
    { source: 'kong/kong.conf', path: '/etc/topogen/kong.conf', text: kongPoolConf(plan, datacenter) },
    file('kong/topogen-kong-prepare', '/usr/local/sbin/topogen-kong-prepare', {
      ...RUNNABLE,
      values: { schemaReady: part(templates, `schema-ready-${schemaStyle(version)}.sh`) },
    }),
    ...(schemaStyle(version) === 'start' ? [file(`kong/${client.template}`, client.path)] : []),
    file('kong/kong.service', '/etc/systemd/system/kong.service', {
      values: {
        version,
        files: FILE_LIMITS.files,
        // Up to 0.10 Kong leaves a copy of its settings, the password among them, open to every user.
        afterStart: kongNeedsSerf(version) ? '\nExecStartPost=/bin/chmod 0640 /usr/local/kong/.kong_env' : '',
      },
    }),
    file('kong/topogen-kong-ready', '/usr/local/sbin/topogen-kong-ready', {
      ...RUNNABLE,
      values: {
        port: plan.kong.ports.status,
        path: kongHealthPath(version),
        pool: resourceName(plan.topology, datacenter.name, 'kong'),
        hook: KONG_READY_HOOK,
      },
    }),
    file('kong/kong-ready.service', '/etc/systemd/system/kong-ready.service'),
    file('kong/sysctl.conf', '/etc/sysctl.d/60-topogen-kong.conf'),
    file('kong/logrotate.conf', '/etc/logrotate.d/topogen-kong'),
    file('kong/logrotate-timer.conf', '/etc/systemd/system/logrotate.timer.d/topogen.conf'),
    ...(kongHasStatusListener(version) ? [] : healthFiles(plan, file)),
  ];
  return nodeFiles('kong', files, [
    ['sysctl', '--system'],
    ['systemctl', 'daemon-reload'],
    ['systemctl', 'restart', 'logrotate.timer'],
    ...(kongHasStatusListener(version) ? [] : [startUnit('kong-health.service')]),
    startUnit('kong.service'),
    startUnit('kong-ready.service'),
  ]);
}

/** The user data of the one machine that migrates the schema, in the plan's migrations datacenter. */
export function renderKongMigrations(plan: Plan, datacenter: DatacenterPlan, templates: Templates): NodeFiles {
  const { version } = plan.kong;
  const { client, schemaStyle } = datastoreOf(plan).kong;
  const file = fileMaker(templates);
  const migrate = schemaStyle(version) === 'bootstrap' ? 'migrate-bootstrap.sh' : 'migrate-up.sh';
  const files = [
    ...sharedFiles(plan, datacenter, file, templates),
    { source: 'kong-migrations/kong.conf', path: '/etc/topogen/kong.conf', text: kongMigrationsConf(plan, datacenter) },
    file('kong/topogen-kong-migrate', '/usr/local/sbin/topogen-kong-migrate', {
      ...RUNNABLE,
      source: 'kong-migrations/topogen-kong-migrate',
      values: { migrate: part(templates, migrate) },
    }),
    file(`kong/${client.template}`, client.path, { source: `kong-migrations/${client.template}` }),
    file('kong/kong-migrations.service', '/etc/systemd/system/kong-migrations.service', {
      source: 'kong-migrations/kong-migrations.service',
      values: { version },
    }),
  ];
  return nodeFiles('kong-migrations', files, [['systemctl', 'daemon-reload'], startUnit('kong-migrations.service')]);
}

/** What pool and job have in common, byte for byte. */
function sharedFiles(plan: Plan, datacenter: DatacenterPlan, file: FileMaker, templates: Templates): MachineFile[] {
  const { version, packageSha256 } = plan.kong;
  const { name, url } = kongPackage(plan.kong);
  const installed = datacenter.kong.image !== undefined;
  return [
    file('common/common.sh', '/usr/local/lib/topogen/common.sh'),
    file(`clouds/${datacenter.cloud}/platform.sh`, '/usr/local/lib/topogen/platform.sh', {
      source: 'common/platform.sh',
    }),
    file('kong/kong.sh', '/usr/local/lib/topogen/kong.sh', {
      values: {
        version,
        package: name,
        packageUrl: installed ? '' : url,
        packageSha256: packageSha256 ?? '',
        secret: secretName(plan.topology, datacenter.name, datastoreOf(plan).kong.passwordKey),
        machineSettings: kongNeedsSerf(version) ? `\n${part(templates, 'machine-settings-serf.sh').trimEnd()}` : '',
      },
    }),
  ];
}

/** Answers health checks where Kong itself has no listener for them. */
function healthFiles(plan: Plan, file: FileMaker): MachineFile[] {
  const { ports, version } = plan.kong;
  return [
    file('kong/topogen-kong-health', '/usr/local/sbin/topogen-kong-health', RUNNABLE),
    file('kong/kong-health.service', '/etc/systemd/system/kong-health.service', {
      values: {
        port: ports.status,
        adminPort: ports.admin,
        // 0.10 counts the rows of every table for its /status, and fails without the datastore.
        probed: kongNeedsSerf(version) ? '/robots.txt' : '/status',
      },
    }),
  ];
}

function part(templates: Templates, name: string): string {
  return fillTemplate(templates, `kong/${name}`, {});
}

/** Started without waiting: what Kong waits for can take longer than cloud-init should. */
function startUnit(unit: string): string[] {
  return ['systemctl', 'enable', '--now', '--no-block', unit];
}
