import { useNavigate } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../app/session.ts'
import { IconButton } from '../ui/button.tsx'
import type { InboxSearch } from './feature.ts'

/** Which figure of a report the list stands behind, and the way back to the lists. */
export function FromReport({ search }: { search: InboxSearch }) {
  const { t, i18n } = useTranslation('inbox')
  const { timezone } = useMe().tenant
  const navigate = useNavigate()
  const { createdFrom, createdBefore, closedFrom, closedBefore } = search
  const format = new Intl.DateTimeFormat(i18n.language, { timeZone: timezone, day: '2-digit', month: '2-digit' })
  const words = (from: string, before: string) => ({
    from: format.format(new Date(from)),
    to: format.format(Date.parse(before) - 1),
  })
  const text =
    closedFrom !== undefined && closedBefore !== undefined
      ? t('report.closed', words(closedFrom, closedBefore))
      : createdFrom !== undefined && createdBefore !== undefined
        ? t('report.opened', words(createdFrom, createdBefore))
        : t('report.tab')
  return (
    <p className="flex items-center justify-between gap-2 border-b border-line bg-accent-soft py-0.5 pr-2 pl-4 text-sm">
      {text}
      <IconButton isSmall label={t('report.leave')} onClick={() => void navigate({ to: '.', search: {} })}>
        <X aria-hidden="true" />
      </IconButton>
    </p>
  )
}
