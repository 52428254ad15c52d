import { fillTemplate, holes, type Templates } from '../../../kernel/template';
import { shell, shellQuoted, shellWords, withoutLastLineEnd } from '../../../kernel/text/shell';
import { systemd, systemdWord } from '../../../kernel/text/systemd';
import type { Text } from '../../../kernel/text/text';
import { MIGRATIONS_JOB, poolGroupName, secretName } from '../../naming';
import type { DatacenterPlan, Plan } from '../../plan';
import { fileMaker, nodeFiles, RUNNABLE, type FileMaker, type MachineFile } from '../../nodes/machine-files';
import type { NodeFiles } from '../../nodes/node-files';
import type { ScriptFile } from '../../datastores/contract';
import { datastoreOf } from '../../datastores/registry';
import type { SchemaStyle } from '../../datastores/schema-style';
import type { KongSoftware, MigrationsPlan, PoolPlan } from '../pool';
import { kongTakesStatusLocation, kongHasStartTimeout, KONG_HEALTH_PATH, kongNeedsSerf } from '../ports';
import { kongMigrationsConf, kongPoolConf } from './kong-conf';
import { FILE_LIMITS } from './open-files';
import { HEALTH_FILE } from './listener-conf';
import { kongPackage } from './package';
import { DATASTORE_ANSWER_SECONDS } from './time-limits';

/**
 * This hook keeps a new node out of a pool whose cloud does not check health itself, until the node reports that Kong
 * serves.
 */
export const KONG_READY_HOOK = 'kong-serves';

/** Renders the user data of every node of a pool. It depends on no other datacenter. */
export function renderKongPool(
  plan: Plan,
  datacenter: DatacenterPlan,
  pool: PoolPlan,
  templates: Templates,
): NodeFiles {
  const { name, release } = pool;
  const { scripts, schemaStyle } = datastoreOf(plan).kong;
  const { files: datastoreFiles, ready } = scripts(plan, datacenter);
  const file = kongFileMaker(templates, name);
  const files = [
    ...commonFiles(datacenter, templates),
    softwareFile(plan, datacenter, pool, file, templates),
    { source: `${name}/kong.conf`, path: '/etc/topogen/kong.conf', text: kongPoolConf(plan, datacenter, pool) },
    file('topogen-kong-prepare', '/usr/local/sbin/topogen-kong-prepare', {
      ...RUNNABLE,
      holes: holes('shell', {
        schemaReady: snippet(templates, schemaReadyTemplate(schemaStyle(release))),
        ready,
      }),
    }),
    ...datastoreFiles.map((it) => datastoreFile(templates, name, it)),
    file('kong.service', '/etc/systemd/system/kong.service', {
      holes: holes('systemd', {
        version: systemdWord(release),
        files: FILE_LIMITS.files,
        // Without it `kong start` gives the running node a minute for each answer of the datastore.
        startOptions: kongHasStartTimeout(release) ? systemd` --db-timeout ${DATASTORE_ANSWER_SECONDS}` : systemd``,
        // Up to 0.10 Kong leaves a copy of its settings, including the password, readable by every user.
        afterStart: kongNeedsSerf(release)
          ? systemd`\nExecStartPost=/bin/chmod 0640 /usr/local/kong/.kong_env`
          : systemd``,
      }),
    }),
    file('topogen-kong-ready', '/usr/local/sbin/topogen-kong-ready', {
      ...RUNNABLE,
      holes: holes('shell', {
        url: shellQuoted(`http://127.0.0.1:${pool.ports.status}${KONG_HEALTH_PATH}`),
        pool: shellQuoted(poolGroupName(plan.topology, datacenter.name, pool)),
        hook: shellQuoted(KONG_READY_HOOK),
      }),
    }),
    file('kong-ready.service', '/etc/systemd/system/kong-ready.service'),
    file('sysctl.conf', '/etc/sysctl.d/60-topogen-kong.conf'),
    file('logrotate.conf', '/etc/logrotate.d/topogen-kong'),
    file('logrotate-timer.conf', '/etc/systemd/system/logrotate.timer.d/topogen.conf'),
    ...(kongTakesStatusLocation(release) ? [file('health.conf', HEALTH_FILE)] : healthFiles(pool, file)),
  ];
  return nodeFiles(name, files, [
    ['sysctl', '--system'],
    ['systemctl', 'daemon-reload'],
    ['systemctl', 'restart', 'logrotate.timer'],
    ...(kongTakesStatusLocation(release) ? [] : [startUnit('kong-health.service')]),
    startUnit('kong.service'),
    startUnit('kong-ready.service'),
  ]);
}

