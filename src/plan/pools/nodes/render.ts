import { holes, type Templates } from '../../../kernel/template';
import { nginx } from '../../../kernel/text/nginx';
import { shell, shellQuoted, shellWords, withoutLastLineEnd } from '../../../kernel/text/shell';
import { systemd, systemdWord } from '../../../kernel/text/systemd';
import type { Text } from '../../../kernel/text/text';
import { MIGRATIONS_JOB, poolGroupName } from '../../naming';
import type { DatacenterPlan, Plan } from '../../plan';
import { toldBy } from '../../alarms/told-certificates';
import { fileMaker, nodeFiles, RUNNABLE, type FileMaker, type MachineFile } from '../../nodes/machine-files';
import { metricsCommands, metricsFiles } from '../../nodes/metrics-files';
import type { NodeFiles } from '../../nodes/node-files';
import type { ScriptFile } from '../../datastores/contract';
import { datastoreOf } from '../../datastores/registry';
import type { SchemaStyle } from '../../datastores/schema-style';
import { readsDatastore } from '../client-pools';
import type { KongPlan, MigrationsPlan, PoolPlan } from '../pool';
import { kongTakesStatusLocation, kongHasStartTimeout, balancedHealthPath, kongNeedsSerf } from '../ports';
import { CERTIFICATE_TIMER, certificateCall, certificateFiles, certificateSecretOf } from './certificate-files';
import { DAYS_TIMER, daysFiles } from './days-left-files';
import { exportFiles, EXPORT_TIMER, exportsConfiguration } from './export-files';
import { kongMigrationsConf, kongPoolConf } from './kong-conf';
import { FILE_LIMITS } from './open-files';
import { drainLines, healthPathFiles, statusFile } from './health-path';
import { metricsPluginFiles, metricsPluginPart } from './metrics-plugin';
import { redisParts } from './redis-files';
import { fetchesSeed, exportsSeed, seedFiles } from './seed-files';
import { REDIRECT_FILE, redirects } from './redirect';
import { requestFiles } from './requests';
import { softwareFile } from './software';
import { snippet } from './snippet';
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
  const { name, release, role } = pool;
  const file = kongFileMaker(templates, name);
  const drain = drainLines(plan.kong, pool);
  const files = [
    ...commonFiles(datacenter, templates),
    softwareFile(plan, datacenter, pool, role, file, templates),
    { source: `${name}/kong.conf`, path: '/etc/topogen/kong.conf', text: kongPoolConf(plan, datacenter, pool) },
    ...prepareFiles(plan, datacenter, pool, templates),
    ...seedFiles(plan, datacenter, pool, file, templates),
    ...exportFiles(plan, datacenter, pool, file, templates),
    file('kong.service', '/etc/systemd/system/kong.service', {
      holes: holes('systemd', {
        version: systemdWord(release),
        files: FILE_LIMITS.files,
        redis: redisParts(plan, datacenter, role, templates).unit,
        // Without it `kong start` gives the running node a minute for each answer of the datastore.
        startOptions: kongHasStartTimeout(release) ? systemd` --db-timeout ${DATASTORE_ANSWER_SECONDS}` : systemd``,
        beforeStop: drain.beforeStop,
        // Up to 0.10 Kong leaves a copy of its settings, including the password, readable by every user.
        afterStart: kongNeedsSerf(release)
          ? systemd`\nExecStartPost=/bin/chmod 0640 /usr/local/kong/.kong_env`
          : drain.afterStart,
      }),
    }),
    file('topogen-kong-ready', '/usr/local/sbin/topogen-kong-ready', {
      ...RUNNABLE,
      holes: holes('shell', {
        url: shellQuoted(`http://127.0.0.1:${pool.ports.status}${balancedHealthPath(pool)}`),
        pool: shellQuoted(poolGroupName(plan.topology, datacenter.name, pool)),
        hook: shellQuoted(KONG_READY_HOOK),
        seedUsed: fetchesSeed(pool) ? snippet(templates, 'kong/seed-used.sh') : shell``,
      }),
    }),
    file('kong-ready.service', '/etc/systemd/system/kong-ready.service'),
    file('sysctl.conf', '/etc/sysctl.d/60-topogen-kong.conf'),
    ...requestFiles(plan, pool, file, templates),
    ...certificateFiles(datacenter, pool, file),
    ...daysFiles(plan, datacenter, pool, file, templates),
    ...healthPathFiles(plan.kong, pool, file, templates),
    ...(redirects(plan.kong, pool.role)
      ? [file('redirect.nginx', REDIRECT_FILE, { holes: holes('nginx', redirectHoles(plan.kong, pool)) })]
      : []),
    ...(kongTakesStatusLocation(release) ? [statusFile(plan, pool, file, templates)] : healthFiles(pool, file)),
    // topogen-kong-prepare writes it when Kong is installed.
    ...metricsFiles(plan, fileMaker(templates), {
      folder: name,
      installed: shell`[[ -e /etc/kong/kong.conf ]]`,
    }),
  ];
  return nodeFiles(name, files, [
    ['sysctl', '--system'],
    ['systemctl', 'daemon-reload'],
    ['systemctl', 'restart', 'logrotate.timer'],
    ...(kongTakesStatusLocation(release) ? [] : [startUnit('kong-health.service')]),
    startUnit('kong.service'),
    startUnit('kong-ready.service'),
    ...(exportsSeed(pool) ? [startUnit('topogen-seed.timer')] : []),
    ...(exportsConfiguration(datacenter, pool) ? [startUnit(EXPORT_TIMER)] : []),
    ...(certificateSecretOf(datacenter, pool) === undefined ? [] : [startUnit(CERTIFICATE_TIMER)]),
    ...(toldBy(plan.kong, datacenter, pool).length === 0 ? [] : [startUnit(DAYS_TIMER)]),
    ...metricsCommands(plan),
  ]);
}

