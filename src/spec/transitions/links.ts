import { DEFAULT_FIRST_ASN } from '../../kernel/asn';
import type { StandingLinks } from '../standing';
import { stayingDatacenters, type Change, type StayingDatacenter } from './change';
import * as issues from './issues';
import { transition, type Transition } from './transition';

/**
 * Judges links: with another shape or another hub some are cut for good, and with another kind each of that kind is made anew,
 * one apply long. Links of datacenters that come or go are no such loss.
 */
export function judgeLinks({ before, after }: Change): Transition[] {
  return [...judgeShape({ before, after }), ...judgeAsn({ before, after })];
}

/**
 * Judges numbers of autonomous systems: with another one every gateway and every session of BGP begins anew. Gateways of the user's
 * have their own.
 */
function judgeAsn({ before, after }: Omit<Change, 'spec'>): Transition[] {
  const [was, is] = [before, after].map(({ firstAsn = DEFAULT_FIRST_ASN }) => firstAsn) as [number, number];
  const staying = stayingDatacenters({ before, after });
  const counted = staying.filter((it) => it.before.gateway === undefined && it.after.gateway === undefined);
  if (was === is || staying.length < 2 || counted.length === 0) return [];
  return [transition(issues.asnChanged(['network', 'firstAsn'], was, is), {})];
}

function judgeShape({ before, after }: Omit<Change, 'spec'>): Transition[] {
  const [was, is] = [before.links, after.links];
  if (was === undefined || is === undefined) return [];
  const pairs = pairsOf(stayingDatacenters({ before, after })).filter((pair) => isLinked(was, pair));
  const cut = pairs.filter((pair) => !isLinked(is, pair));
  // An end of such a link is the managed one by the shape, so another shape may change its ends.
  const remade = pairs.filter((pair) => !cut.includes(pair) && isRemade(was, is, pair));
  if (cut.length + remade.length === 0) return [];
  const words = (those: readonly Pair[]): string[] => those.map(([left, right]) => `${left.name}--${right.name}`);
  const changed = { was: linksText(was), is: linksText(is), cut: words(cut), remade: words(remade) };
  return [transition(issues.linksChanged(['links'], changed), {})];
}

type Pair = readonly [StayingDatacenter, StayingDatacenter];

function pairsOf(staying: readonly StayingDatacenter[]): Pair[] {
  return staying.flatMap((left, i) => staying.slice(i + 1).map((right): Pair => [left, right]));
}

function isLinked({ shape, hub }: StandingLinks, pair: Pair): boolean {
  return shape === 'mesh' || pair.some(({ name }) => name === hub);
}

function isRemade(was: StandingLinks, is: StandingLinks, pair: Pair): boolean {
  const [one, other] = pair.map(({ before }) => before.cloud);
  if (one === undefined || one !== other) return false;
  const [old, fresh] = [was.inner[one], is.inner[one]];
  if (old === undefined || fresh === undefined) return false;
  return old !== fresh || (fresh === 'gateway-vpn' && (was.shape !== is.shape || was.hub !== is.hub));
}

function linksText({ shape, hub, inner }: StandingLinks): string {
  const kinds = Object.entries(inner).map(([cloud, kind]) => `${cloud} ${kind}`);
  return [hub === undefined ? shape : `${shape} ${hub}`, ...kinds].join(', ');
}
