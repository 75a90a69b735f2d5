/** Addresses of clients, as proxies write them: with a port, in brackets, as IPv4 inside IPv6. One parser for all of it. */
import ipaddr from 'ipaddr.js'

/**
 * `203.0.113.7:5678`, `[2001:db8::7]:5678`, `"[2001:db8::7]"` and the like without port, brackets and quotes, in its shortest
 * form; undefined when it is not an address.
 */
export function parseAddress(text: string): string | undefined {
  const bare = text.trim().replace(/^"|"$/g, '')
  const [, bracketed, v4] = /^\[([^\]]*)\](?::\d+)?$|^([\d.]+)(?::\d+)?$/.exec(bare) ?? []
  // A zone (`fe80::1%eth0`) only names the proxy's network interface.
  const address = (bracketed ?? v4 ?? bare).replace(/%.*$/, '')
  return ipaddr.isValid(address) && (address.includes(':') || ipaddr.IPv4.isValidFourPartDecimal(address))
    ? ipaddr.process(address).toString()
    : undefined
}

/** The addresses of an `x-forwarded-for`. What is not an address stays as it is, so that it matches no trusted proxy. */
export function normalizeForwarded(header: string): string {
  return header
    .split(',')
    .map(part => parseAddress(part) ?? part.trim())
    .join(', ')
}

/**
 * The key under which the requests of an address are counted. In IPv6 it is the /64, because one client can use any address of
 * it.
 */
export function addressKey(ip: string): string {
  const parsed = parseAddress(ip)
  if (parsed === undefined) return ip
  const address = ipaddr.parse(parsed)
  return address instanceof ipaddr.IPv6 ? address.parts.slice(0, 4).join(':') : parsed
}
