import { PAYLOAD_BYTES, PROPOSAL, TUNNEL_IN_UDP } from '../../src/plan/ipsec';

test('the proposal is AES-256, SHA2-256 and group 20, the curve of 384 bits', () => {
  expect(PROPOSAL).toEqual({ cipherBits: 256, hashBits: 256, group: { number: 20, curveBits: 384 } });
});

// AWS Site-to-Site VPN user guide, MTU and MSS by algorithm: 1438 and 1398, with NAT traversal 1422 and 1382.
test('what a tunnel leaves of a packet is what AWS publishes for the proposal', () => {
  expect(PAYLOAD_BYTES.value).toBe(1_398);
  expect(TUNNEL_IN_UDP).toEqual({ mtu: 1_422, mss: 1_382 });
});
