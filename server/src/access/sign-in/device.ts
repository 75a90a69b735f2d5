/**
 * Devices that have signed in to an account before. Their cookie names nobody: it has a random id and, for each of the last
 * accounts, a signature over both. It gives no access; it only gives its owner a separate limit of guesses from that of strangers
 * (pace.ts).
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { AUTH_PATH, COOKIE_PREFIX } from '../auth.ts'

const MAX_ACCOUNTS = 8
const MAX_AGE_SECONDS = 180 * 24 * 3600

export interface DeviceDeps {
  secret: string
  isSecure: boolean
}

interface Device {
  id: string
  signatures: string[]
}

/** The id of the device when it has signed in with this e-mail before. */
export function knownDevice(deps: DeviceDeps, request: FastifyRequest, email: string): string | undefined {
  const device = readDevice(deps, request)
  if (device === undefined) return undefined
  const wanted = Buffer.from(sign(deps, device.id, email))
  const isKnown = device.signatures.some(given => isSame(Buffer.from(given), wanted))
  return isKnown ? device.id : undefined
}

export function rememberDevice(deps: DeviceDeps, request: FastifyRequest, reply: FastifyReply, email: string): void {
  const { id, signatures } = readDevice(deps, request) ?? { id: randomBytes(16).toString('base64url'), signatures: [] }
  const signature = sign(deps, id, email)
  const kept = [signature, ...signatures.filter(one => one !== signature)].slice(0, MAX_ACCOUNTS)
  const flags = `Path=${AUTH_PATH}; HttpOnly; SameSite=Lax${deps.isSecure ? '; Secure' : ''}`
  reply.header('set-cookie', `${cookieName(deps)}=${[id, ...kept].join('.')}; Max-Age=${MAX_AGE_SECONDS}; ${flags}`)
}

const cookieName = ({ isSecure }: DeviceDeps) => `${isSecure ? '__Secure-' : ''}${COOKIE_PREFIX}.device`

function readDevice(deps: DeviceDeps, request: FastifyRequest): Device | undefined {
  const prefix = `${cookieName(deps)}=`
  const cookies = request.headers.cookie?.split(';', 50).map(cookie => cookie.trim()) ?? []
  const value = cookies.find(cookie => cookie.startsWith(prefix))?.slice(prefix.length)
  if (value === undefined || !/^[\w-]{22}(\.[\w-]{22}){1,8}$/.test(value)) return undefined
  const [id, ...signatures] = value.split('.')
  return { id: id as string, signatures }
}

const sign = ({ secret }: DeviceDeps, id: string, email: string) =>
  createHmac('sha256', secret).update(`device\n${id}\n${email}`).digest().subarray(0, 16).toString('base64url')

const isSame = (left: Buffer, right: Buffer) => left.length === right.length && timingSafeEqual(left, right)
