import type { DnsPolicy, DnsProvider } from '../dns';

/** Traits of a cloud's DNS service, as far as the names of a gateway need them. */
export interface DnsFacts {
  readonly provider: DnsProvider;
  /** Name for people, e.g. `Cloud DNS`. */
  readonly title: string;
  readonly policies: readonly DnsPolicy[];
  /** Reasons why it lacks others, each with what to write instead. */
  readonly lacks: Readonly<Partial<Record<DnsPolicy, string>>>;
  /** True if a name may lead to balancers that are known by a name of their own, and to those of other clouds. */
  readonly leadsEverywhere: boolean;
  /** True if it knows itself whether balancers of its own cloud on the internet are well; it asks others from the internet. */
  readonly knowsOwnBalancers: boolean;
  /** True if each datacenter of a name is a record of its own, so that any of them may go; false if one record has all. */
  readonly recordForEach: boolean;
  /** Range that a part of its checkers ask from, and where the others stand; undefined if they may come from anywhere. */
  readonly checkers: { readonly range: string; readonly list: string } | undefined;
  readonly zone: ZoneFacts;
}

/** Rules for the name of a zone that the user has. */
export interface ZoneFacts {
  readonly pattern: RegExp;
  /** The texts that `pattern` accepts, in words. */
  readonly form: string;
  /** Pattern of those that are the zone's own domain, which a hostname must be in; others are ids, which do not tell it. */
  readonly domain: RegExp | undefined;
  /** True if it is in a project. */
  readonly inProject: boolean;
}
