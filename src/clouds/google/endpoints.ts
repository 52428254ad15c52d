import { DnsManagedZone } from '@cdktf/provider-google/lib/dns-managed-zone';
import { DnsRecordSet } from '@cdktf/provider-google/lib/dns-record-set';
import type { ProjectService } from '@cdktf/provider-google/lib/project-service';
import { addressIn, cidrSize } from '../../kernel/cidr';
import type { EndpointsPlan } from '../../plan/egress-plan';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { computeName, tags } from './tags';

const DOMAIN = 'googleapis.com.';
const PRIVATE_NAME = `private.${DOMAIN}`;
const TTL_SECONDS = 300;

/** The network whose machines look names up, and the API that answers. */
export interface EndpointPlace {
  readonly network: { readonly id: string };
  readonly dns: ProjectService;
}

/**
 * Builds the way to Google's APIs where there is none to the internet: in this network their names resolve to addresses at which Google
 * answers machines without outside addresses alone, so that the firewall lets out to these and no others. The default route leads
 * there.
 */
export function buildEndpoints(
  scope: StackScope,
  datacenter: DatacenterPlan,
  { range }: EndpointsPlan,
  { network, dns }: EndpointPlace,
): void {
  const part = scope.part('endpoints');
  const zone = new DnsManagedZone(part, 'apis', {
    name: computeName(scope.plan, datacenter, 'apis'),
    dnsName: DOMAIN,
    description: `Google APIs for machines of ${datacenter.name}, by Private Google Access`,
    visibility: 'private',
    privateVisibilityConfig: { networks: [{ networkUrl: network.id }] },
    labels: tags('endpoint'),
    dependsOn: [dns],
  });
  const addresses = new DnsRecordSet(part, 'apis', {
    managedZone: zone.name,
    name: PRIVATE_NAME,
    type: 'A',
    ttl: TTL_SECONDS,
    rrdatas: Array.from({ length: cidrSize(range) }, (_, i) => addressIn(range, i)),
  });
  new DnsRecordSet(part, 'apis_names', {
    managedZone: zone.name,
    name: `*.${DOMAIN}`,
    type: 'CNAME',
    ttl: TTL_SECONDS,
    rrdatas: [PRIVATE_NAME],
    // A name that leads nowhere would be an error for whoever asks meanwhile.
    dependsOn: [addresses],
  });
}
