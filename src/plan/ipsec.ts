import { published, type Figure } from '../kernel/figure';

/**
 * Every tunnel has this one proposal, for both phases: AES-CBC, HMAC-SHA2 and a group of an elliptic curve. Ends are
 * configured with it alone, if their cloud allows that and no older VPN instance faces them: with a whole list of
 * proposals the message that renews the keys grows beyond a packet, Cloud VPN takes no fragments of it, and the tunnel
 * goes down when its first keys expire.
 */
export const PROPOSAL = { cipherBits: 256, hashBits: 256, group: { number: 20, curveBits: 384 } } as const;

/**
 * VPN instances that were made by older releases of topogen propose this group alone until they are replaced, which is
 * one at a time and by hand: a managed end that faces instances takes it too, so that no tunnel goes down for good when
 * links are applied before that. The instance decides: new ones propose `PROPOSAL` alone.
 */
export const GROUP_OF_OLDER_INSTANCES = 14;

/** TCP payload of a packet in a tunnel with that proposal. */
export const PAYLOAD_BYTES: Figure = {
  value: mss(innerMtu(0)),
  unit: 'bytes',
  source: published(
    'RFC 4303, 3602 and 4868: ESP with AES-CBC and HMAC-SHA2-256-128 in packets of 1,500 bytes',
    '2007-05',
  ),
};

/**
 * Largest packet, and largest segment of TCP, in such a tunnel with UDP around it: its ends have translated addresses.
 */
export const TUNNEL_IN_UDP = { mtu: innerMtu(8), mss: mss(innerMtu(8)) } as const;

/*
 * A packet of 1500 bytes in a tunnel contains another one, encrypted in whole blocks of 16:
 *
 *     IP 20 | UDP 8 or none | ESP 8 | IV 16 | inner packet, padding, its length 1, protocol 1 | ICV: half a hash
 */
function innerMtu(udpBytes: number): number {
  const block = 16;
  const encrypted = 1_500 - 20 - udpBytes - 8 - block - PROPOSAL.hashBits / 8 / 2;
  return block * Math.floor(encrypted / block) - 2;
}

/** Subtracts the headers of IPv4 and TCP, 20 bytes each. */
function mss(mtu: number): number {
  return mtu - 40;
}
