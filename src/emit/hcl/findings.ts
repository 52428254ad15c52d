import type { AcceptedFindings } from '../../clouds/accepted-findings';
import { commentLine } from './body';
import { indent, type Line } from './line';

/**
 * Adds the reasons of accepted findings to the lines of a block, where each scanner looks for them: trivy on the lines
 * directly above the block, checkov inside it.
 *
 *     # trivy:ignore:AVD-0001 Packages come from mirrors whose addresses change.
 *     resource "x_rule" "packages" {
 *       # checkov:skip=CKV_X_1:Packages come from mirrors whose addresses change.
 *       cidr = "0.0.0.0/0"
 *     }
 *
 * @throws Error on a block without lines of its own, which has no inside, and on a reason that no line can hold
 */
export function explainFindings(block: readonly Line[], findings: AcceptedFindings): Line[] {
  const entries = Object.entries(findings);
  if (entries.length === 0) return [...block];
  const [header, ...rest] = block;
  if (!header || rest.length === 0)
    throw new Error(`a block without lines has findings: ${Object.keys(findings).join()}`);
  for (const [id, reason] of entries) {
    if (/[\r\n]/.test(reason) || reason.trim() === '') throw new Error(`the reason for ${id} is not one line`);
  }
  const isInside = ([id]: readonly [string, string]): boolean => id.startsWith('CKV');
  const above = entries.filter((entry) => !isInside(entry));
  const inside = entries.filter(isInside);
  return [
    ...above.map(([id, reason]) => commentLine(`trivy:ignore:${id} ${reason}`)),
    header,
    ...indent(inside.map(([id, reason]) => commentLine(`checkov:skip=${id}:${reason}`))),
    ...rest,
  ];
}
