import { BlockList, isIP } from 'node:net';

/** What IANA's registries of special-purpose addresses keep from the public internet, and what leads back to such an IPv4 address. */
const networks = {
  ipv4: [
    ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
    ...['192.0.2.0/24', '192.31.196.0/24', '192.52.193.0/24', '192.88.99.0/24', '192.168.0.0/16', '192.175.48.0/24'],
    ...['198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  ],
  ipv6: [
    // Unspecified, loopback, and IPv4-compatible ::a.b.c.d (RFC 4291 §2.5.5.1): deprecated, yet some stacks still route it to the IPv4 host.
    '::/96',
    // IPv4 in other ways: translated (RFC 6145, 6052, 8215), Teredo, 6to4.
    ...['::ffff:0:0:0/96', '64:ff9b::/96', '64:ff9b:1::/48', '2002::/16'],
    // Teredo is the first of what RFC 2928 reserves; the others of 2001:: are benchmarking, AMT, AS112, ORCHID, documentation.
    ...['2001::/23', '2001:2::/48', '2001:3::/32', '2001:4:112::/48', '2001:10::/28', '2001:20::/28', '2001:30::/28'],
    ...['2001:db8::/32', '2620:4f:8000::/48', '3fff::/20', '5f00::/16', '100::/64'],
    ...['fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
  ],
} as const;

let list: BlockList | undefined;

/** True for addresses of the public internet only: not private, loopback, link-local, metadata, multicast, reserved. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  // One with a zone is of a link of this machine.
  if (version === 0 || address.includes('%')) return false;
  list ??= listSpecial();
  // A mapped address, ::ffff:10.0.0.1, is judged as what it reaches.
  return !list.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

function listSpecial(): BlockList {
  const special = new BlockList();
  for (const family of ['ipv4', 'ipv6'] as const) {
    for (const network of networks[family]) {
      const [address = '', prefix] = network.split('/');
      special.addSubnet(address, Number(prefix), family);
    }
  }
  return special;
}
