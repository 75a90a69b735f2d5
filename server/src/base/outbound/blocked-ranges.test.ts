import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { test } from 'node:test'
import fc from 'fast-check'
import ipaddr from 'ipaddr.js'
import { renderBlockedAddresses } from '../../../../scripts/write-blocked-addresses.ts'
import { ownAt, parseTarget } from './address-guard.ts'
import { BLOCKED_RANGES, isBlocked, parseCidrs } from './blocked-ranges.ts'

/** Written again by hand: first and last address of every range in the table, and the row that must name them. */
const EDGES: readonly (readonly [range: string, name: string, first: string, last: string])[] = [
  ['169.254.169.254/32', 'cloud metadata', '169.254.169.254', '169.254.169.254'],
  ['169.254.169.123/32', 'cloud metadata', '169.254.169.123', '169.254.169.123'],
  ['169.254.169.253/32', 'cloud metadata', '169.254.169.253', '169.254.169.253'],
  ['169.254.170.2/32', 'cloud metadata', '169.254.170.2', '169.254.170.2'],
  ['169.254.170.23/32', 'cloud metadata', '169.254.170.23', '169.254.170.23'],
  ['169.254.0.23/32', 'cloud metadata', '169.254.0.23', '169.254.0.23'],
  ['169.254.42.42/32', 'cloud metadata', '169.254.42.42', '169.254.42.42'],
  ['100.100.100.200/32', 'cloud metadata', '100.100.100.200', '100.100.100.200'],
  ['168.63.129.16/32', 'cloud metadata', '168.63.129.16', '168.63.129.16'],
  ['192.0.0.192/32', 'cloud metadata', '192.0.0.192', '192.0.0.192'],
  ['fd00:ec2::254/128', 'cloud metadata', 'fd00:ec2::254', 'fd00:0ec2:0:0:0:0:0:0254'],
  ['fd00:ec2::23/128', 'cloud metadata', 'fd00:ec2::23', 'fd00:ec2::23'],
  ['fd00:ec2::123/128', 'cloud metadata', 'fd00:ec2::123', 'fd00:ec2::123'],
  ['fd00:ec2::253/128', 'cloud metadata', 'fd00:ec2::253', 'fd00:ec2::253'],
  ['fd20:ce::254/128', 'cloud metadata', 'fd20:ce::254', 'fd20:ce::254'],
  ['fd00:42::42/128', 'cloud metadata', 'fd00:42::42', 'fd00:42::42'],
  ['fe80::a9fe:a9fe/128', 'cloud metadata', 'fe80::a9fe:a9fe', 'fe80::169.254.169.254'],
  ['127.0.0.0/8', 'loopback', '127.0.0.0', '127.255.255.255'],
  ['::1/128', 'loopback', '::1', '0:0:0:0:0:0:0:1'],
  ['0.0.0.0/8', 'unspecified', '0.0.0.0', '0.255.255.255'],
  ['::/128', 'unspecified', '::', '0:0:0:0:0:0:0:0'],
  ['10.0.0.0/8', 'private', '10.0.0.0', '10.255.255.255'],
  ['172.16.0.0/12', 'private', '172.16.0.0', '172.31.255.255'],
  ['192.168.0.0/16', 'private', '192.168.0.0', '192.168.255.255'],
  ['fc00::/7', 'private', 'fc00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['fec0::/10', 'private', 'fec0::', 'feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['100.64.0.0/10', 'shared', '100.64.0.0', '100.127.255.255'],
  ['169.254.0.0/16', 'link-local', '169.254.0.0', '169.254.255.255'],
  ['fe80::/10', 'link-local', 'fe80::', 'febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['192.0.0.0/24', 'protocol assignments', '192.0.0.0', '192.0.0.255'],
  ['192.0.2.0/24', 'documentation', '192.0.2.0', '192.0.2.255'],
  ['198.51.100.0/24', 'documentation', '198.51.100.0', '198.51.100.255'],
  ['203.0.113.0/24', 'documentation', '203.0.113.0', '203.0.113.255'],
  ['2001:db8::/32', 'documentation', '2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['3fff::/20', 'documentation', '3fff::', '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['198.18.0.0/15', 'benchmarking', '198.18.0.0', '198.19.255.255'],
  ['2001:2::/48', 'benchmarking', '2001:2::', '2001:2:0:ffff:ffff:ffff:ffff:ffff'],
  ['255.255.255.255/32', 'broadcast', '255.255.255.255', '255.255.255.255'],
  ['224.0.0.0/4', 'multicast', '224.0.0.0', '239.255.255.255'],
  ['ff00::/8', 'multicast', 'ff00::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['240.0.0.0/4', 'reserved', '240.0.0.0', '255.255.255.254'],
  ['64:ff9b::/96', 'NAT64', '64:ff9b::', '64:ff9b::ffff:ffff'],
  ['64:ff9b:1::/48', 'local NAT64', '64:ff9b:1::', '64:ff9b:1:ffff:ffff:ffff:ffff:ffff'],
  ['::ffff:0:0/96', 'IPv4-mapped', '::ffff:0.0.0.0', '::ffff:255.255.255.255'],
  ['::ffff:0:0:0/96', 'IPv4-translated', '::ffff:0:0.0.0.0', '::ffff:0:255.255.255.255'],
  ['::/96', 'IPv4-compatible', '::2', '::ffff:ffff'],
  ['192.88.99.0/24', '6to4', '192.88.99.0', '192.88.99.255'],
  ['2002::/16', '6to4', '2002::', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2001::/32', 'Teredo', '2001::', '2001:0:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2001::/23', 'IPv6 protocol assignments', '2001:1::', '2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['*:00005efe:*', 'ISATAP', '2a00::5efe:0:0', '2fff:ffff:ffff:ffff:0:5efe:ffff:ffff'],
  ['*:02005efe:*', 'ISATAP', '2a00::200:5efe:0:0', '2fff:ffff:ffff:ffff:200:5efe:ffff:ffff'],
  ['100::/64', 'discard', '100::', '100::ffff:ffff:ffff:ffff'],
  ['100:0:0:1::/64', 'discard', '100:0:0:1::', '100:0:0:1:ffff:ffff:ffff:ffff'],
  ['5f00::/16', 'SRv6', '5f00::', '5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['::/3', 'not public', '0:0:0:0:1::', '1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['4000::/2', 'not public', '4000::', '7fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['8000::/1', 'not public', '8000::', 'fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
]

for (const [range, name, first, last] of EDGES) {
  test(`${range} is blocked as ${name}, first and last address`, () => {
    assert.equal(isBlocked(first, [])?.name, name)
    assert.equal(isBlocked(last, [])?.name, name)
  })
}

test("this server's own public addresses are open where the world sees web sites, and closed at every other port", () => {
  for (const port of [80, 443]) assert.deepEqual(ownAt(port)(), [])
  const all = Object.values(networkInterfaces()).flatMap(found => (found ?? []).map(({ address }) => address))
  for (const port of [5678, 8080, 22]) assert.deepEqual(ownAt(port)(), all)
})

test("this server's own addresses are blocked as own, however public, unless they are allowed", () => {
  const own = () => ['127.0.0.1', '8.8.4.4', '2a00:1450:4001:0800::200e', 'fe80::1%eth0']
  assert.equal(isBlocked('8.8.4.4', [], own)?.name, 'own')
  assert.equal(isBlocked('2a00:1450:4001:800::200e', [], own)?.name, 'own')
  assert.equal(isBlocked('64:ff9b::8.8.4.4', [], own)?.name, 'NAT64')
  assert.equal(isBlocked('8.8.8.8', [], own), null)
  assert.equal(isBlocked('8.8.4.4', parseCidrs('8.8.4.4'), own), null)
  for (const { address } of Object.values(networkInterfaces()).flatMap(found => found ?? [])) {
    assert.ok(isBlocked(address, []), `${address} is ours and open`)
  }
})

test('every range of the table is tested above', () => {
  const inTable = BLOCKED_RANGES.flatMap(row => [
    ...row.ranges.map(range => [range, row.name]),
    ...(row.interfaceIds ?? []).map(id => [`*:${id}:*`, row.name]),
  ])
  assert.deepEqual(inTable.map(String).sort(), EDGES.map(([range, name]) => String([range, name])).sort())
})

test('the page in docs is what the table says', () => {
  const page = readFileSync(new URL('../../../../docs/blocked-addresses.md', import.meta.url), 'utf8')
  assert.equal(page, renderBlockedAddresses(), 'run node scripts/write-blocked-addresses.ts')
})

const NEIGHBOURS =
  '1.0.0.0 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 168.63.129.15 169.253.255.255 ' +
  '169.255.0.0 172.15.255.255 172.32.0.0 191.255.255.255 192.0.1.0 192.0.3.0 192.88.98.255 192.88.100.0 192.167.255.255 ' +
  '192.169.0.0 198.17.255.255 198.20.0.0 198.51.99.255 198.51.101.0 203.0.112.255 203.0.114.0 223.255.255.255 8.8.8.8 ' +
  '2000:: 2001:200:: 2001:db7:ffff:: 2001:db9:: 2001:4860:4860::8888 2003:: 2600:: 2a00::5eff:0:0 2a00::1:5efe:0:0 ' +
  '3ffe:ffff:: 3fff:1000:: 64:ff9b::8.8.8.8 2606:4700::1111'

for (const address of NEIGHBOURS.split(' ')) {
  test(`${address} is public`, () => assert.equal(isBlocked(address, []), null))
}

for (const text of [
  '',
  'localhost',
  'example.com',
  '0177.0.0.1',
  '127.1',
  '2130706433',
  '0x7f.1',
  '10.0.0.0/8',
  '[::1]',
]) {
  test(`"${text}" is no address, so it is blocked`, () => assert.equal(isBlocked(text, [])?.name, 'not an address'))
}

test('a zone does not hide an address', () => {
  assert.equal(isBlocked('fe80::1%eth0', [])?.name, 'link-local')
  assert.equal(isBlocked('::1%lo', [])?.name, 'loopback')
})

// Plain arithmetic beside ipaddr.js: any IPv4 address of the table, as a number.
const v4Ranges = EDGES.flatMap(([, , first, last]) =>
  first.includes(':') ? [] : [[toNumber(first), toNumber(last)] as const],
)
const blockedV4 = fc.constantFrom(...v4Ranges).chain(([first, last]) => fc.integer({ min: first, max: last }))

function toNumber(dotted: string): number {
  return dotted.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0)
}

function bytesOf(value: number): [number, number, number, number] {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]
}

/** Two groups of IPv6. */
const groups = (value: number) => `${(value >>> 16).toString(16)}:${(value & 0xffff).toString(16)}`

const DISGUISES: Record<string, (value: number) => string> = {
  mapped: value => `::ffff:${bytesOf(value).join('.')}`,
  'mapped, in hex': value => `0:0:0:0:0:ffff:${groups(value)}`,
  compatible: value => `::${groups(value)}`,
  translated: value => `::ffff:0:${groups(value)}`,
  NAT64: value => `64:ff9b::${groups(value)}`,
  'local NAT64': value => `64:ff9b:1::${groups(value)}`,
  '6to4': value => `2002:${groups(value)}::1`,
  'Teredo client': value => `2001:0:808:808:0:1234:${groups(~value >>> 0)}`,
  'Teredo server': value => `2001:0:${groups(value)}::1`,
  ISATAP: value => `2a00:1:2:3:0:5efe:${groups(value)}`,
  'ISATAP, unique': value => `2a00:1:2:3:200:5efe:${groups(value)}`,
}

for (const [name, disguise] of Object.entries(DISGUISES)) {
  test(`any blocked IPv4 address stays blocked as ${name}, also in a URL`, () => {
    fc.assert(
      fc.property(blockedV4, value => {
        assert.notEqual(isBlocked(disguise(value), []), null)
        assertRefused(`https://[${disguise(value)}]/`)
      }),
    )
  })
}

const octal = (part: number) => `0${part.toString(8)}`
const hex = (part: number) => `0x${part.toString(16)}`
const fullWidth = (text: string) => text.replace(/\d/g, digit => String.fromCodePoint(0xff10 + Number(digit)))

const SPELLINGS: Record<string, (value: number) => string> = {
  dotted: value => bytesOf(value).join('.'),
  'with a final dot': value => `${bytesOf(value).join('.')}.`,
  decimal: value => String(value),
  hexadecimal: hex,
  octal,
  'octal parts': value => bytesOf(value).map(octal).join('.'),
  'hexadecimal parts': value => bytesOf(value).map(hex).join('.'),
  'two parts': value => `${value >>> 24}.${value & 0xffffff}`,
  'three parts': value => `${hex(value >>> 24)}.${octal((value >>> 16) & 255)}.${value & 0xffff}`,
  'padded octal': value =>
    bytesOf(value)
      .map(part => `000${part.toString(8)}`)
      .join('.'),
  'full-width digits and dots': value => fullWidth(bytesOf(value).join('\u3002')),
  'percent-encoded': value =>
    bytesOf(value)
      .join('.')
      .replace(/\d/g, digit => `%3${digit}`),
}

for (const [name, spell] of Object.entries(SPELLINGS)) {
  test(`any blocked IPv4 address is recognised in a URL when written ${name}`, () => {
    fc.assert(fc.property(blockedV4, value => assertRefused(`https://${spell(value)}/`)))
  })
}

function assertRefused(text: string): void {
  const target = parseTarget(text, { allow: [], allowHttp: true, ports: null })
  assert.equal(!target.ok && target.code, 'address_blocked', text)
}

test('every IPv4 address outside of the table is public, also through NAT64', () => {
  const isInTable = (value: number) => v4Ranges.some(([first, last]) => first <= value && value <= last)
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffffff }), value => {
      const dotted = bytesOf(value).join('.')
      assert.equal(isBlocked(dotted, []) !== null, isInTable(value), dotted)
      assert.equal(isBlocked(`64:ff9b::${dotted}`, []) !== null, isInTable(value), dotted)
    }),
  )
})

test('no IPv6 address outside of 2000::/3 is public, except NAT64', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), bytes => {
      fc.pre(bytes[0]! >>> 5 !== 1)
      assert.notEqual(isBlocked(ipaddr.fromByteArray([...bytes]).toString(), []), null)
    }),
  )
})

