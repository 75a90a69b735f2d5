import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router'
import { Compass, Lock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { EmptyState, ErrorState } from '../ui/state.tsx'

export function NotFound() {
  const { t } = useTranslation('app')
  return (
    <main className="grid h-full place-items-center">
      <EmptyState
        isPageTitle
        icon={<Compass />}
        title={t('notFound.title')}
        action={
          <Link to="/" className="font-medium text-accent underline">
            {t('notFound.home')}
          </Link>
        }
      >
        {t('notFound.text')}
      </EmptyState>
    </main>
  )
}

/** A link to a page that is not for this profile says so, and not what the server says to its first request. */
export function NotForYou() {
  const { t } = useTranslation('app')
  return (
    <EmptyState isPageTitle icon={<Lock />} title={t('notForYou.title')}>
      {t('notForYou.text')}
    </EmptyState>
  )
}

export function PageFailed({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const retry = () => {
    reset()
    router.invalidate()
  }
  return (
    <main className="grid h-full place-items-center">
      <ErrorState error={error instanceof Error ? error : new Error(String(error))} onRetry={retry} />
    </main>
  )
}
