import fc from 'fast-check';
import {
  addressIn,
  alignCidr,
  cidrContains,
  cidrSize,
  cidrsOverlap,
  formatAddress,
  isAligned,
  isPrivateCidr,
  subnetOf,
  tryParseAddress,
  tryParseCidr,
} from '../../src/kernel/cidr';

const address = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const cidr = fc
  .record({ first: address, prefix: fc.integer({ min: 0, max: 32 }) })
  .map(({ first, prefix }) => alignCidr(`${formatAddress(first)}/${prefix}`));

describe('addresses', () => {
  test('survive a trip through text', () => {
    fc.assert(fc.property(address, (it) => expect(tryParseAddress(formatAddress(it))).toBe(it)));
  });

  test.each(['', '1.2.3', '1.2.3.4.5', '1.2.3.256', '01.2.3.4', '1x.2.3.4', ' 1.2.3.4', '1.2.3.4\n', '-1.2.3.4'])(
    'refuse %j',
    (text) => expect(tryParseAddress(text)).toBeUndefined(),
  );
});

describe('ranges', () => {
  test.each([
    '10.0.0.0',
    '10.0.0.0/',
    '10.0.0.0/33',
    '10.0.0.0/8/8',
    '10.0.0.0/08',
    '10.0.0.0/-1',
    '/8',
    '10.0.0.0/1e1',
  ])('refuse %j', (text) => expect(tryParseCidr(text)).toBeUndefined());

  test('know when an address has bits beyond the prefix, and what it would have to be', () => {
    expect(isAligned('10.0.3.1/28')).toBe(false);
    expect(alignCidr('10.0.3.1/28')).toBe('10.0.3.0/28');
    fc.assert(fc.property(cidr, (it) => expect(isAligned(it)).toBe(true)));
  });

  test('overlap exactly when one contains the other, as aligned ranges do', () => {
    fc.assert(
      fc.property(cidr, cidr, (a, b) => expect(cidrsOverlap(a, b)).toBe(cidrContains(a, b) || cidrContains(b, a))),
    );
  });

  test('are divided without gap or overlap', () => {
    const halves = [subnetOf('10.80.0.0/16', 17, 0), subnetOf('10.80.0.0/16', 17, 1)];
    expect(halves).toEqual(['10.80.0.0/17', '10.80.128.0/17']);
    expect(() => subnetOf('10.80.0.0/16', 17, 2)).toThrow('no /17 number 2 in 10.80.0.0/16');
    expect(() => subnetOf('10.80.0.0/16', 15, 0)).toThrow('no /15 number 0');
  });

  test('count their addresses from the network address', () => {
    expect(addressIn('10.0.0.0/30', 3)).toBe('10.0.0.3');
    expect(() => addressIn('10.0.0.0/30', 4)).toThrow('no address number 4');
  });

  test('are private only inside the ranges of RFC 1918', () => {
    expect(['10.0.0.0/8', '172.31.0.0/16', '192.168.4.0/24'].every(isPrivateCidr)).toBe(true);
    expect(['172.32.0.0/16', '8.8.8.0/24', '10.0.0.0/7', '100.64.0.0/10'].some(isPrivateCidr)).toBe(false);
  });
});

describe('the edges of ranges', () => {
  test('a number of a range lies between the first and the last', () => {
    expect(() => subnetOf('10.80.0.0/16', 17, -1)).toThrow('no /17 number -1 in 10.80.0.0/16');
    expect(subnetOf('10.80.0.0/16', 16, 0)).toBe('10.80.0.0/16');
    expect(() => subnetOf('10.80.0.0/15', 14, 0)).toThrow('no /14 number 0 in 10.80.0.0/15');
    // A shorter prefix is refused by itself, even where the wider range would end within the space of addresses.
    expect(() => subnetOf('0.0.0.0/1', 0, 0)).toThrow('no /0 number 0');
    expect(() => addressIn('10.0.0.0/30', -1)).toThrow('no address number -1 in 10.0.0.0/30');
    expect(addressIn('10.0.0.0/30', 0)).toBe('10.0.0.0');
    expect(() => addressIn('10.0.0.9/32', 1)).toThrow('no address number 1');
  });

  test('what touches does not overlap, and what is equal does', () => {
    expect(cidrsOverlap('10.0.0.0/25', '10.0.0.128/25')).toBe(false);
    expect(cidrsOverlap('10.0.0.128/25', '10.0.0.0/25')).toBe(false);
    expect(cidrsOverlap('10.0.0.0/25', '10.0.0.0/25')).toBe(true);
    expect(cidrsOverlap('10.0.0.0/24', '10.0.0.255/32')).toBe(true);
  });

  test('a range contains itself and its parts, and nothing that begins before it or ends behind it', () => {
    expect(cidrContains('10.0.0.0/24', '10.0.0.0/24')).toBe(true);
    expect(cidrContains('10.0.0.0/24', '10.0.0.128/25')).toBe(true);
    expect(cidrContains('10.0.0.128/25', '10.0.0.0/24')).toBe(false);
    expect(cidrContains('10.0.0.0/25', '10.0.0.0/24')).toBe(false);
    expect(cidrContains('10.0.1.0/24', '10.0.0.255/32')).toBe(false);
    expect(cidrContains('10.0.1.0/24', '10.0.2.0/32')).toBe(false);
  });

  test('the whole space and a single address are ranges', () => {
    expect(tryParseCidr('0.0.0.0/0')).toEqual({ first: 0, prefix: 0 });
    expect(tryParseCidr('255.255.255.255/32')).toEqual({ first: 2 ** 32 - 1, prefix: 32 });
    expect(tryParseCidr('10.0.3.1/28')).toEqual({ first: 167772929, prefix: 28 });
    expect([cidrSize('0.0.0.0/0'), cidrSize('10.0.0.0/16'), cidrSize('10.0.0.9/32')]).toEqual([2 ** 32, 65536, 1]);
    expect(tryParseAddress('255.255.255.255')).toBe(2 ** 32 - 1);
    expect(tryParseAddress('0.0.0.0')).toBe(0);
    expect(tryParseAddress('0.0.1.2')).toBe(258);
  });

  test('text that is no range is refused by name', () => {
    expect(() => cidrSize('10.0.0.0')).toThrow('not an IPv4 range: 10.0.0.0');
  });

  test('each private range is private to its last address', () => {
    expect(
      ['10.255.255.255/32', '172.16.0.0/12', '172.16.0.0/32', '172.31.255.255/32', '192.168.255.255/32'].filter(
        (range) => !isPrivateCidr(range),
      ),
    ).toEqual([]);
    expect(
      ['9.255.255.255/32', '11.0.0.0/32', '172.15.255.255/32', '192.167.255.255/32', '192.169.0.0/32'].filter(
        isPrivateCidr,
      ),
    ).toEqual([]);
  });
});
