import type { DatacenterCharge } from '../../../kernel/charge';
import { everywhere, knownIn, notKnown } from '../../../kernel/price';
import type { ClientUsage } from '../../../kernel/usage';
import { keyIds } from '../key-ids';
import { ALARM_PRICES } from './alarm-prices';
import {
  ADDRESS_HOUR,
  LOGS,
  BALANCER,
  CACHE_NODES,
  ENDPOINTS,
  GOLDENS,
  GP3_STORAGE,
  HOME,
  INTERNET,
  NAT_HOUR,
  NLB_HOUR,
  OTHER_ZONE,
  SECRETS,
  TRANSIT,
} from './rates';

/** One capacity unit of a network load balancer carries this much: new and open TCP connections, GB an hour. */
const CAPACITY_UNIT = { newPerSecond: 800, open: 100_000, gibPerHour: 1 } as const;

/** Part of the connections that end in another zone than they began in: two of three zones. */
const OTHER_ZONES = 2 / 3;

/** Price of a GiB that CloudWatch Logs is sent. */
const INGESTED = knownIn(HOME, 0.5, LOGS, 'what is kept costs 3 cents a GiB and month more, compressed');

/** Returns the capacity units: the largest of those for new connections, open connections and bytes. */
function capacityUnits(clients: ClientUsage, hours: number): number {
  return Math.max(
    clients.newConnectionsPerSecond / CAPACITY_UNIT.newPerSecond,
    clients.openConnections / CAPACITY_UNIT.open,
    (clients.requestGib + clients.responseGib) / hours / CAPACITY_UNIT.gibPerHour,
  );
}

