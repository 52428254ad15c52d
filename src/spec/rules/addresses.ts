import {
  alignCidr,
  cidrContains,
  cidrSize,
  cidrsOverlap,
  isAligned,
  isPrivateCidr,
  parseCidr,
  tryParseAddress,
  tryParseCidr,
} from '../../kernel/cidr';
import type { Issue } from '../../kernel/issue';
import type { SpecDocument } from '../schema';
import type { DatacenterDraft, Draft } from '../draft';
import * as issues from '../issues/addresses';
import { MOST_DATACENTERS } from './placement';

type Path = Issue['path'];

/** The prefix of every datacenter's range has this length, so that its index alone decides where the range lies. */
const DATACENTER_PREFIX = 16;

/**
 * A range that may reach the Admin API has a prefix of at least this length: a supernet of 10.0.0.0/8 may, half of the
 * internet may not.
 */
const WIDEST_ADMIN_PREFIX = 8;

/** Checks that every range is well-formed, aligned, and where it may lie. */
export function checkAddresses(draft: Draft): Issue[] {
  return [
    ...(draft.network ? checkSupernet(draft.network.supernet, draft) : []),
    ...draft.datacenters.flatMap((datacenter) => checkDatacenterRange(datacenter, draft.network?.supernet)),
    ...overlaps(draft.datacenters),
    ...(draft.kong ? checkKongRanges(draft.kong, draft.network?.supernet) : []),
  ];
}

function checkSupernet(supernet: string, draft: Draft): Issue[] {
  const path = ['network', 'supernet'];
  const shape = checkRange(path, supernet);
  if (shape.length > 0) return shape;
  if (!isPrivateCidr(supernet)) return [issues.notPrivateRange(path, supernet)];
  const room = Math.floor(cidrSize(supernet) / 2 ** (32 - DATACENTER_PREFIX));
  const needed = draft.datacenters.length;
  return room < Math.max(needed, 1) ? [issues.supernetTooSmall(path, supernet, room, needed)] : [];
}

function checkDatacenterRange({ path: datacenter, document }: DatacenterDraft, supernet: string | undefined): Issue[] {
  if (document.cidr === undefined) return [];
  const path = [...datacenter, 'cidr'];
  const shape = checkRange(path, document.cidr);
  if (shape.length > 0) return shape;
  const { prefix } = parseCidr(document.cidr);
  if (prefix !== DATACENTER_PREFIX) return [issues.rangeNotSixteen(path, document.cidr, prefix)];
  if (!isPrivateCidr(document.cidr)) return [issues.notPrivateRange(path, document.cidr)];
  const outside = supernet !== undefined && isRange(supernet) && !cidrContains(supernet, document.cidr);
  return outside ? [issues.rangeOutsideSupernet(path, document.cidr, supernet)] : [];
}

/**
 * Checks that no two ranges overlap. A list that is refused for its length is not looked at, since every pair is compared.
 */
function overlaps(datacenters: readonly DatacenterDraft[]): Issue[] {
  if (datacenters.length > MOST_DATACENTERS) return [];
  const chosen = datacenters.flatMap(({ path, document: { name, cidr } }) =>
    cidr !== undefined && isRange(cidr) ? [{ path: [...path, 'cidr'], name, cidr }] : [],
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

function checkRanges(path: Path, ranges: readonly string[]): Issue[] {
  return ranges.flatMap((range, i) => {
    const shape = checkRange([...path, i], range);
    return shape.length === 0 && ranges.indexOf(range) < i ? [issues.duplicateRange([...path, i], range)] : shape;
  });
}

/** Checks that a text is a range and that its address is the first of it. */
function checkRange(path: Path, range: string): Issue[] {
  if (!isRange(range)) {
    const single = tryParseAddress(range) === undefined ? undefined : `${range}/32 for one address`;
    return [issues.malformedRange(path, range, single)];
  }
  return isAligned(range) ? [] : [issues.misalignedRange(path, range, alignCidr(range))];
}

function isRange(text: string): boolean {
  return tryParseCidr(text) !== undefined;
}
