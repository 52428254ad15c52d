import type { DatacenterCharge } from '../../../kernel/charge';
import { everywhere, knownIn, notKnown } from '../../../kernel/price';
import {
  ADDRESSES,
  ADDRESS_HOUR,
  ALARMS,
  BALANCED,
  BALANCER,
  GOLDENS,
  HOME,
  INTERNET,
  LOGS,
  NAT_GIB,
  REDIS,
} from './rates';

/** Google charges for at most this many machines behind address translation. */
const MOST_NAT_MACHINES = 32;

/** Price of a GiB that Cloud Logging is sent. */
const INGESTED = everywhere(0.5, LOGS, '50 GiB of a project are free; more days cost a cent a GiB and month');

/** Cloud Monitoring counts so much for each figure of a metric that it is told. Source: Cloud Monitoring pricing, ingested data. */
const BYTES_OF_A_FIGURE = 8;

/** Google Cloud's charges in a datacenter, apart from its machines and its datastore. */
export const GOOGLE_DATACENTER_PRICES: readonly DatacenterCharge[] = [
  {
    role: 'kong',
    resource: 'boot disks',
    resourceType: 'google_compute_region_instance_template',
    component: 'pd-balanced storage',
    unit: 'GiB',
    quantity: ({ pools }) => pools.diskGib,
    price: BALANCED,
  },
  {
    role: 'kong',
    resource: 'migrations job, stopped',
    resourceType: 'google_compute_instance',
    component: 'pd-balanced storage',
    unit: 'GiB',
    quantity: ({ migrationsDiskGib }) => migrationsDiskGib,
    price: BALANCED,
  },
  {
    role: 'redis',
    resource: 'counters',
    resourceType: 'google_redis_instance',
    component: 'standard tier',
    unit: 'GiB hours',
    quantity: ({ hours, redis }) => (redis ? hours * Math.ceil(redis.memoryGib) : 0),
    price: REDIS,
  },
  {
    role: 'redis',
    resource: 'name',
    resourceType: 'google_dns_managed_zone',
    component: 'private zone',
    unit: 'months',
    quantity: ({ redis }) => (redis ? 1 : 0),
    price: everywhere(0.2, GOLDENS),
  },
  {
    role: 'balancer',
    resource: 'load balancer',
    resourceType: 'google_compute_forwarding_rule',
    component: 'forwarding rule, first five together',
    unit: 'hours',
    // That of the balancer of the control planes is among the five.
    quantity: ({ hours, balancers }) => (balancers ? 0 : hours),
    price: knownIn(HOME, 0.025, BALANCER),
  },
  {
    role: 'balancer',
    resource: 'load balancer',
    resourceType: 'google_compute_forwarding_rule',
    component: 'requests processed',
    unit: 'GiB',
    quantity: ({ clients, balancers }) => (balancers ? 0 : clients.requestGib),
    price: knownIn(HOME, 0.008, BALANCER, 'answers leave the nodes directly'),
  },
  {
    role: 'balancer',
    resource: 'load balancer',
    resourceType: 'google_compute_address',
    component: 'public address',
    unit: 'hours',
    quantity: ({ hours, isPublic, balancers }) => (isPublic && !balancers ? hours : 0),
    price: ADDRESS_HOUR,
  },
  {
    role: 'balancer',
    resource: 'machines that lead clients to Kong',
    resourceType: 'google_compute_address',
    component: 'public addresses',
    unit: 'hours',
    quantity: ({ hours, isPublic, balancers }) => (isPublic && balancers ? hours * balancers.nodes : 0),
    price: ADDRESS_HOUR,
  },
  {
    role: 'balancer',
    resource: 'machines that lead clients to Kong',
    resourceType: 'google_compute_instance',
    component: 'pd-balanced storage',
    unit: 'GiB',
    quantity: ({ balancers }) => (balancers ? balancers.nodes * balancers.diskGib : 0),
    price: BALANCED,
  },
  {
    role: 'network',
    resource: 'Cloud NAT',
    resourceType: 'google_compute_router_nat',
    component: 'machines, 32 at most',
    unit: 'hours',
    quantity: ({ hours, nat, pools, datastore }) =>
      nat.gateways === 0 ? 0 : hours * Math.min(MOST_NAT_MACHINES, pools.nodes + datastore.nodes),
    price: everywhere(0.0014, ADDRESSES),
  },
  {
    role: 'network',
    resource: 'Cloud NAT',
    resourceType: 'google_compute_router_nat',
    component: 'public addresses',
    unit: 'hours',
    quantity: ({ hours, nat }) => hours * nat.gateways * nat.addressesPerGateway,
    price: ADDRESS_HOUR,
  },
  {
    role: 'network',
    resource: 'Cloud NAT',
    resourceType: 'google_compute_router_nat',
    component: 'calls to public services, both directions',
    unit: 'GiB',
    quantity: ({ nat }) => nat.gib,
    price: NAT_GIB,
  },
  {
    role: 'network',
    resource: 'names of Google APIs',
    resourceType: 'google_dns_managed_zone',
    component: 'private zone',
    unit: 'months',
    quantity: ({ endpoints }) => (endpoints ? 1 : 0),
    price: everywhere(0.2, GOLDENS),
  },
  {
    role: 'traffic',
    resource: 'internet',
    resourceType: 'google_network_egress',
    component: 'answers to clients, calls to public services',
    unit: 'GiB',
    quantity: ({ internetOutGib }) => internetOutGib,
    price: INTERNET,
  },
  {
    role: 'secrets',
    resource: 'passwords',
    resourceType: 'google_secret_manager_secret',
    component: 'active versions',
    unit: 'months',
    quantity: ({ secrets }) => secrets,
    price: everywhere(0.06, GOLDENS),
  },
  {
    role: 'logs',
    resource: 'flow and firewall logs',
    resourceType: 'google_logging_project_bucket_config',
    component: 'ingestion and storage',
    unit: 'GiB',
    quantity: () => undefined,
    price: notKnown('grows with connections; not estimated'),
  },
  {
    role: 'logs',
    resource: 'what units say',
    resourceType: 'google_logging_project_bucket_config',
    component: 'ingestion, and 30 days',
    unit: 'GiB',
    quantity: ({ logGib }) => logGib,
    price: INGESTED,
  },
  {
    role: 'logs',
    resource: 'requests of clients',
    resourceType: 'google_logging_project_bucket_config',
    component: 'ingestion, and 30 days',
    unit: 'GiB',
    quantity: ({ requestLogGib }) => requestLogGib,
    price: INGESTED,
  },
  {
    role: 'logs',
    resource: 'memory and disks of machines',
    resourceType: 'google_os_config_os_policy_assignment',
    component: 'MiB of metrics that machines tell',
    unit: 'MiB',
    // Each is told once a minute.
    quantity: ({ hostMetrics, hours }) => (hostMetrics * hours * 60 * BYTES_OF_A_FIGURE) / 2 ** 20,
    price: everywhere(0.258, ALARMS, '150 MiB of a billing account are free'),
  },
  {
    role: 'alarms',
    resource: 'alert policies',
    resourceType: 'google_monitoring_alert_policy',
    component: 'conditions on metrics',
    unit: 'months',
    // Two of a link, tunnels and their sessions, and of a replica, late and stopped. Conditions on logs are free.
    quantity: ({ alarms }) =>
      alarms.reduce((sum, { kind, alarms: of }) => sum + (kind === 'tunnels' || kind === 'lag' ? 2 : 1) * of, 0),
    price: everywhere(0.1, ALARMS, 'what conditions read costs a little more'),
  },
];
