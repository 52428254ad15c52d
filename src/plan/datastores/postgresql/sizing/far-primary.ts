import { kilometresBetween, type Coordinates } from '../../../../kernel/cloud/distance';
import type { CloudFactsTable } from '../../../../kernel/cloud/facts';
import { whyNoReplica } from '../../../../kernel/cloud/replicas';
import { assumed, type Figure } from '../../../../kernel/figure';
import { issue, type Issue } from '../../../../kernel/issue';
import type { DatacenterSpec } from '../../../../spec/spec';
import { fromFigure, type Ledger, type ReckonedNumber } from '../../../sizing/reckoned';

/** Light in glass takes a millisecond for so many kilometres. */
const KM_PER_MILLISECOND: Figure = {
  value: 200,
  unit: 'km/ms',
  source: assumed('two thirds of the speed of light in a vacuum'),
};

/** Computes the time that light needs from a datacenter to the primary and back: packets take more, since cables are not straight. */
export function roundTrip(
  facts: CloudFactsTable,
  from: DatacenterSpec,
  to: DatacenterSpec,
  ledger: Ledger,
): ReckonedNumber {
  const kilometres = Math.round(kilometresBetween(placeOf(facts, from), placeOf(facts, to)));
  return ledger.add({
    id: `${from.name}.postgresql.round-trip`,
    title: 'Round trip from Kong here to the primary of PostgreSQL, at least',
    value: Math.floor((2 * kilometres) / KM_PER_MILLISECOND.value),
    unit: 'ms',
    formula: 'floor(2 * kilometres / kmPerMillisecond)',
    inputs: [
      {
        name: 'kilometres',
        what: `as the crow flies from ${from.region} to ${to.region}`,
        value: kilometres,
        unit: 'km',
        source: assumed('each region is taken to be in the middle of the town that its cloud names'),
      },
      fromFigure('kmPerMillisecond', KM_PER_MILLISECOND),
    ],
    reason: `every change by the Admin API here takes it several times, often half as much again; so does a miss of Kong's caches without a replica here`,
  });
}

function placeOf(facts: CloudFactsTable, { cloud, region }: DatacenterSpec): Coordinates {
  const place = facts[cloud].regions[region];
  if (!place) throw new Error(`no rule refused the region ${region}`);
  return place;
}

/** True if a spec may name the datacenter in `replicas`. */
export function mayHaveReplica(facts: CloudFactsTable, at: DatacenterSpec, primary: DatacenterSpec): boolean {
  const place = ({ cloud, region, project, account }: DatacenterSpec) => ({
    database: facts[cloud].database,
    region,
    project,
    account: account && facts[cloud].account.idOf(account),
  });
  return whyNoReplica(place(at), place(primary)) === undefined;
}

export interface FarPrimary {
  readonly datacenter: string;
  readonly primary: string;
  /** Round trip to the primary at least. */
  readonly milliseconds: number;
  /** True if Kong of the datacenter reads from a replica of its own. */
  readonly hasReplica: boolean;
  /** True if it has one, or could. */
  readonly mayHaveReplica: boolean;
}

/** Makes the warning about Kong nodes that write to another datacenter. */
export function farPrimary(path: Issue['path'], far: FarPrimary): Issue {
  const { datacenter, primary, milliseconds, hasReplica } = far;
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
      `While ${primary} is lost, nodes of ${datacenter} ${lost}, none can start, and nothing can be changed until a replica is promoted or a backup restored`,
    remedy: `make changes in ${primary}; ${adviceOn(far)}`,
  });
}

function adviceOn({ datacenter, primary, hasReplica, mayHaveReplica }: FarPrimary): string {
  if (hasReplica) return 'OPERATIONS.md has the promotion of the replica: rehearse it';
  if (mayHaveReplica) return `weigh a replica in ${datacenter} ("replicas" in datastore)`;
  return `OPERATIONS.md says what stands still while ${primary} is away`;
}
