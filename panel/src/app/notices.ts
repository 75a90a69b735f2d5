/**
 * Notices of the browser, for people who are not looking at the panel. The service worker shows them, once whatever the number of
 * tabs, and none while one of our tabs is visible.
 */
import { preference, setPreference } from './preferences.ts'
import { goOnWithPush } from './push.ts'

const WORKER = '/panel/sw.js'
const IN_SIGHT = 'recado.in-sight'

export interface Notice {
  title: string
  body: string
  /** Notices with the same tag appear as one. */
  tag: string
  /** The page that a click opens. */
  path: string
}

export type NoticeState = 'unsupported' | 'refused' | 'ask' | 'off' | 'on'

export function noticeState(): NoticeState {
  if (typeof Notification === 'undefined' || !('serviceWorker' in navigator)) return 'unsupported'
  if (Notification.permission === 'denied') return 'refused'
  if (Notification.permission === 'default') return 'ask'
  return preference('notices') === 'on' ? 'on' : 'off'
}

/** Called when somebody is signed in; `go` opens an address of the panel. Returns the function that ends it. */
export function startNotices(go: (path: string) => void): () => void {
  if (!('serviceWorker' in navigator)) return () => undefined
  // A server without a built panel has none, so there are no notices.
  navigator.serviceWorker
    .register(WORKER, { scope: '/' })
    .then(goOnWithPush)
    .catch(() => undefined)
  const opened = ({ data }: MessageEvent<{ open?: unknown }>) => {
    if (typeof data?.open === 'string') go(data.open)
  }
  navigator.serviceWorker.addEventListener('message', opened)
  const stopSaying = sayInSight()
  return () => {
    navigator.serviceWorker.removeEventListener('message', opened)
    stopSaying()
  }
}

/** A shared lock while this tab is visible, so that every tab can find out whether one is. */
function sayInSight(): () => void {
  let release: (() => void) | undefined
  const look = () => {
    release?.()
    release = undefined
    if (document.visibilityState !== 'visible') return
    const held = new Promise<void>(resolve => {
      release = resolve
    })
    void navigator.locks.request(IN_SIGHT, { mode: 'shared' }, () => held)
  }
  look()
  document.addEventListener('visibilitychange', look)
  return () => {
    document.removeEventListener('visibilitychange', look)
    release?.()
  }
}

async function isAnyInSight(): Promise<boolean> {
  const { held = [] } = await navigator.locks.query()
  return held.some(({ name }) => name === IN_SIGHT)
}

/** Shows it unless notices are switched off, or somebody is looking. */
export async function notice(given: Notice): Promise<void> {
  if (noticeState() !== 'on' || (await isAnyInSight())) return
  await showNotice(given)
}

export async function showNotice({ title, body, tag, path }: Notice): Promise<void> {
  const worker = await navigator.serviceWorker.ready
  await worker.showNotification(title, { body, tag, icon: '/panel/icon.svg', data: { path } })
}

/** Must be called from a click, as browsers require. */
export async function allowNotices(): Promise<NoticeState> {
  await Notification.requestPermission()
  if (Notification.permission === 'granted') setPreference('notices', 'on')
  return noticeState()
}
