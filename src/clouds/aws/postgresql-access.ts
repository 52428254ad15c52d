import type { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { ENGINE, postgresqlIn, postgresqlOf } from '../../plan/datastores/postgresql/of-plan';
import { CERTIFICATE_KEY } from '../../plan/datastores/postgresql/secrets';
import { clusterStack, KONG } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import { datastorePoolRoles } from '../../plan/pools/client-pools';
import type { StackOutputs, StackScope } from '../contract';
import { NAME_TTL_SECONDS, WHY_PRIMARY_NAME, WHY_REPLICA_NAME } from '../instance-names';
import { authorities } from './database-authorities.json';
import { privateZoneOf } from './private-zone';
import type { SecretEntry } from './secrets';

/** Outputs of `cluster-<dc>` about its instance; the last two are the primary's alone. */
export const OUTPUTS = {
  /** Name in the service. */
  instance: 'postgresql_instance',
  /** Target of the private name, and the type of a record that leads there. */
  address: 'postgresql_address',
  recordType: 'postgresql_record_type',
  /** The primary, as its replicas name it. */
  source: 'postgresql_arn',
  certificate: 'postgresql_ca',
} as const;

/** File beside the stack with the certificate of the instance that stands here. */
const CERTIFICATE_FILE = `${CERTIFICATE_KEY}.pem`;

/** Characters of a line of PEM. */
const PEM_LINE = /.{1,64}/g;

/** The name of an instance is an alias of RDS's own, which leads to the standby after a failover. */
const RECORD_TYPE = 'CNAME';

/** Builds the names of the primary and of the replica of this datacenter. */
export function nameInstances(
  scope: StackScope,
  datacenter: DatacenterPlan,
  vpcId: string,
  own: DbInstance | undefined,
): void {
  const { host, replicaHost } = postgresqlOf(scope.plan);
  const { part } = postgresqlIn(datacenter);
  const zone = privateZoneOf(scope, datacenter, vpcId, { file: ENGINE, role: ENGINE });
  const name = (id: string, name: string, type: string, address: string): Route53Record =>
    new Route53Record(scope.part(ENGINE), id, {
      zoneId: zone.zoneId,
      name,
      type,
      ttl: NAME_TTL_SECONDS,
      records: [address],
    });
  const primary = own && part === 'primary' ? { type: RECORD_TYPE, address: own.address } : farPrimary(scope);
  if (scope.plan.datacenters.length > 1) {
    const near = own && part === 'replica' ? { type: RECORD_TYPE, address: own.address } : primary;
    const replica = name('postgresql_replica', replicaHost, near.type, near.address);
    scope.comment(replica, WHY_REPLICA_NAME);
  }
  const record = name(ENGINE, host, primary.type, primary.address);
  scope.comment(record, WHY_PRIMARY_NAME);
}

/** Returns what leads to the primary of another datacenter. */
function farPrimary(scope: StackScope): { readonly type: string; readonly address: string } {
  const primary = primaryOutputs(scope);
  return { type: primary.string(OUTPUTS.recordType), address: primary.string(OUTPUTS.address) };
}

/** Adds what other datacenters and people need to know of the instance. */
export function showInstance(scope: StackScope, datacenter: DatacenterPlan, instance: DbInstance): void {
  scope.output(OUTPUTS.instance, instance.identifier, 'Name of the instance of PostgreSQL in RDS');
  scope.output(OUTPUTS.address, instance.address, 'Name by which RDS leads to the instance');
  scope.output(OUTPUTS.recordType, RECORD_TYPE, 'Type of a DNS record that leads there');
  if (postgresqlIn(datacenter).part !== 'primary') return;
  scope.output(OUTPUTS.source, instance.arn, 'The instance as replicas in other regions name it');
  scope.output(
    OUTPUTS.certificate,
    `\${file("${scope.filesPath(CERTIFICATE_FILE)}")}`,
    'Root certificate of the instance, in PEM',
  );
}

/** Returns the outputs of the cluster stack with the primary. */
export function primaryOutputs(scope: StackScope): StackOutputs {
  return scope.outputsOf(clusterStack(postgresqlOf(scope.plan).primaryDatacenter));
}

/** Returns the entry of the secret manager with the certificates of those that nodes here call. */
export function certificatesEntry(scope: StackScope, datacenter: DatacenterPlan): SecretEntry {
  return {
    key: CERTIFICATE_KEY,
    title: 'Root certificates of PostgreSQL',
    readBy: [KONG],
    pools: datastorePoolRoles(),
    value: certificates(scope, datacenter),
    copyOf: 'these certificates are public',
    whyNotRotated:
      'No secret: root certificates, here since nodes fetch from here what they trust. They hold until 2061.',
  };
}

function certificates(scope: StackScope, datacenter: DatacenterPlan): string {
  const { part, instance } = postgresqlIn(datacenter);
  const own = instance ? [authorityOf(datacenter.region)] : [];
  const file = (texts: readonly string[]): string => scope.file(CERTIFICATE_FILE, texts.join(''));
  if (part === 'primary') return file(own);
  const primary = primaryOutputs(scope).string(OUTPUTS.certificate);
  return own.length === 0 ? primary : `${file(own)}${primary}`;
}

/**
 * Returns the root certificate of RDS in a region, in PEM, by which nodes tell the instance from an impostor.
 *
 * @throws Error in a region whose certificate topogen does not know, which the spec rules out
 */
export function authorityOf(region: string): string {
  const known = Object.hasOwn(authorities, region) ? authorities[region as keyof typeof authorities] : undefined;
  if (!known) throw new Error(`the root certificate of RDS in ${region} is not known`);
  const lines = known.certificate.match(PEM_LINE) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
