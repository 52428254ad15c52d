import type { Plan } from '../plan/plan';

/** Returns the part of summary and README about control planes and their certificate; undefined if there are none. */
export function hybridSection({ kong }: Plan): { readonly title: string; readonly text: string } | undefined {
  const { hybrid } = kong;
  if (!hybrid) return undefined;
  const { datacenter, host, port, certificate } = hybrid;
  const [years, renewal] = [certificate.validityHours / (365 * 24), certificate.renewalHours / 24];
  return {
    title: 'Control planes',
    text:
      `They stand in ${datacenter}, and data planes of every datacenter know them as ${host}, port ${port}. ` +
      `Both sides show one certificate of ${years} years, counted from the first apply of shared, whose output kong_cluster_certificate_end has its end; ` +
      `from ${renewal} days before it on a plan of shared makes another, and topogen runbook --rotate ${certificate.secret} has the steps.`,
  };
}
