import type { Issue } from '../../kernel/issue';
import type { Draft } from '../draft';
import * as issues from '../issues/shares';
import { SMALLEST_SHARE } from '../../kernel/smallest-share';
import { shareOfTheRest, sumOfShares } from '../shares';

/** Checks that the shares of the datacenters add up to 1. */
export function checkShares(draft: Draft): Issue[] {
  if (!draft.complete) return [];
  if (draft.datacenters.some(({ path }) => draft.isBroken([...path, 'share']))) return [];
  const shares = draft.datacenters.map(({ document }) => document.share);
  const sum = sumOfShares(shares);
  const open = draft.datacenters.filter(({ document }) => document.share === undefined);
  const last = draft.datacenters.findLast(({ document }) => document.share !== undefined);
  if (last === undefined) return [];
  if (sum > 1) return [issues.sharesExceedOne([...last.path, 'share'], sum)];
  if (open.length === 0) return sum < 1 ? [issues.sharesBelowOne([...last.path, 'share'], sum)] : [];
  if (shareOfTheRest(shares) >= SMALLEST_SHARE) return [];
  return open.map(({ path, document }) => issues.noShareLeft(path, document.name, SMALLEST_SHARE));
}
