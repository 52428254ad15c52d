import type { Plan } from '../../plan/plan';

/** Returns the part of a link's bandwidth that the larger of its standing demands takes. */
export function linkUse({ limits }: Plan, id: string): number {
  const it = limits.bandwidth.find(({ link }) => link === id);
  if (!it) throw new Error(`no bandwidth of link ${id}`);
  return Math.max(it.replicationMbitPerSecond, it.afterOutageMbitPerSecond) / it.offeredMbitPerSecond;
}

export function useText(use: number): string {
  if (use > 0 && use < 0.01) return 'under 1 %';
  return `${Math.round(use * 100)} %`;
}
