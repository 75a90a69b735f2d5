/** The three states of a list besides its content: it is empty, it failed, it is loading. */
import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { cx } from './cx.ts'

interface EmptyStateProps {
  icon: ReactNode
  title: string
  children?: ReactNode
  /** What can be done about it. */
  action?: ReactNode
  /** Set when nothing else on the page is its title. */
  isPageTitle?: boolean
}

export function EmptyState({ icon, title, children, action, isPageTitle = false }: EmptyStateProps) {
  const Title = isPageTitle ? 'h1' : 'p'
  return (
    <div className="grid place-items-center gap-1 px-6 py-12 text-center">
      <div className="mb-2 grid size-12 place-items-center rounded-2xl bg-sunk text-soft [&>svg]:size-6">{icon}</div>
      <Title className="font-semibold">{title}</Title>
      {children !== undefined && <div className="max-w-80 text-soft">{children}</div>}
      {action !== undefined && <div className="mt-3">{action}</div>}
    </div>
  )
}

export function ErrorState({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const { t } = useTranslation('app')
  return (
    <div role="alert" className="grid place-items-center gap-1 px-6 py-12 text-center">
      <TriangleAlert className="mb-2 size-6 text-bad" aria-hidden="true" />
      <p className="font-semibold">{t('failed.title')}</p>
      <p className="max-w-96 text-soft">{error.name === 'Unreachable' ? t('failed.unreachable') : error.message}</p>
      {onRetry !== undefined && (
        <Button className="mt-3" onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
    </div>
  )
}

export const Skeleton = ({ className }: { className?: string }) => (
  <span aria-hidden="true" className={cx('block animate-pulse rounded-md bg-sunk', className)} />
)
