import { kilometresBetween } from '../kernel/cloud/distance';
import type { CloudFacts, CloudFactsTable } from '../kernel/cloud/facts';
import type { CloudId } from '../kernel/ids';
import type { DnsPolicy, DnsProvider } from '../kernel/dns';
import type { DatacenterSpec, Spec } from '../spec/spec';
import { PUBLIC_PORTS } from './pools/ports';

/** The names by which clients find the gateway, and the service that answers for them. */
export interface DnsPlan {
  /** Name that leads to every datacenter that takes clients by it. */
  readonly hostname: string;
  /** Cloud whose service answers, and the service. */
  readonly cloud: CloudId;
  readonly provider: DnsProvider;
  readonly zone: DnsZonePlan;
  readonly policy: DnsPolicy;
  /** Resolvers ask again after so many seconds. */
  readonly ttlSeconds: number;
  readonly check: DnsCheckPlan;
  /** One for each datacenter, in order of index. */
  readonly entries: readonly DnsEntryPlan[];
}

/** The zone of the names: one that the user has, or a private one that the networks of the service's cloud see. */
export type DnsZonePlan =
  { readonly kind: 'existing'; readonly zone: string; readonly project?: string } | { readonly kind: 'private' };

/** The question by which checkers on the internet tell whether a datacenter is well. */
export interface DnsCheckPlan {
  /** `tcp`: that it takes connections, where the proxy has no path that says more. */
  readonly protocol: 'tcp' | 'http' | 'https';
  readonly port: number;
  /** Present exactly with the other two. */
  readonly path?: string;
  readonly intervalSeconds: number;
  /** A datacenter is left out after so many wrong answers, and comes back after as many right ones. */
  readonly threshold: number;
}

/** A datacenter in the names. */
export interface DnsEntryPlan {
  readonly datacenter: string;
  /** Name that leads to this datacenter alone. */
  readonly hostname: string;
  readonly inName: boolean;
  /** Share of the load as a whole number from 1 to 100, for policies that weigh. */
  readonly weight: number;
  /** True for the datacenter that clients are sent to first, with the policy failover. */
  readonly isPrimary: boolean;
  /** Region of the service's cloud that stands for it, for policies that choose by region: its own, or the nearest. */
  readonly region: string;
  /** Degrees in hundredths, for policies that choose by place. */
  readonly latitude: string;
  readonly longitude: string;
  /** True if checkers on the internet ask its balancer. */
  readonly isChecked: boolean;
}

/** Records of balancers of AWS have this time to live too. */
const TTL_SECONDS = 60;

/** The shortest interval that both clouds' checkers offer at their ordinary price. */
const CHECK = { intervalSeconds: 30, threshold: 3 } as const;

/**
 * Plans the names of the gateway.
 *
 * @param ordered the datacenters in order of index
 * @returns undefined if the spec has no hostname
 */
export function planDns(spec: Spec, ordered: readonly DatacenterSpec[], facts: CloudFactsTable): DnsPlan | undefined {
  const { hostname, dns } = spec.gateway;
  if (hostname === undefined || !dns) return undefined;
  const cloud = Object.values(facts).find((it) => it.dns.provider === dns.provider);
  if (!cloud) throw new Error(`no cloud has ${dns.provider}`);
  // The service knows how the cloud's own balancers are, and not how machines are.
  const knowsOwn = cloud.dns.knowsOwnBalancers && spec.gateway.balancer === 'cloud';
  const regions = standInRegions(ordered, cloud, facts);
  return {
    hostname,
    cloud: cloud.id,
    provider: dns.provider,
    zone: zoneOf(dns),
    policy: dns.policy,
    ttlSeconds: TTL_SECONDS,
    check: planCheck(spec),
    entries: ordered.map((datacenter): DnsEntryPlan => {
      const { latitude, longitude } = placeOf(datacenter, facts);
      const isPublic = datacenter.exposure === 'public';
      return {
        datacenter: datacenter.name,
        hostname: `${datacenter.name}.${hostname}`,
        inName: datacenter.inName,
        weight: Math.max(1, Math.round(datacenter.share * 100)),
        isPrimary: dns.primary === datacenter.name,
        region: regions.get(datacenter.name) ?? datacenter.region,
        latitude: latitude.toFixed(2),
        longitude: longitude.toFixed(2),
        isChecked: isPublic && !(knowsOwn && datacenter.cloud === cloud.id),
      };
    }),
  };
}

function zoneOf({ zone, project }: NonNullable<Spec['gateway']['dns']>): DnsZonePlan {
  if (zone === undefined) return { kind: 'private' };
  return { kind: 'existing', zone, ...(project === undefined ? {} : { project }) };
}

function planCheck({ gateway, kong }: Spec): DnsCheckPlan {
  const port = kong.tls ? PUBLIC_PORTS.tls : PUBLIC_PORTS.plain;
  const { healthPath: path } = gateway;
  if (path === undefined) return { protocol: 'tcp', port, ...CHECK };
  return { protocol: kong.tls ? 'https' : 'http', port, path, ...CHECK };
}

/**
 * Returns a region of the service's cloud for each datacenter, no two alike as far as there are enough: its own for those on
 * that cloud, for others the nearest that is left.
 */
function standInRegions(
  ordered: readonly DatacenterSpec[],
  cloud: CloudFacts,
  facts: CloudFactsTable,
): ReadonlyMap<string, string> {
  const own = ordered.filter((datacenter) => datacenter.cloud === cloud.id);
  const found = new Map(own.map(({ name, region }) => [name, region]));
  for (const datacenter of ordered.filter((it) => it.cloud !== cloud.id)) {
    const taken = new Set(found.values());
    const [nearest] = Object.entries(cloud.regions)
      .filter(([region]) => !taken.has(region) && !cloud.regionsToSwitchOn.includes(region))
      .map(([region, place]) => ({ region, kilometres: kilometresBetween(place, placeOf(datacenter, facts)) }))
      .sort((a, b) => a.kilometres - b.kilometres || (a.region < b.region ? -1 : 1));
    if (nearest) found.set(datacenter.name, nearest.region);
  }
  return found;
}

function placeOf({ cloud, region }: DatacenterSpec, facts: CloudFactsTable) {
  const place = facts[cloud].regions[region];
  if (!place) throw new Error(`no rule refused the region ${region}`);
  return place;
}