/** AWS's charges in a datacenter, apart from its machines and its datastore. */
export const AWS_DATACENTER_PRICES: readonly DatacenterCharge[] = [
  {
    role: 'kong',
    resource: 'boot disks',
    resourceType: 'aws_launch_template',
    component: 'gp3 storage',
    unit: 'GiB',
    quantity: ({ pools }) => pools.diskGib,
    price: GP3_STORAGE,
  },
  {
    role: 'kong',
    resource: 'migrations job, stopped',
    resourceType: 'aws_instance',
    component: 'gp3 storage',
    unit: 'GiB',
    quantity: ({ migrationsDiskGib }) => migrationsDiskGib,
    price: GP3_STORAGE,
  },
  {
    role: 'redis',
    resource: 'counters',
    resourceType: 'aws_elasticache_replication_group',
    component: 'nodes',
    unit: 'hours',
    quantity: ({ hours, redis }) => (redis ? hours * redis.nodes : 0),
    price: CACHE_NODES,
  },
  {
    role: 'redis',
    resource: 'name',
    resourceType: 'aws_route53_zone',
    component: 'private zone',
    unit: 'months',
    quantity: ({ redis }) => (redis ? 1 : 0),
    price: everywhere(0.5, GOLDENS),
  },
  {
    role: 'balancer',
    resource: 'load balancer',
    resourceType: 'aws_lb',
    component: 'network load balancer',
    unit: 'hours',
    quantity: ({ hours, balancers }) => (balancers ? 0 : hours),
    price: NLB_HOUR,
  },
  {
    role: 'balancer',
    resource: 'load balancer',
    resourceType: 'aws_lb',
    component: 'capacity units',
    unit: 'NLCU hours',
    quantity: ({ hours, clients, balancers }) => (balancers ? 0 : hours * capacityUnits(clients, hours)),
    price: knownIn(HOME, 0.006, BALANCER),
  },
  {
    role: 'balancer',
    resource: 'load balancer',
    resourceType: 'aws_lb',
    component: 'public addresses',
    unit: 'hours',
    quantity: ({ hours, zones, isPublic, balancers }) => (isPublic && !balancers ? hours * zones : 0),
    price: ADDRESS_HOUR,
  },
  {
    role: 'balancer',
    resource: 'machines that lead clients to Kong',
    resourceType: 'aws_eip',
    component: 'public addresses',
    unit: 'hours',
    quantity: ({ hours, isPublic, balancers }) => (isPublic && balancers ? hours * balancers.nodes : 0),
    price: ADDRESS_HOUR,
  },
  {
    role: 'balancer',
    resource: 'machines that lead clients to Kong',
    resourceType: 'aws_instance',
    component: 'gp3 storage',
    unit: 'GiB',
    quantity: ({ balancers }) => (balancers ? balancers.nodes * balancers.diskGib : 0),
    price: GP3_STORAGE,
  },
  {
    role: 'balancer',
    resource: 'load balancer of the control planes',
    resourceType: 'aws_lb',
    component: 'network load balancer',
    unit: 'hours',
    // Its capacity units are left out: a connection for each worker of a data plane, and changes of the configuration.
    quantity: ({ hours, hasControlBalancer }) => (hasControlBalancer ? hours : 0),
    price: NLB_HOUR,
  },
  {
    role: 'network',
    resource: 'NAT gateways',
    resourceType: 'aws_nat_gateway',
    component: 'gateways',
    unit: 'hours',
    quantity: ({ hours, nat }) => hours * nat.gateways,
    price: NAT_HOUR,
  },
  {
    role: 'network',
    resource: 'NAT gateways',
    resourceType: 'aws_nat_gateway',
    component: 'public addresses',
    unit: 'hours',
    quantity: ({ hours, nat }) => hours * nat.gateways * nat.addressesPerGateway,
    price: ADDRESS_HOUR,
  },
  {
    role: 'network',
    resource: 'NAT gateways',
    resourceType: 'aws_nat_gateway',
    component: 'calls to public services, both directions',
    unit: 'GiB',
    quantity: ({ nat }) => nat.gib,
    price: knownIn(HOME, 0.045, GOLDENS),
  },
  {
    role: 'network',
    resource: 'endpoints of services',
    resourceType: 'aws_vpc_endpoint',
    component: 'addresses in zones',
    unit: 'hours',
    // What they carry is left out, a cent a GiB: secrets, words of nodes, shells. Those in route tables cost nothing.
    quantity: ({ hours, zones, endpoints }) => (endpoints ? hours * zones * endpoints.services : 0),
    price: knownIn(HOME, 0.01, ENDPOINTS),
  },
  {
    role: 'network',
    resource: 'VPN instances',
    resourceType: 'aws_eip',
    component: 'public addresses',
    unit: 'hours',
    quantity: ({ hours, vpnInstances }) => hours * vpnInstances.nodes,
    price: ADDRESS_HOUR,
  },
  {
    role: 'network',
    resource: 'VPN instances',
    resourceType: 'aws_instance',
    component: 'gp3 storage',
    unit: 'GiB',
    quantity: ({ vpnInstances }) => vpnInstances.diskGib * vpnInstances.nodes,
    price: GP3_STORAGE,
  },
  {
    role: 'network',
    resource: 'transit gateway',
    resourceType: 'aws_ec2_transit_gateway_vpc_attachment',
    component: 'VPC attachment',
    unit: 'hours',
    quantity: ({ hours, hasGateway }) => (hasGateway ? hours : 0),
    price: knownIn(HOME, 0.05, TRANSIT),
  },
  {
    role: 'traffic',
    resource: 'internet',
    resourceType: 'aws_data_transfer',
    component: 'answers to clients, calls to public services',
    unit: 'GiB',
    quantity: ({ internetOutGib }) => internetOutGib,
    price: INTERNET,
  },
  {
    role: 'traffic',
    resource: 'zones',
    resourceType: 'aws_data_transfer',
    component: 'load balancer to nodes in other zones, both ends',
    unit: 'GiB',
    quantity: ({ clients }) => 2 * OTHER_ZONES * (clients.requestGib + clients.responseGib),
    price: OTHER_ZONE,
  },
  {
    role: 'traffic',
    resource: 'zones',
    resourceType: 'aws_data_transfer',
    component: 'nodes to the NAT gateway of another zone, both ends',
    unit: 'GiB',
    quantity: ({ nat }) => (nat.inOneZone ? 2 * OTHER_ZONES * nat.gib : 0),
    price: OTHER_ZONE,
  },
  {
    role: 'secrets',
    resource: 'passwords',
    resourceType: 'aws_secretsmanager_secret',
    component: 'secrets',
    unit: 'months',
    quantity: ({ secrets }) => secrets,
    price: everywhere(0.4, SECRETS),
  },
  {
    role: 'secrets',
    resource: 'VPN instances',
    resourceType: 'aws_secretsmanager_secret',
    component: 'secrets',
    unit: 'months',
    quantity: ({ vpnInstances }) => vpnInstances.nodes,
    price: everywhere(0.4, SECRETS),
  },
  {
    role: 'secrets',
    resource: 'keys',
    resourceType: 'aws_kms_key',
    component: 'customer managed keys',
    unit: 'months',
    // The bucket of the seed is beside the control planes. What it stores and its calls cost less than a cent.
    quantity: ({ datastore, vpnInstances, hasControlBalancer }) =>
      keyIds(
        datastore.nodes > 0 ? datastore.engine : undefined,
        vpnInstances.nodes > 0,
        hasControlBalancer,
        datastore.backupCopies?.ownKey === true,
      ).length,
    price: everywhere(1, GOLDENS),
  },
  {
    role: 'logs',
    resource: 'flow and VPN logs',
    resourceType: 'aws_cloudwatch_log_group',
    component: 'ingestion and storage',
    unit: 'GiB',
    quantity: () => undefined,
    price: notKnown('grows with connections; not estimated'),
  },
  {
    role: 'logs',
    resource: 'what units say',
    resourceType: 'aws_cloudwatch_log_group',
    component: 'ingestion',
    unit: 'GiB',
    quantity: ({ logGib }) => logGib,
    price: INGESTED,
  },
  {
    role: 'logs',
    resource: 'requests of clients',
    resourceType: 'aws_cloudwatch_log_group',
    component: 'ingestion',
    unit: 'GiB',
    quantity: ({ requestLogGib }) => requestLogGib,
    price: INGESTED,
  },
  ...ALARM_PRICES,
];
