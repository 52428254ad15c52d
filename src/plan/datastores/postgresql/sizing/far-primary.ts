import type { CloudFactsTable } from '../../../../kernel/cloud/facts';
import { issue, type Issue } from '../../../../kernel/issue';
import type { DatacenterSpec } from '../../../../spec/spec';

/** Radius of the Earth in kilometres. */
const EARTH_KM = 6_371;

/** Light in glass takes a millisecond for so many kilometres: two thirds of its speed in a vacuum. */
const KM_PER_MILLISECOND = 200;

/**
 * Returns the time that light needs from one datacenter to another and back, in whole milliseconds: what packets take is more,
 * often half as much again, since cables are not straight.
 */
export function roundTripMilliseconds(facts: CloudFactsTable, from: DatacenterSpec, to: DatacenterSpec): number {
  const [one, other] = [from, to].map(({ cloud, region }) => {
    const place = facts[cloud].regions[region];
    if (!place) throw new Error(`no rule refused the region ${region}`);
    return [radians(place.latitude), radians(place.longitude)] as const;
  });
  const [latitude = 0, longitude = 0] = one ?? [];
  const [farLatitude = 0, farLongitude = 0] = other ?? [];
  const haversine =
    Math.sin((farLatitude - latitude) / 2) ** 2 +
    Math.cos(latitude) * Math.cos(farLatitude) * Math.sin((farLongitude - longitude) / 2) ** 2;
  const kilometres = 2 * EARTH_KM * Math.asin(Math.sqrt(haversine));
  return Math.floor((2 * kilometres) / KM_PER_MILLISECOND);
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

export interface FarPrimary {
  readonly datacenter: string;
  readonly primary: string;
  /** Round trip to the primary at least. */
  readonly milliseconds: number;
  /** True if Kong of the datacenter reads from a replica of its own. */
  readonly hasReplica: boolean;
}

/** Makes the warning about Kong nodes that write to another datacenter. */
export function farPrimary(path: Issue['path'], { datacenter, primary, milliseconds, hasReplica }: FarPrimary): Issue {
  const trip = `${milliseconds} ms there and back at least`;
  const reads = hasReplica
    ? 'misses of the cache are read from its own replica, some seconds late'
    : 'each row that is not cached is read there too';
  const lost = hasReplica ? 'serve and read on' : 'serve what they have cached, and answer 500 to what they have not';
  return issue('far-primary', {
    severity: 'warning',
    path,
    message:
      `Kong of ${datacenter} writes to PostgreSQL in ${primary}, ${trip}: every change by its Admin API goes there; ${reads}. ` +
      `While ${primary} is lost, its nodes ${lost}, none can start, and nothing can be changed until a replica is promoted or a backup restored`,
    remedy: hasReplica
      ? `make changes in ${primary}; OPERATIONS.md has the promotion of the replica: rehearse it`
      : `make changes in ${primary}, and weigh a replica in ${datacenter} ("replicas" in datastore), if it is on the same cloud`,
  });
}
