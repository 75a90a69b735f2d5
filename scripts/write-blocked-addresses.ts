/** Writes docs/blocked-addresses.md from the table that the server uses; `--check` only says whether it is fresh. */
import { readFileSync, writeFileSync } from 'node:fs'
import { INTERNAL_PORTS, MAX_URL_LENGTH } from '../server/src/base/outbound/address-guard.ts'
import { BLOCKED_RANGES, type BlockedRange } from '../server/src/base/outbound/blocked-ranges.ts'

const page = new URL('../docs/blocked-addresses.md', import.meta.url)

export function renderBlockedAddresses(): string {
  return `<!-- Written by scripts/write-blocked-addresses.ts. Change server/src/base/outbound/blocked-ranges.ts instead. -->

# Addresses that Recado does not connect to

The URL of an endpoint is chosen by a customer, and Recado posts to it from inside your network. So it connects to public
hosts only. A URL is judged when it is saved, and the address again whenever a connection is opened: the name is resolved
then, the socket goes to the address that was checked, and redirects are not followed. A name with several addresses is reached at those that are allowed; if there is none, the attempt fails and its log says so. It does not say whether there is such a name, because otherwise customers could find out which names your network knows.

| name | the address is | addresses |
|---|---|---|
${BLOCKED_RANGES.map(renderRow).join('\n')}

However an address is spelled (\`2130706433\`, \`0177.0.0.1\`, \`0x7f.1\`, \`127.1\`, full-width digits), it is the same
address. \`localhost\` and every name that ends in \`.localhost\` is this server, whatever DNS says.

Recado cannot know a NAT64 prefix that your own network has chosen (RFC 6052, other than \`64:ff9b::/96\`), nor public
addresses behind which you keep internal things. Close those in your firewall.

## URLs

- \`https\`, and \`http\` unless the operator sets \`ALLOW_HTTP_WEBHOOKS=false\`.
- Ports 80, 443 and 1024 to 65535, except those of internal services: ${INTERNAL_PORTS.join(', ')}.
  The operator can name the allowed ports instead, in \`WEBHOOK_PORTS\`; then exactly those are allowed.
- No user name or password in the URL; send an \`authorization\` header.
- At most ${MAX_URL_LENGTH} characters.

## Opening your own network

Self-hosters open networks with \`ALLOW_PRIVATE_NETWORKS\`, for example \`10.1.2.0/24,127.0.0.1/32,fd12:3456::/32\`. On a
server that others are customers of, open nothing wider than the one host that is meant. Metadata services stay closed even
then: only an entry that is the very address (\`/32\` or \`/128\`) opens one. An IPv4 entry opens no IPv6 address that carries
it. The server's own public addresses are closed but for ports 80 and 443, which the world reaches anyhow (n8n beside Recado,
behind its public name): what is posted there never passes the firewall that faces the world. To open another port of
it, the entry is that address.
`
}

function renderRow({ name, reason, ranges, interfaceIds = [], byAddressInside, isOwn }: BlockedRange): string {
  const addresses = [
    ...ranges.map(range => `\`${range}\``),
    ...(isOwn ? ["those of this server's network interfaces, at ports other than 80 and 443"] : []),
    ...interfaceIds.map(id => `\`*:${id.slice(0, 4)}:${id.slice(4)}:*\` (IPv6 interface id, any prefix)`),
  ]
  return `| ${name} | ${reason} | ${addresses.join(', ')}${byAddressInside ? ' when the IPv4 address inside is blocked' : ''} |`
}

if (import.meta.main) {
  const text = renderBlockedAddresses()
  if (!process.argv.includes('--check')) writeFileSync(page, text)
  else if (readFileSync(page, 'utf8') !== text) {
    console.error('docs/blocked-addresses.md is stale: run node scripts/write-blocked-addresses.ts')
    process.exitCode = 1
  }
}
