import type { LinkKind } from '../kernel/cloud/links';
import { inWords } from '../kernel/in-words';
import type { LinkEncryption, LinkPlan } from '../plan/plan';

/**
 * The words for each kind of link, in a table and on a line of the diagram; the number of tunnels comes from the plan.
 */
const KINDS: Readonly<Record<LinkKind, { readonly title: string; readonly label: string; readonly place: string }>> = {
  'managed-vpn': { title: 'IPsec VPN with BGP', label: 'IPsec', place: '' },
  'ha-vpn': { title: 'IPsec HA VPN with BGP', label: 'IPsec', place: '' },
  'transit-peering': { title: 'transit gateway peering', label: 'transit peering', place: '' },
  'gateway-vpn': { title: 'IPsec VPN with BGP', label: 'IPsec', place: ', on a pair of VPN instances' },
};

/** The words on encryption that the kind does not imply. */
const ENCRYPTIONS: Readonly<Record<LinkEncryption, { readonly title: string; readonly label: string }>> = {
  ipsec: { title: '', label: '' },
  cloud: { title: ", encrypted by the cloud, no keys of one's own", label: ', encrypted by the cloud' },
};

/** Describes a link, e.g. `IPsec VPN with BGP, four tunnels`. */
export function linkText({ kind, encryption, tunnels }: LinkPlan): string {
  const { title, place } = KINDS[kind];
  const count = tunnels.length === 0 ? '' : `, ${inWords(tunnels.length)} tunnels`;
  return `${title}${count}${place}${ENCRYPTIONS[encryption].title}`;
}

/** Describes a link in short, e.g. `IPsec, 4 tunnels`. */
export function linkLabel({ kind, encryption, tunnels }: LinkPlan): string {
  const count = tunnels.length === 0 ? '' : `, ${tunnels.length} tunnels`;
  return `${KINDS[kind].label}${count}${ENCRYPTIONS[encryption].label}`;
}
