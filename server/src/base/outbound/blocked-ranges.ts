/**
 * Addresses that nothing in Recado may connect to on a customer's word: everything that is not plainly a public host.
 * The one table; docs/blocked-addresses.md is written from it (scripts/write-blocked-addresses.ts), each row is a test.
 *
 * IPv6 addresses that carry an IPv4 address are blocked whole, except 64:ff9b::/96, which IPv6-only networks with DNS64
 * need to reach any IPv4 host: there the address inside decides. What is outside of 2000::/3 is not in use as a public
 * address, so it is blocked too, and a range that IANA gives out later must be added here.
 */
import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import ipaddr from 'ipaddr.js'

type Address = ipaddr.IPv4 | ipaddr.IPv6

export interface BlockedRange {
  name: string
  /** Completes "<address> is ...". */
  reason: string
  ranges: readonly string[]
  /** Bytes 8 to 11 of an IPv6 address that also belong here, under any prefix. */
  interfaceIds?: readonly string[]
  /** The addresses that this machine has right now. */
  isOwn?: true
  /** Blocked only if the IPv4 address in the last 32 bits is. */
  byAddressInside?: true
  /**
   * Opened only by an entry for exactly this address: whoever allowed a wide range did not mean to give away the machine's keys.
   */
  exactlyAllowed?: true
}

/** A network that the operator opened; `text` is what was written in the setting. */
export interface Cidr {
  text: string
  address: Address
  bits: number
}

export interface Blocked {
  name: string
  reason: string
}

/** The first row that covers an address names it, so the narrow ones come first. */
export const BLOCKED_RANGES: readonly BlockedRange[] = [
  {
    name: 'cloud metadata',
    reason: "a cloud's metadata service, which hands out the machine's credentials",
    ranges: [
      '169.254.169.254/32', // AWS, Azure, Google, Oracle, DigitalOcean, OpenStack, ...
      '169.254.169.123/32', // AWS time
      '169.254.169.253/32', // AWS DNS
      '169.254.170.2/32', // AWS ECS task credentials
      '169.254.170.23/32', // AWS EKS pod credentials
      '169.254.0.23/32', // Tencent
      '169.254.42.42/32', // Scaleway
      '100.100.100.200/32', // Alibaba
      '168.63.129.16/32', // Azure's host, a public address
      '192.0.0.192/32', // Oracle, classic
      'fd00:ec2::254/128', // AWS
      'fd00:ec2::23/128', // AWS EKS pod credentials
      'fd00:ec2::123/128', // AWS time
      'fd00:ec2::253/128', // AWS DNS
      'fd20:ce::254/128', // Google
      'fd00:42::42/128', // Scaleway
      'fe80::a9fe:a9fe/128', // OpenStack
    ],
    exactlyAllowed: true,
  },
  { name: 'loopback', reason: 'this server itself (loopback)', ranges: ['127.0.0.0/8', '::1/128'] },
  {
    name: 'unspecified',
    reason: 'this host or network, which means this server itself',
    ranges: ['0.0.0.0/8', '::/128'],
  },
  {
    name: 'private',
    reason: 'in a private network',
    ranges: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7', 'fec0::/10'],
  },
  { name: 'shared', reason: "in a provider's internal network (CGNAT, RFC 6598)", ranges: ['100.64.0.0/10'] },
  { name: 'link-local', reason: 'on the local link', ranges: ['169.254.0.0/16', 'fe80::/10'] },
  {
    name: 'protocol assignments',
    reason: 'set aside for network protocols (RFC 6890)',
    ranges: ['192.0.0.0/24'],
  },
  {
    name: 'documentation',
    reason: 'an example from documentation, not a real host',
    ranges: ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32', '3fff::/20'],
  },
  {
    name: 'benchmarking',
    reason: 'set aside for measuring inside of networks (RFC 2544)',
    ranges: ['198.18.0.0/15', '2001:2::/48'],
  },
  {
    name: 'broadcast',
    reason: 'the broadcast address',
    ranges: ['255.255.255.255/32'],
  },
  { name: 'multicast', reason: 'a group of hosts (multicast)', ranges: ['224.0.0.0/4', 'ff00::/8'] },
  { name: 'reserved', reason: 'reserved, not a public host (RFC 1112)', ranges: ['240.0.0.0/4'] },
  {
    name: 'NAT64',
    reason: 'a NAT64 address of an IPv4 address that is blocked',
    ranges: ['64:ff9b::/96'],
    byAddressInside: true,
  },
  {
    name: 'local NAT64',
    reason: 'a NAT64 address of a local network (RFC 8215)',
    ranges: ['64:ff9b:1::/48'],
  },
  { name: 'IPv4-mapped', reason: 'an IPv4 address written as IPv6', ranges: ['::ffff:0:0/96'] },
  { name: 'IPv4-translated', reason: 'an IPv4 address translated to IPv6 (SIIT)', ranges: ['::ffff:0:0:0/96'] },
  { name: 'IPv4-compatible', reason: 'an IPv4 address written as IPv6', ranges: ['::/96'] },
  { name: '6to4', reason: 'a tunnel to an IPv4 address (6to4)', ranges: ['192.88.99.0/24', '2002::/16'] },
  { name: 'Teredo', reason: 'a tunnel to an IPv4 address (Teredo)', ranges: ['2001::/32'] },
  {
    name: 'IPv6 protocol assignments',
    reason: 'set aside for network protocols (RFC 2928)',
    ranges: ['2001::/23'],
  },
  {
    name: 'ISATAP',
    reason: 'a tunnel to an IPv4 address (ISATAP)',
    ranges: [],
    interfaceIds: ['00005efe', '02005efe'],
  },
  { name: 'discard', reason: 'an address where everything is thrown away', ranges: ['100::/64', '100:0:0:1::/64'] },
  { name: 'SRv6', reason: "inside a provider's network (SRv6)", ranges: ['5f00::/16'] },
  {
    name: 'not public',
    reason: 'outside of the public IPv6 addresses (2000::/3)',
    ranges: ['::/3', '4000::/2', '8000::/1'],
  },
  {
    // Packets to it stay inside (over lo), so the firewall that faces the world does not see them (address-guard.ts `ownAt`).
    name: 'own',
    reason: 'this server itself, by its own public address',
    ranges: [],
    isOwn: true,
  },
]

