import { ComputeAddress } from '@cdktf/provider-google/lib/compute-address';
import { ComputeForwardingRule } from '@cdktf/provider-google/lib/compute-forwarding-rule';
import { DnsRecordSet } from '@cdktf/provider-google/lib/dns-record-set';
import type { SqlDatabaseInstance } from '@cdktf/provider-google/lib/sql-database-instance';
import { conditional, Fn, Op, Token } from 'cdktf';
import { ENGINE, postgresqlIn, postgresqlOf } from '../../plan/datastores/postgresql/of-plan';
import { CERTIFICATE_KEY } from '../../plan/datastores/postgresql/secrets';
import { clusterStack, KONG } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import { datastorePoolRoles } from '../../plan/pools/client-pools';
import type { StackOutputs, StackScope } from '../contract';
import { NAME_TTL_SECONDS, WHY_PRIMARY_NAME, WHY_REPLICA_NAME } from '../instance-names';
import { KEPT_WORDING } from '../wording';
import { NETWORK_OUTPUTS, networkOutputs, subnetIdOutput } from './outputs';
import { privateZoneOf } from './private-zone';
import type { SecretEntry } from './secrets';
import { computeName, tags } from './tags';

/** Outputs of `cluster-<dc>` about its instance; the last two are the primary's alone. */
export const OUTPUTS = {
  /** Name in the service. */
  instance: 'postgresql_instance',
  /** Target of the private name, and the type of a record that leads there. */
  address: 'postgresql_address',
  recordType: 'postgresql_record_type',
  /** The primary, as its replicas name it. */
  source: 'postgresql_source',
  certificate: 'postgresql_ca',
} as const;

/** An endpoint keeps its address when the standby takes over. */
const RECORD_TYPE = 'A';

/** An instance, and the address in this datacenter's network that leads to it. */
export interface ReachedInstance {
  readonly instance: SqlDatabaseInstance;
  readonly endpoint: ComputeAddress;
}

/**
 * Builds the endpoint of an instance: an address of the datacenter's own subnet, and the rule that connects it with the
 * service (Private Service Connect). Routers advertise the datacenter's range and so this address too; a peering with
 * Google's network would have to pass routes on both ways, and could not be removed while an instance is there.
 */
export function addEndpoint(
  scope: StackScope,
  datacenter: DatacenterPlan,
  instance: SqlDatabaseInstance,
): ComputeAddress {
  const part = scope.part(ENGINE);
  const network = networkOutputs(scope, datacenter);
  const name = computeName(scope.plan, datacenter, ENGINE);
  const address = new ComputeAddress(part, ENGINE, {
    name,
    region: datacenter.region,
    description: `Leads to PostgreSQL of ${datacenter.name}`,
    addressType: 'INTERNAL',
    subnetwork: network.string(subnetIdOutput(ENGINE)),
    labels: tags(ENGINE),
    lifecycle: KEPT_WORDING,
  });
  const rule = new ComputeForwardingRule(part, ENGINE, {
    name,
    region: datacenter.region,
    network: network.string(NETWORK_OUTPUTS.networkId),
    ipAddress: address.id,
    target: instance.pscServiceAttachmentLink,
    // A rule towards a service takes no scheme: empty is its value for that.
    loadBalancingScheme: '',
    allowPscGlobalAccess: true,
    recreateClosedPsc: true,
    labels: tags(ENGINE),
  });
  scope.comment(
    rule,
    'An ordinary address of the network: links and firewalls know it already. Global access lets in datacenters of other regions. A new instance closes the connection, and the rule is then made anew.',
  );
  return address;
}

/** Builds the names of the primary and of the replica of this datacenter. */
export function nameInstances(scope: StackScope, datacenter: DatacenterPlan, own: ReachedInstance | undefined): void {
  const { host, replicaHost } = postgresqlOf(scope.plan);
  const { part } = postgresqlIn(datacenter);
  const zone = privateZoneOf(scope, datacenter, { file: ENGINE, role: ENGINE });
  const name = (id: string, name: string, type: string, address: string): DnsRecordSet =>
    new DnsRecordSet(scope.part(ENGINE), id, {
      managedZone: zone.name,
      name: `${name}.`,
      type,
      ttl: NAME_TTL_SECONDS,
      rrdatas: [address],
    });
  const primary = own && part === 'primary' ? { type: RECORD_TYPE, address: own.endpoint.address } : farPrimary(scope);
  if (scope.plan.datacenters.length > 1) {
    const near = own && part === 'replica' ? { type: RECORD_TYPE, address: own.endpoint.address } : primary;
    const replica = name('postgresql_replica', replicaHost, near.type, near.address);
    scope.comment(replica, WHY_REPLICA_NAME);
  }
  const record = name(ENGINE, host, primary.type, primary.address);
  scope.comment(record, WHY_PRIMARY_NAME);
}

/** Returns what leads to the primary of another datacenter. Cloud DNS wants a dot after a name, not after an address. */
function farPrimary(scope: StackScope): { readonly type: string; readonly address: string } {
  const primary = primaryOutputs(scope);
  const type = primary.string(OUTPUTS.recordType);
  const address = primary.string(OUTPUTS.address);
  const dot = Token.asString(conditional(Op.eq(type, 'CNAME'), '.', ''));
  return { type, address: Fn.join('', [address, dot]) };
}

/** Adds what other datacenters and people need to know of the instance. */
export function showInstance(
  scope: StackScope,
  datacenter: DatacenterPlan,
  { instance, endpoint }: ReachedInstance,
): void {
  scope.output(OUTPUTS.instance, instance.name, 'Name of the instance of PostgreSQL in Cloud SQL');
  scope.output(OUTPUTS.address, endpoint.address, 'Address that leads to the instance');
  scope.output(OUTPUTS.recordType, RECORD_TYPE, 'Type of a DNS record that leads there');
  if (postgresqlIn(datacenter).part !== 'primary') return;
  scope.output(OUTPUTS.source, instance.name, 'The instance as replicas in other regions name it');
  scope.output(OUTPUTS.certificate, OWN_CERTIFICATES, 'Root certificates of the instance, in PEM', { sensitive: true });
}

/** Returns the outputs of the cluster stack with the primary. */
export function primaryOutputs(scope: StackScope): StackOutputs {
  return scope.outputsOf(clusterStack(postgresqlOf(scope.plan).primaryDatacenter));
}

/**
 * This expression has every root certificate of the instance here: two while one follows the other, so that nodes trust
 * both.
 */
const OWN_CERTIFICATES = `\${join("\\n", google_sql_database_instance.${ENGINE}.server_ca_cert[*].cert)}`;

/** Returns the entry of the secret manager with the certificates of those that nodes here call. */
export function certificatesEntry(scope: StackScope, datacenter: DatacenterPlan): SecretEntry {
  return {
    key: CERTIFICATE_KEY,
    title: 'Root certificates of PostgreSQL',
    readBy: [KONG],
    pools: datastorePoolRoles(),
    value: certificates(scope, datacenter),
  };
}

function certificates(scope: StackScope, datacenter: DatacenterPlan): string {
  const { part, instance } = postgresqlIn(datacenter);
  if (part === 'primary') return OWN_CERTIFICATES;
  const primary = primaryOutputs(scope).string(OUTPUTS.certificate);
  return instance ? `${OWN_CERTIFICATES}\n${primary}` : primary;
}
