import { expect, test } from 'vitest'
import { clientAddress } from './clientAddress.ts'

test.each([
  ['without proxies the connection counts, whatever the header claims', '192.0.2.1', '1.2.3.4', 0, '192.0.2.1'],
  [
    'behind one proxy its last entry counts, not what the client wrote before',
    '10.0.0.1',
    'forged, 192.0.2.9',
    1,
    '192.0.2.9',
  ],
  ['behind two, the last but one', '10.0.0.1', 'forged, 192.0.2.9, 10.0.0.2', 2, '192.0.2.9'],
  ['a header shorter than the chain gives what there is', '10.0.0.1', '192.0.2.9', 3, '192.0.2.9'],
  ['a missing header gives the proxy itself', '10.0.0.1', null, 1, '10.0.0.1'],
  ['an IPv4 address in IPv6 clothes is IPv4', '::ffff:192.0.2.1', null, 0, '192.0.2.1'],
  ['an IPv6 address counts by its /64', '2001:db8:1:2:3:4:5:6', null, 0, '2001:db8:1:2::/64'],
  ['in whatever spelling', '2001:0DB8:0001:0002::6', null, 0, '2001:db8:1:2::/64'],
  ['loopback too', '::1', null, 0, '0:0:0:0::/64'],
  ['link-local with its zone', 'fe80::1%eth0', null, 0, 'fe80:0:0:0::/64'],
  ['in process there is none', undefined, undefined, 0, 'unknown'],
] as const)('%s', (_, peer, forwarded, proxies, expected) => {
  expect(clientAddress(peer, forwarded, proxies)).toBe(expected)
})
