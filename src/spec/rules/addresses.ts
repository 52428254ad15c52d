import { cidrContains, cidrSize, cidrsOverlap, isPrivateCidr, parseCidr } from '../../kernel/cidr';
import type { Issue } from '../../kernel/issue';
import type { SpecDocument } from '../schema';
import type { DatacenterDraft, Draft } from '../draft';
import * as issues from '../issues/addresses';
import { existingOutsideSupernet } from '../issues/existing-network';
import { MOST_DATACENTERS } from './placement';
import { checkRange, checkRanges, isRange } from './ranges';

type Path = Issue['path'];

/** The range that a datacenter has by its index has a prefix of this length: the index alone decides where it lies. */
const DATACENTER_PREFIX = 16;

/** A range that a spec states has at most this prefix: beyond it subnets of zones would be smaller than any cloud makes them. */
const LONGEST_PREFIX = 22;

/**
 * A range that may reach the Admin API has a prefix of at least this length: a supernet of 10.0.0.0/8 may, half of the
 * internet may not.
 */
const WIDEST_ADMIN_PREFIX = 8;

/** Checks that every range is well-formed, aligned, and where it may lie. */
export function checkAddresses(draft: Draft): Issue[] {
  return [
    ...(draft.network ? checkSupernet(draft.network.supernet, draft) : []),
    ...draft.datacenters.flatMap(namedRanges).flatMap((named) => checkDatacenterRange(named, draft.network?.supernet)),
    ...overlaps(draft.datacenters),
    ...(draft.kong ? checkKongRanges(draft.kong, draft.network?.supernet) : []),
  ];
}

function checkSupernet(supernet: string, draft: Draft): Issue[] {
  const path = ['network', 'supernet'];
  const shape = checkRange(path, supernet);
  if (shape.length > 0) return shape;
  if (!isPrivateCidr(supernet)) return [issues.notPrivateRange(path, supernet)];
  // Ranges that are all stated lie in it wherever they are; one that is malformed is told where it stands.
  const isStated = (it: DatacenterDraft): boolean => namedRanges(it).length > 0 || draft.isBroken([...it.path, 'cidr']);
  const areStated = draft.datacenters.length > 0 && draft.datacenters.every(isStated);
  if (areStated) return [];
  const room = Math.floor(cidrSize(supernet) / 2 ** (32 - DATACENTER_PREFIX));
  const datacenters = draft.datacenters.length;
  return room < Math.max(datacenters, 1) ? [issues.supernetTooSmall(path, supernet, room, datacenters)] : [];
}

/** A range that a datacenter names: its own, or that of its existing network, which has a length of its own. */
interface NamedRange {
  readonly path: Path;
  readonly cidr: string;
  readonly isExisting: boolean;
}

function namedRanges({ path, document: { cidr, network } }: DatacenterDraft): NamedRange[] {
  const existing = network?.existing?.cidr;
  return [
    ...(cidr === undefined ? [] : [{ path: [...path, 'cidr'], cidr, isExisting: false }]),
    ...(existing === undefined
      ? []
      : [{ path: [...path, 'network', 'existing', 'cidr'], cidr: existing, isExisting: true }]),
  ];
}

function checkDatacenterRange({ path, cidr, isExisting }: NamedRange, supernet: string | undefined): Issue[] {
  const shape = checkRange(path, cidr);
  // The rule of existing networks says so of theirs.
  if (shape.length > 0) return isExisting ? [] : shape;
  const { prefix } = parseCidr(cidr);
  const fits = DATACENTER_PREFIX <= prefix && prefix <= LONGEST_PREFIX;
  if (!fits && !isExisting) return [issues.rangeLength(path, cidr, DATACENTER_PREFIX, LONGEST_PREFIX)];
  if (!isPrivateCidr(cidr)) return [issues.notPrivateRange(path, cidr)];
  const outside = supernet !== undefined && isRange(supernet) && !cidrContains(supernet, cidr);
  if (!outside) return [];
  return [(isExisting ? existingOutsideSupernet : issues.rangeOutsideSupernet)(path, cidr, supernet)];
}

/**
 * Checks that no two ranges overlap. A list that is refused for its length is not looked at, since every pair is compared.
 */
function overlaps(datacenters: readonly DatacenterDraft[]): Issue[] {
  if (datacenters.length > MOST_DATACENTERS) return [];
  const chosen = datacenters.flatMap((datacenter) =>
    // A datacenter that names two is told of that; the first stands for both here.
    namedRanges(datacenter)
      .slice(0, 1)
      .filter(({ cidr }) => isRange(cidr))
      .map(({ path, cidr }) => ({ path, name: datacenter.document.name, cidr })),
  );
  return chosen.flatMap(({ path, name, cidr }, i) => {
    const earlier = chosen.slice(0, i).find((other) => cidrsOverlap(other.cidr, cidr));
    return earlier ? [issues.rangesOverlap(path, cidr, name, earlier.name, earlier.cidr)] : [];
  });
}

function checkKongRanges(kong: SpecDocument['kong'], supernet: string | undefined): Issue[] {
  const upstreams = kong.upstreams.flatMap(({ cidr }, i) => checkRange(['kong', 'upstreams', i, 'cidr'], cidr));
  return [
    ...checkRanges(['kong', 'proxyCidrs'], kong.proxyCidrs),
    ...checkRanges(['kong', 'adminCidrs'], kong.adminCidrs),
    ...kong.adminCidrs.flatMap((range, i) => {
      const tooWide = isRange(range) && parseCidr(range).prefix < WIDEST_ADMIN_PREFIX;
      return tooWide ? [issues.adminOpenToInternet(['kong', 'adminCidrs', i], range, WIDEST_ADMIN_PREFIX)] : [];
    }),
    ...kong.adminCidrs.flatMap((range, i) =>
      isOutside(range, supernet) ? [issues.adminFromOutside(['kong', 'adminCidrs', i], range, supernet)] : [],
    ),
    ...upstreams,
    ...repeatedUpstreams(kong.upstreams),
  ];
}

/** True if no machine has a way back to addresses of a range: nodes are private, and routes lead to the supernet alone. */
function isOutside(range: string, supernet: string | undefined): supernet is string {
  if (supernet === undefined || !isRange(supernet) || !isRange(range)) return false;
  return parseCidr(range).prefix >= WIDEST_ADMIN_PREFIX && !cidrContains(supernet, range);
}

function repeatedUpstreams(upstreams: SpecDocument['kong']['upstreams']): Issue[] {
  const seen = new Set<string>();
  return upstreams.flatMap(({ cidr, ports }, i) =>
    ports.flatMap((port, j) => {
      const key = `${cidr} ${port}`;
      if (seen.has(key)) return [issues.duplicateUpstream(['kong', 'upstreams', i, 'ports', j], cidr, port)];
      seen.add(key);
      return [];
    }),
  );
}
