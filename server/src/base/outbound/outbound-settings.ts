/** Settings of outgoing requests, read. Each throws what it wants instead, as base/config.ts shows it. */
import { readFileSync } from 'node:fs'

export function proxyUrl(text: string): URL {
  const url = URL.parse(text)
  if (url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '') return url
  throw new Error('an address like http://proxy.example:3128')
}

export function certificates(path: string): string {
  const text = readFileSync(path, 'utf8')
  if (!text.includes('-----BEGIN CERTIFICATE-----')) throw new Error('a file of certificates in PEM')
  return text
}
