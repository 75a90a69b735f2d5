/** Asks when the message should be sent. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { toast } from '../ui/toast.tsx'
import { LaterDialog } from './later-dialog.tsx'
import type { Ticket } from './model.ts'
import { useClock } from './time.ts'

interface ScheduleDialogProps {
  ticket: Ticket
  onSchedule: (sendAt: string) => Promise<void>
  onClose: () => void
}

export function ScheduleDialog({ ticket, onSchedule, onClose }: ScheduleDialogProps) {
  const { t } = useTranslation('inbox')
  const clock = useClock()
  const queries = useQueryClient()
  const scheduling = useMutation({
    mutationFn: onSchedule,
    onSuccess: (_, at) => {
      onClose()
      toast.success(t('schedule.done', { at: clock.full(at) }))
      return queries.invalidateQueries({ queryKey: ['scheduled'] })
    },
  })
  return (
    <LaterDialog
      title={t('schedule.title')}
      description={ticket.contact.name}
      action={t('schedule.action')}
      legend={t('schedule.when')}
      isBusy={scheduling.isPending}
      problem={scheduling.error?.message}
      onChoose={at => scheduling.mutate(at)}
      onClose={onClose}
    >
      <WhatToKnow ticket={ticket} />
    </LaterDialog>
  )
}

/** Why it may be held: the customer writes before, or WhatsApp accepts no text any more. */
function WhatToKnow({ ticket: { windowClosesAt, isGroup } }: { ticket: Ticket }) {
  const { t } = useTranslation('inbox')
  const clock = useClock()
  if (isGroup) return null
  return (
    <div className="mb-3 grid gap-1 text-sm text-soft">
      <p>{t('schedule.onReply')}</p>
      {windowClosesAt !== null && <p>{t('schedule.window', { at: clock.full(windowClosesAt) })}</p>}
    </div>
  )
}