/** Renders the user data of the one machine that migrates the schema, in the plan's migrations datacenter. */
export function renderKongMigrations(plan: Plan, datacenter: DatacenterPlan, templates: Templates): NodeFiles {
  const { migrations } = plan.kong;
  const { release } = migrations;
  const { scripts, schemaStyle } = datastoreOf(plan).kong;
  const { files: datastoreFiles, jobFiles, job, notes } = scripts(plan, datacenter);
  const file = kongFileMaker(templates, MIGRATIONS_JOB);
  const twin = datacenter.pools.find((pool) => hasSameSoftware(pool, migrations));
  const files = [
    ...commonFiles(datacenter, templates),
    softwareFile(plan, datacenter, migrations, twin ? kongFileMaker(templates, twin.name) : file, templates),
    {
      source: `${MIGRATIONS_JOB}/kong.conf`,
      path: '/etc/topogen/kong.conf',
      text: kongMigrationsConf(plan, datacenter),
    },
    file('topogen-kong-migrate', '/usr/local/sbin/topogen-kong-migrate', {
      ...RUNNABLE,
      holes: holes('shell', {
        migratesFrom: shellWords(migrations.migratesFrom.map(({ first, lastLine }) => `${first}:${lastLine}`)),
        migrate:
          schemaStyle(release) === 'bootstrap'
            ? snippet(templates, 'kong/migrate-bootstrap.sh', {
                finishes: migrations.finishes ? shell`yes` : shell`no`,
                installationNote: notes.installation,
              })
            : snippet(templates, 'kong/migrate-up.sh'),
        datastoreReady: withoutLastLineEnd(snippet(templates, job.template, job.values)),
        schemaNote: notes.schema,
      }),
    }),
    ...[...datastoreFiles, ...jobFiles].map((it) => datastoreFile(templates, MIGRATIONS_JOB, it)),
    file('kong-migrations.service', '/etc/systemd/system/kong-migrations.service', {
      holes: holes('systemd', { version: systemdWord(release) }),
    }),
  ];
  return nodeFiles(MIGRATIONS_JOB, files, [['systemctl', 'daemon-reload'], startUnit('kong-migrations.service')]);
}

/** Makes a file maker for Kong's templates in the folder of one pool or of the job. */
function kongFileMaker(templates: Templates, folder: string): FileMaker {
  const file = fileMaker(templates);
  return (name, path, options) => file(`kong/${name}`, path, { source: `${folder}/${name}`, ...options });
}

/** Makes the libraries that all machines of the datacenter have, byte for byte. */
function commonFiles({ cloud }: DatacenterPlan, templates: Templates): MachineFile[] {
  const file = fileMaker(templates);
  return [
    file('common/common.sh', '/usr/local/lib/topogen/common.sh'),
    file(`clouds/${cloud}/platform.sh`, '/usr/local/lib/topogen/platform.sh', { source: 'common/platform.sh' }),
  ];
}

/** Makes the file that installs Kong. The job has the very file of a pool with the same software. */
function softwareFile(
  plan: Plan,
  datacenter: DatacenterPlan,
  software: KongSoftware,
  file: FileMaker,
  templates: Templates,
): MachineFile {
  const { release, packageSha256, image } = software;
  const { name, url } = kongPackage(software);
  const { kong } = datastoreOf(plan);
  const { names, conf, client } = kong.scripts(plan, datacenter);
  const machineSettings = kongNeedsSerf(release)
    ? shell`\n${withoutLastLineEnd(snippet(templates, 'kong/machine-settings-serf.sh'))}`
    : shell``;
  return file('kong.sh', '/usr/local/lib/topogen/kong.sh', {
    holes: holes('shell', {
      version: shellQuoted(release),
      package: shellQuoted(name),
      packageUrl: shellQuoted(image === undefined ? url : ''),
      packageSha256: shellQuoted(packageSha256 ?? ''),
      secret: shellQuoted(secretName(plan.topology, datacenter.name, kong.passwordKey)),
      datastoreNames: withoutLastLineEnd(snippet(templates, names.template, names.values)),
      datastoreConf: withoutLastLineEnd(snippet(templates, conf, { machineSettings })),
      datastoreClient: withoutLastLineEnd(snippet(templates, client)),
    }),
  });
}

/** Makes a file of the datastore's beside the scripts of a pool or of the job. */
function datastoreFile(templates: Templates, folder: string, { template, path, ...rest }: ScriptFile): MachineFile {
  return fileMaker(templates)(template, path, { ...rest, source: `${folder}/${template.replace(/^.*\//, '')}` });
}

function schemaReadyTemplate(style: SchemaStyle): string {
  return `kong/schema-ready-${style}.sh`;
}

function hasSameSoftware(pool: PoolPlan, migrations: MigrationsPlan): boolean {
  return (['release', 'packageUrl', 'packageSha256', 'image'] as const).every((key) => pool[key] === migrations[key]);
}

/** Makes the files of a responder to health checks, for releases of Kong that take no location into their listener. */
function healthFiles({ ports }: PoolPlan, file: FileMaker): MachineFile[] {
  return [
    file('topogen-kong-health', '/usr/local/sbin/topogen-kong-health', RUNNABLE),
    file('kong-health.service', '/etc/systemd/system/kong-health.service', {
      holes: holes('systemd', {
        port: ports.status,
        adminPort: ports.admin,
        // nginx answers it by itself. The Admin API's /status asks the datastore.
        probed: systemdWord('/robots.txt'),
      }),
    }),
  ];
}

function snippet(
  templates: Templates,
  name: string,
  fillings: Readonly<Record<string, Text<'shell'> | number>> = {},
): Text<'shell'> {
  return fillTemplate(templates, name, holes('shell', fillings));
}

/** Returns the command that starts a unit. It does not block: Kong may wait for longer than cloud-init should. */
function startUnit(unit: string): string[] {
  return ['systemctl', 'enable', '--now', '--no-block', unit];
}