test('an allowed network opens its addresses and no others', () => {
  const allow = parseCidrs('10.1.0.0/16, 127.0.0.1\nfd12::/16')
  for (const open of ['10.1.0.0', '10.1.255.255', '127.0.0.1', 'fd12::1']) assert.equal(isBlocked(open, allow), null)
  const closed = ['10.2.0.0', '127.0.0.2', 'fd13::1', '::ffff:10.1.0.1', '64:ff9b::10.1.0.1', '2002:a01:1::', '::1']
  for (const address of closed) assert.notEqual(isBlocked(address, allow), null, address)
})

test('a metadata service is opened by its very address only', () => {
  const services = BLOCKED_RANGES.find(row => row.exactlyAllowed)?.ranges ?? []
  for (const service of services) {
    const address = service.replace(/\/.*/, '')
    assert.notEqual(isBlocked(address, parseCidrs('0.0.0.0/0, ::/0, 169.254.169.254/31, fd00:ec2::254/127')), null)
    assert.equal(isBlocked(address, parseCidrs(address)), null)
    assert.equal(isBlocked(address, parseCidrs(service)), null)
  }
})

test('an allow-list is read strictly', () => {
  assert.deepEqual(parseCidrs(' '), [])
  assert.deepEqual(
    parseCidrs('10.0.0.0/8,::1').map(cidr => [cidr.text, cidr.bits]),
    [
      ['10.0.0.0/8', 8],
      ['::1', 128],
    ],
  )
  for (const bad of [
    '10.0.0.0/33',
    '::/129',
    '10/8',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '010.0.0.1',
    'localhost',
    'fe80::1%eth0',
    '1.2.3.4/-1',
  ]) {
    assert.throws(
      () => parseCidrs(`127.0.0.1, ${bad}`),
      new RegExp(`"${bad.replace(/[.%]/g, '\\$&')}" is not a network`),
    )
  }
})
