/** Calls an attendant who is not looking at the panel: a count at the icon, in the tab's title, and one sound. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { chime } from '../app/chime.ts'
import { preference } from '../app/preferences.ts'
import { useLiveInterval } from '../app/stream.ts'
import { showWaiting } from '../app/title.ts'
import { countsQuery } from './tickets.ts'

/** Several tabs get the same message; the one with this lock makes the sound. */
const LOCK = 'recado.sound'

export function InboxBadge() {
  const { t } = useTranslation('inbox')
  const counts = useQuery({ ...countsQuery, refetchInterval: useLiveInterval() }).data
  const unread = counts?.unread ?? 0
  const wanting = (counts?.unreadMine ?? 0) + (counts?.pending ?? 0)
  const before = useRef<number | undefined>(undefined)
  useEffect(() => {
    showWaiting(unread)
    return () => showWaiting(0)
  }, [unread])
  useEffect(() => {
    if (counts === undefined) return
    const hasRisen = before.current !== undefined && wanting > before.current
    before.current = wanting
    if (hasRisen && preference('sound') === 'on') void chimeOnce()
  }, [counts, wanting])
  if (unread === 0) return null
  return (
    <span className="absolute -top-0.5 -right-0.5 grid h-4 min-w-4 place-items-center rounded-full bg-bad px-1 text-[0.625rem] leading-none font-semibold text-on-bad tabular-nums max-md:right-4">
      <span aria-hidden="true">{unread > 99 ? '99+' : unread}</span>
      <span className="sr-only">{t('unreadConversations', { count: unread })}</span>
    </span>
  )
}

function chimeOnce(): Promise<void> {
  return navigator.locks.request(LOCK, { ifAvailable: true }, async lock => {
    if (lock === null) return
    chime()
    // The lock lasts a little longer than the tone, so that a tab that gets the message later stays quiet.
    await new Promise(done => setTimeout(done, 2_000))
  })
}
