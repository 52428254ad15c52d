import type { InnerLinkKind } from '../kernel/cloud/links';
import { INNER_LINK_KEY, type SpecDocument } from './schema';

type LinksDocument = SpecDocument['links'];

/** The program's word for each of the user's: the one place that knows both. */
const INNER_LINKS: Readonly<Record<LinksDocument[typeof INNER_LINK_KEY], InnerLinkKind>> = {
  'transit-gateway-peering': 'transit-peering',
  ipsec: 'gateway-vpn',
};

/** The kind of link that the user wishes between two datacenters of a cloud that offers it. */
export function wishedInnerLink(links: LinksDocument): InnerLinkKind {
  return INNER_LINKS[links[INNER_LINK_KEY]];
}
