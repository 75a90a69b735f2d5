/**
 * Asks at once for what the router would ask for one after the other: texts, who is signed in, the frame, the page. Whatever fails
 * here is asked for again by who needs it, and the error shown there.
 */
import { queries } from './queries.ts'
import { meQuery } from './session.ts'

/** Pages of those who are not signed in. */
const DOOR = /^\/(?:sign-in|set-up|invitation|new-password|confirm-email|forgot-password)(?:\/|$)/

export function startEarly(path: string): void {
  if (DOOR.test(path)) return
  void queries.prefetchQuery(meQuery)
  const files = [import('./frame.tsx')] as Promise<unknown>[]
  if (path === '/' || path.startsWith('/inbox')) files.push(import('../inbox/inbox-page.tsx'))
  if (/^\/inbox\/\d/.test(path)) files.push(import('../inbox/conversation.tsx'))
  void Promise.allSettled(files)
}