/** Renders the user data of the one machine that migrates the schema, in the plan's migrations datacenter. */
export function renderKongMigrations(plan: Plan, datacenter: DatacenterPlan, templates: Templates): NodeFiles {
  const { migrations } = plan.kong;
  const { release } = migrations;
  const { scripts, schemaStyle } = datastoreOf(plan).kong;
  const { files: datastoreFiles, jobFiles, job, notes } = scripts(plan, datacenter);
  const file = kongFileMaker(templates, MIGRATIONS_JOB);
  const twin = datacenter.pools.find((pool) => readsDatastore(pool.role) && hasSameSoftware(pool, migrations));
  const files = [
    ...commonFiles(datacenter, templates),
    softwareFile(
      plan,
      datacenter,
      migrations,
      twin?.role ?? 'traditional',
      twin ? kongFileMaker(templates, twin.name) : file,
      templates,
    ),
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
        metrics: metricsPluginPart(plan, datacenter, templates),
      }),
    }),
    ...metricsPluginFiles(plan, file),
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

/** Makes the scripts that run before each start of Kong, with what they need of the datastore. */
function prepareFiles(plan: Plan, datacenter: DatacenterPlan, pool: PoolPlan, templates: Templates): MachineFile[] {
  const { name, release, role } = pool;
  const file = kongFileMaker(templates, name);
  const place = '/usr/local/sbin/topogen-kong-prepare';
  const redis = redisParts(plan, datacenter, role, templates).call;
  const certificate = certificateCall(datacenter, pool);
  const leftBehind = withoutLastLineEnd(snippet(templates, 'kong/left-behind.sh'));
  const { hybrid } = plan.kong;
  if (hybrid && !readsDatastore(role)) {
    const way = { host: shellQuoted(hybrid.host), port: hybrid.port };
    return [
      file('topogen-data-plane-prepare', place, {
        ...RUNNABLE,
        holes: holes('shell', { redis, certificate, leftBehind, ...way }),
      }),
    ];
  }
  const { scripts, schemaStyle } = datastoreOf(plan).kong;
  const { files, ready } = scripts(plan, datacenter);
  return [
    file('topogen-kong-prepare', place, {
      ...RUNNABLE,
      holes: holes('shell', {
        schemaReady: snippet(templates, schemaReadyTemplate(schemaStyle(release))),
        fetchPair: role === 'control-plane' ? shell`\nfetch_cluster_pair` : shell``,
        redis,
        certificate,
        ready,
        leftBehind,
      }),
    }),
    ...files.map((it) => datastoreFile(templates, name, it)),
  ];
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

/** The balancer says who the client is by the PROXY protocol, also to the server that redirects. */
function redirectHoles({ balancer }: KongPlan, { ports }: PoolPlan): Readonly<Record<string, Text<'nginx'> | number>> {
  return { port: ports.proxy, told: balancer === 'cloud' ? nginx`` : nginx` proxy_protocol` };
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

/** Returns the command that starts a unit. It does not block: Kong may wait for longer than cloud-init should. */
function startUnit(unit: string): string[] {
  return ['systemctl', 'enable', '--now', '--no-block', unit];
}
