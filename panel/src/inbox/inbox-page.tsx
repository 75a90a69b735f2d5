import { Outlet, useMatch } from '@tanstack/react-router'
import { MessagesSquare } from 'lucide-react'
import { lazy, Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useDemo } from '../app/demo.ts'
import { useTitle } from '../app/title.ts'
import { FirstStepsLink } from '../first-steps/first-steps-link.tsx'
import { cx } from '../ui/cx.ts'
import { EmptyState } from '../ui/state.tsx'
import { loadConversationPage } from './ahead.ts'
import { usePlaying } from './playing.ts'
import { TicketLists } from './ticket-lists.tsx'

const NowPlaying = lazy(() => import('./now-playing.tsx').then(file => ({ default: file.NowPlaying })))

/** When the first view is there, the page of a conversation may come. */
const SETTLED_MS = 1_500

/** On a phone either the lists or a conversation; beside each other if there is room. */
export function InboxPage() {
  const { t } = useTranslation('inbox')
  const isChosen = useMatch({ from: '/frame/inbox/$ticketId', shouldThrow: false }) !== undefined
  const isHeard = usePlaying() !== undefined
  return (
    <div className="flex min-h-0 grow flex-col">
      <Suspense>{isHeard && <NowPlaying />}</Suspense>
      <div className="flex min-h-0 grow">
        <h1 className="sr-only">{t('title')}</h1>
        <section
          aria-label={t('lists')}
          className={cx(
            'flex min-h-0 w-full shrink-0 flex-col border-line bg-pane md:w-80 md:border-r lg:w-[21.5rem]',
            isChosen && 'max-md:hidden',
          )}
        >
          <TicketLists />
        </section>
        <div className={cx('flex min-h-0 min-w-0 grow flex-col', !isChosen && 'max-md:hidden')}>
          <Outlet />
        </div>
      </div>
    </div>
  )
}

export function NothingChosen() {
  const { t } = useTranslation('inbox')
  const demo = useDemo()
  useEffect(() => {
    const timer = setTimeout(loadConversationPage, SETTLED_MS)
    return () => clearTimeout(timer)
  }, [])
  useTitle(t('title'))
  const phone = demo ? (
    <a href={demo.phone} target="_blank" rel="noopener" className="font-medium text-accent underline">
      {t('phone')}
    </a>
  ) : (
    <FirstStepsLink />
  )
  return (
    <div className="grid grow place-items-center">
      <EmptyState icon={<MessagesSquare />} title={t('chooseTitle')} action={phone}>
        {demo ? t('chooseDemo') : t('chooseText')}
      </EmptyState>
    </div>
  )
}
