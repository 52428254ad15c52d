import { GOOGLE_SECURITY } from '../../../src/clouds/google/security';
import { postgresqlIn, postgresqlOf } from '../../../src/plan/datastores/postgresql/of-plan';
import { clusterOf, datacenterOf, networkOf, planOf, resource } from './google-stacks';

const BELGIUM = { name: 'belgium', cloud: 'google', region: 'europe-west1', project: 'acme-edge' };
const PLAN = planOf({ datacenters: [BELGIUM], datastore: { engine: 'postgresql' } });
const CLUSTER = clusterOf(PLAN, 'belgium');
const { json } = CLUSTER;
const instance = resource(CLUSTER, 'google_sql_database_instance', 'postgresql');
const settings = instance['settings'] as Readonly<Record<string, unknown>>;

test('the instance has a standby in another zone, backups, and a disk that Terraform never makes smaller', () => {
  const { instance: planned } = postgresqlIn(datacenterOf(PLAN, 'belgium'));
  expect(instance['database_version']).toBe('POSTGRES_16');
  expect(settings).toMatchObject({
    tier: planned?.machineType,
    edition: 'ENTERPRISE',
    availability_type: 'REGIONAL',
    location_preference: { zone: planned?.zones[0]?.name, secondary_zone: planned?.zones[1]?.name },
    disk_type: 'PD_SSD',
    disk_size: planned?.diskGib,
    disk_autoresize: true,
    disk_autoresize_limit: planned?.mostDiskGib,
    backup_configuration: {
      enabled: true,
      point_in_time_recovery_enabled: true,
      transaction_log_retention_days: postgresqlOf(PLAN).backupRetentionDays,
      location: 'europe-west1',
    },
  });
  expect(instance['lifecycle']).toEqual({ ignore_changes: ['settings[0].disk_size', 'encryption_key_name'] });
  expect(planned?.zones[0]?.name).not.toBe(planned?.zones[1]?.name);
});

test('nothing of it goes without having been said: both protections, and backups that stay', () => {
  expect(instance['deletion_protection']).toBe('${var.postgresql_deletion_protection}');
  expect(settings).toMatchObject({
    deletion_protection_enabled: '${var.postgresql_deletion_protection}',
    retain_backups_on_delete: true,
  });
  expect(json.variable?.['postgresql_deletion_protection']).toMatchObject({ default: true });
});

test('its name ends in characters of an id, since the name of a deleted instance is barred for a week', () => {
  expect(instance['name']).toBe(
    '${join("-", ["edge-belgium-postgresql", substr(terraform_data.postgresql_name.id, 0, 6)])}',
  );
  // Without arguments another id can be imported, which a copy in the place of the instance needs.
  expect(resource(CLUSTER, 'terraform_data', 'postgresql_name')).toEqual({});
});

test('the server refuses plain text and has no public address', () => {
  expect(settings['ip_configuration']).toEqual({
    ipv4_enabled: false,
    server_ca_mode: 'GOOGLE_MANAGED_INTERNAL_CA',
    ssl_mode: 'ENCRYPTED_ONLY',
    psc_config: [{ psc_enabled: true, allowed_consumer_projects: ['acme-edge'] }],
  });
  const { instance: planned } = postgresqlIn(datacenterOf(PLAN, 'belgium'));
  expect(settings['database_flags']).toContainEqual({
    name: 'max_connections',
    value: String(planned?.maxConnections),
  });
});

test('an address of the own subnet leads to it, which routers advertise and Kong alone may go to', () => {
  const network = '${data.terraform_remote_state.network_belgium.outputs';
  expect(resource(CLUSTER, 'google_compute_address', 'postgresql')).toMatchObject({
    address_type: 'INTERNAL',
    subnetwork: `${network}.postgresql_subnet_id}`,
  });
  expect(resource(CLUSTER, 'google_compute_forwarding_rule', 'postgresql')).toMatchObject({
    ip_address: '${google_compute_address.postgresql.id}',
    target: '${google_sql_database_instance.postgresql.psc_service_attachment_link}',
    load_balancing_scheme: '',
    allow_psc_global_access: true,
    recreate_closed_psc: true,
  });
  const { tiers } = datacenterOf(PLAN, 'belgium');
  const rules = Object.values(json.resource['google_compute_firewall'] ?? {}).filter((rule) =>
    JSON.stringify(rule).includes('"5432"'),
  );
  expect(rules.map((rule) => [rule['direction'], rule['destination_ranges'], rule['target_service_accounts']])).toEqual(
    [['EGRESS', [tiers.postgresql], ['${google_service_account.kong.email}']]],
  );
  const subnets = networkOf(PLAN).json.resource['google_compute_subnetwork'] ?? {};
  expect(subnets['postgresql']?.['ip_cidr_range']).toBe(tiers.postgresql);
});

