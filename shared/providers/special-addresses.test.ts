import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { expect, test } from 'vitest';
import { isPublicAddress } from './special-addresses.ts';

const privateAddresses = [
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '192.168.1.1',
  '192.0.2.1',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::7f00:1',
  '::ffff:127.0.0.1',
  '::ffff:a9fe:a9fe',
  '64:ff9b::a9fe:a9fe',
  '2002:7f00:1::',
  '2001:0:7f00:1::',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'ff02::1',
  '2001:db8::1',
  'not an address',
];

test.each(privateAddresses)('%s is not public', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(['1.1.1.1', '8.8.8.8', '172.32.0.1', '104.18.7.192', '2606:4700::6812:7c0', '::ffff:8.8.8.8'])(
  '%s is public',
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

/** By another's tables. IPv4-compatible addresses are no range of theirs, and ::a.b.c.d they read as ::ffff:a.b.c.d. */
function isUnicast(address: string): boolean {
  if (/^::\d+\./.test(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  return !(parsed instanceof ipaddr.IPv6) || parsed.parts.slice(0, 6).some((part) => part !== 0);
}

const { IPv4, IPv6 } = ipaddr;
type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];
const specialRanges = [IPv4, IPv6].flatMap(({ prototype }) => {
  const { SpecialRanges } = prototype as unknown as { SpecialRanges: Record<string, Range | Range[]> };
  return Object.values(SpecialRanges).flatMap((ranges) => (Array.isArray(ranges[0]) ? ranges : [ranges]) as Range[]);
});

/** Just before a range, in it, at its end, just after it. */
function around([base, prefix]: Range): string[] {
  const bytes = base.toByteArray();
  const bits = bytes.length * 8;
  const first = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const size = 2n ** BigInt(bits - prefix);
  const last = 2n ** BigInt(bits) - 1n;
  return [first - 1n, first, first + size / 3n, first + size - 1n, first + size]
    .filter((number) => number >= 0n && number <= last)
    .map((number) =>
      ipaddr.fromByteArray(bytes.map((_, index) => Number((number >> BigInt(bits - 8 * (index + 1))) & 255n))),
    )
    .map(String);
}

test('the borders of every special range are where they are for others', () => {
  const addresses = specialRanges.flatMap(around);

  expect(addresses.length).toBeGreaterThan(150);
  expect(addresses.filter((address) => isPublicAddress(address) !== isUnicast(address))).toEqual([]);
});

const mapped = fc.ipV4().map((address) => `::ffff:${address}`);

test.each(Object.entries({ v4: fc.ipV4(), v6: fc.ipV6(), mapped }))(
  'any address is judged as others do: %s',
  (_, addresses) => {
    fc.assert(
      fc.property(addresses, (address) => {
        expect(isPublicAddress(address)).toBe(isUnicast(address));
      }),
    );
  },
);
