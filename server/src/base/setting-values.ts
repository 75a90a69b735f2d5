/**
 * Reads the texts of settings. Each function returns the value, or throws the description of a valid one, which config.ts shows.
 */
import { readFileSync } from 'node:fs'
import ipaddr from 'ipaddr.js'
import { type PortRange, parsePorts } from './outbound/address-guard.ts'

export function wholeNumber(min: number, max: number) {
  return (text: string): number => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (number >= min && number <= max) return number
    throw new Error(`a whole number from ${min} to ${max}`)
  }
}

export function oneOf<T extends string>(values: readonly T[]) {
  return (text: string): T => {
    const value = values.find(candidate => candidate === text)
    if (value !== undefined) return value
    throw new Error(`one of ${values.join(', ')}`)
  }
}

export function matching(pattern: RegExp, like: string) {
  return (text: string): string => {
    if (pattern.test(text)) return text
    throw new Error(like)
  }
}

export function yesOrNo(text: string): boolean {
  return oneOf(['true', 'false'])(text) === 'true'
}

/**
 * A text of numbers and dots is meant to be an address, and everything else is a name. Listening shows whether it belongs to this
 * machine.
 */
export function listenAddress(text: string): string {
  const isAddress = ipaddr.isValid(text) && (text.includes(':') || ipaddr.IPv4.isValidFourPartDecimal(text))
  if (isAddress || (/^[a-z0-9.-]+$/i.test(text) && /[a-z]/i.test(text))) return text
  throw new Error('an address of this machine, like 127.0.0.1, 0.0.0.0 or ::')
}

/** Links, cookies and webhooks are all made below the root, so some would keep a path and others would not. */
export function originUrl(text: string): string {
  const url = httpUrl(text)
  if (new URL(url).pathname === '/') return url
  throw new Error('an address without a path, like https://desk.example.com: give Recado a host name of its own')
}

/** Returns it without a slash at its end. */
export function httpUrl(text: string): string {
  const url = URL.parse(text)
  const isBare = url !== null && url.search === '' && url.hash === '' && url.username === '' && url.password === ''
  if (isBare && /^https?:$/.test(url.protocol)) return url.href.replace(/\/+$/, '')
  throw new Error('an address like https://desk.example.com')
}

export function postgresUrl(text: string): string {
  const url = URL.parse(text)
  if (url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1) return text
  throw new Error('an address like postgres://user:password@host:5432/database')
}

export function smtpUrl(text: string): string {
  const url = URL.parse(text)
  if (url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== '') return text
  throw new Error('an address like smtps://user:password@mail.example.com')
}

export function base64Keys(text: string): Buffer[] {
  const keys = text.split(',').map(part => Buffer.from(part.trim(), 'base64'))
  if (keys.every(key => key.length === 32)) return keys
  throw new Error('32 bytes in base64, which `openssl rand -base64 32` makes')
}

export function ports(text: string): PortRange[] | null {
  try {
    return text === '' ? null : parsePorts(text)
  } catch (cause) {
    throw new Error('ports and ranges like 443,8000-8999, separated by commas', { cause })
  }
}

export function cidrs(text: string): string[] {
  const networks = text.split(',').map(part => part.trim())
  for (const network of networks.filter(Boolean)) {
    if (!ipaddr.isValidCIDR(network))
      throw new Error(`networks like 10.1.2.0/24, separated by commas; \`${network}\` is none`)
  }
  return networks.filter(Boolean)
}

export function hosts(text: string): string[] {
  const names = text.split(',').map(part => part.trim().toLowerCase())
  for (const name of names.filter(Boolean)) {
    const isHost = /^(\*\.)?([a-z0-9-]+\.)+[a-z0-9-]+$/.test(name)
    if (!isHost)
      throw new Error(`hosts like cdn.example.com or *.example.com, separated by commas; \`${name}\` is none`)
  }
  return names.filter(Boolean)
}

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