test('the APIs of Cloud SQL and DNS are switched on, in the stack that comes first', () => {
  const services = Object.keys(networkOf(PLAN).json.resource['google_project_service'] ?? {});
  expect(services).toEqual(expect.arrayContaining(['sqladmin', 'dns']));
  expect(services).not.toContain('servicenetworking');
});

test('the password is in no state: the service gets it write-only, with a number that changes with it', () => {
  const user = resource(CLUSTER, 'google_sql_user', 'postgresql_admin');
  expect(user).toMatchObject({
    name: postgresqlOf(PLAN).adminUser,
    instance: '${google_sql_database_instance.postgresql.name}',
    password_wo: 'value of postgresql-admin-password',
    password_wo_version: '${parseint(substr(sha256("value of postgresql-admin-password"), 0, 7), 16)}',
    deletion_policy: 'ABANDON',
  });
  expect(user).not.toHaveProperty('password');
  expect(instance).not.toHaveProperty('root_password');
});

test('one private name leads to the instance, whatever stands in its place', () => {
  expect(resource(CLUSTER, 'google_dns_record_set', 'postgresql')).toMatchObject({
    name: `${postgresqlOf(PLAN).host}.`,
    type: 'A',
    ttl: 10,
    rrdatas: ['${google_compute_address.postgresql.address}'],
    managed_zone: '${google_dns_managed_zone.private.name}',
  });
  expect(Object.keys(json.data['terraform_remote_state'] ?? {})).toEqual(['network_belgium']);
});

test('nodes find every root certificate of the instance in the secret manager, and may read it', () => {
  const all = '${join("\\n", google_sql_database_instance.postgresql.server_ca_cert[*].cert)}';
  expect(resource(CLUSTER, 'google_secret_manager_secret_version', 'postgresql_ca')['secret_data']).toBe(all);
  expect(resource(CLUSTER, 'google_secret_manager_secret_iam_member', 'kong_reads_postgresql_ca')).toMatchObject({
    secret_id: '${google_secret_manager_secret.postgresql_ca.id}',
    member: '${google_service_account.kong.member}',
  });
  expect(json.output['postgresql_ca']).toMatchObject({ value: all, sensitive: true });
});

test.each([
  ['gives a database an address on the internet', { ipv4_enabled: true }],
  ['lets clients of a database do without TLS', { ssl_mode: 'ALLOW_UNENCRYPTED_AND_ENCRYPTED' }],
])('an instance that %s is not written', (fault, spoilt) => {
  const faultsOf = (network: object): string[] => {
    const own = settings['ip_configuration'] as object;
    const changed = { ...instance, settings: { ...settings, ip_configuration: { ...own, ...network } } };
    return GOOGLE_SECURITY.faults({ google_sql_database_instance: { postgresql: changed } }).map((it) => it.fault);
  };
  expect(faultsOf({})).toEqual([]);
  expect(faultsOf(spoilt)).toEqual([fault]);
});

test('backups are stored in a second region, if the spec names one, and nothing else of the instance is another', () => {
  const away = planOf({
    datacenters: [BELGIUM],
    datastore: { engine: 'postgresql' },
    backups: { copyTo: { belgium: 'europe-west4' } },
  });
  const there = resource(clusterOf(away, 'belgium'), 'google_sql_database_instance', 'postgresql');
  const text = JSON.stringify(instance).replace('"location":"europe-west1"', '"location":"europe-west4"');
  expect(JSON.stringify(there)).toBe(text);
});