const NOT_AN_ADDRESS: Blocked = { name: 'not an address', reason: 'not an IP address' }

interface Row extends BlockedRange {
  parsed: readonly (readonly [Address, number])[]
}

const ROWS: readonly Row[] = BLOCKED_RANGES.map(row => ({
  ...row,
  parsed: row.ranges.map(range => ipaddr.parseCIDR(range)),
}))

/**
 * Why this address may not be connected to; null when it may. What is not a plain IP address is blocked. `own` are the
 * addresses of this server that are closed although they are public.
 */
export function isBlocked(address: string, allow: readonly Cidr[], own = ownAddresses): Blocked | null {
  // Before ipaddr.js, which also takes octal, hexadecimal and short spellings: none comes from DNS or a parsed URL.
  if (isIP(address) === 0) return NOT_AN_ADDRESS
  const parsed = ipaddr.parse(address)
  const row = findRow(parsed, own)
  if (row === null || allow.some(cidr => opens(cidr, parsed, row))) return null
  return { name: row.name, reason: row.reason }
}

/** They are read each time, which takes 0.1 ms: a lease may end, or an interface come up. */
export function ownAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap(found => (found ?? []).map(({ address }) => address))
}

function findRow(address: Address, own: () => string[]): Row | null {
  const row = ROWS.find(candidate => covers(candidate, address, own))
  if (row === undefined) return null
  if (row.byAddressInside) return findRow(new ipaddr.IPv4(address.toByteArray().slice(12)), own) === null ? null : row
  return row
}

function covers(row: Row, address: Address, own: () => string[]): boolean {
  if (row.isOwn) return own().some(text => isIP(text) !== 0 && ipaddr.parse(text).toString() === address.toString())
  if (row.parsed.some(([network, bits]) => isWithin(address, network, bits))) return true
  return row.interfaceIds !== undefined && address.kind() === 'ipv6' && row.interfaceIds.includes(interfaceId(address))
}

/** ipaddr.js throws on comparing IPv4 with IPv6. */
function isWithin(address: Address, network: Address, bits: number): boolean {
  return address.kind() === network.kind() && address.match(network, bits)
}

function interfaceId(address: Address): string {
  return Buffer.from(address.toByteArray().slice(8, 12)).toString('hex')
}

function opens(cidr: Cidr, address: Address, row: Row): boolean {
  if (row.exactlyAllowed && cidr.bits < cidr.address.toByteArray().length * 8) return false
  return isWithin(address, cidr.address, cidr.bits)
}

/**
 * `10.0.0.0/8, 127.0.0.1, fd12::/16`; an address without a slash is that address alone. Throws a sentence that names the bad
 * entry.
 */
export function parseCidrs(list: string): Cidr[] {
  return list.split(/[\s,]+/).flatMap(entry => (entry === '' ? [] : [parseCidr(entry)]))
}

function parseCidr(text: string): Cidr {
  const [host = '', bits, rest] = text.split('/')
  const version = isIP(host)
  const most = version === 4 ? 32 : 128
  const isPrefix = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most)
  if (version === 0 || host.includes('%') || !isPrefix || rest !== undefined) {
    throw new RangeError(`"${text}" is not a network like 10.0.0.0/8 or an address like 127.0.0.1`)
  }
  return { text, address: ipaddr.parse(host), bits: bits === undefined ? most : Number(bits) }
}
