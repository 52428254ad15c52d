import type { Plan } from '../plan/plan';

/** The names by which clients find the gateway, as a page and a terminal show them. */
export interface NamesSection {
  readonly lead: string;
  readonly rows: readonly (readonly string[])[];
}

/** Columns of a row for each name. */
export const NAMES_HEAD = ['Name', 'Leads to', 'By'] as const;

/** Makes the section about names; undefined where clients have names of their own. */
export function namesSection({ dns }: Plan): NamesSection | undefined {
  if (!dns) return undefined;
  const { hostname, provider, policy, zone, entries } = dns;
  const members = entries.filter(({ inName }) => inName).map(({ datacenter }) => datacenter);
  const where = zone.kind === 'private' ? 'a private zone that the stack dns makes' : `the zone ${zone.zone}`;
  return {
    lead: `${provider} answers in ${where}, and leaves out a datacenter that is not well.`,
    rows: [
      [hostname, members.join(', '), policy],
      ...entries.map((it) => [it.hostname, it.datacenter, it.inName ? 'itself' : 'itself; not in the hostname']),
    ],
  };
}
