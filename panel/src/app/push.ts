/**
 * Notices while the panel is closed, through the push service of the browser. A person's choice is stored on the server with
 * their session, and here, so that the next sign-in in this browser uses it again; signing out deletes both.
 */
import { api, bodyOf } from '../api/client.ts'
import type { components } from '../api/generated/schema.ts'

export type PushWishes = components['schemas']['PushWishes']

const STORED = 'recado.push'
export const FIRST_WISHES: PushWishes = {
  wantsMine: true,
  wantsMentions: true,
  wantsWaiting: false,
  showsText: false,
}

export const canPush = (): boolean => 'serviceWorker' in navigator && typeof PushManager !== 'undefined'

export function storedWishes(): PushWishes | undefined {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED) ?? 'null')
    return typeof stored === 'object' && stored !== null ? { ...FIRST_WISHES, ...stored } : undefined
  } catch {
    return undefined
  }
}

/** Called from a click, when the browser has been allowed to show notices. */
export async function startPush(wishes: PushWishes): Promise<void> {
  const { publicKey } = await bodyOf(api.GET('/api/v1/push-subscription', {}))
  const { pushManager } = await navigator.serviceWorker.ready
  const key = bytesOf(publicKey)
  let subscription = await pushManager.getSubscription()
  // A server that was set up again has another key, which the old subscription does not know.
  if (subscription !== null && !isSame(subscription.options.applicationServerKey, key)) {
    await subscription.unsubscribe()
    subscription = null
  }
  subscription ??= await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
  const { endpoint = '', keys = {} } = subscription.toJSON()
  const body = { endpoint, keys: { p256dh: keys.p256dh ?? '', auth: keys.auth ?? '' }, ...wishes }
  await api.PUT('/api/v1/push-subscription', { body })
  localStorage.setItem(STORED, JSON.stringify(wishes))
}

/** Restores the choice of the last visit, if this browser is still allowed. */
export async function goOnWithPush(): Promise<void> {
  const wishes = storedWishes()
  if (wishes === undefined || !canPush() || Notification.permission !== 'granted') return
  await startPush(wishes)
}

export async function stopPush(): Promise<void> {
  await api.DELETE('/api/v1/push-subscription', {})
  await forgetPush()
}

/** Only here, because the server deletes it with the session. */
export async function forgetPush(): Promise<void> {
  localStorage.removeItem(STORED)
  if (!canPush()) return
  const registration = await navigator.serviceWorker.getRegistration()
  await (await registration?.pushManager.getSubscription())?.unsubscribe()
}

export const testPush = () => bodyOf(api.POST('/api/v1/push-subscription/test', {}))

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(text, sign => sign.charCodeAt(0))
}

function isSame(one: ArrayBuffer | null, other: Uint8Array): boolean {
  const bytes = new Uint8Array(one ?? new ArrayBuffer(0))
  return bytes.length === other.length && bytes.every((byte, at) => byte === other[at])
}
