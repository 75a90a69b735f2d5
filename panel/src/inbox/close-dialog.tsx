import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { automationQuery } from '../app/lists.ts'
import { Check } from '../ui/choice.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorState, Skeleton } from '../ui/state.tsx'
import { toast } from '../ui/toast.tsx'
import { ChoiceList } from './choice-list.tsx'
import type { Ticket } from './model.ts'
import { closingReasonsQuery, useTicketAction } from './tickets.ts'

const NO_REASON = 'none'

export function CloseDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { t } = useTranslation('inbox')
  const reasons = useQuery(closingReasonsQuery)
  const closing = useTicketAction('close')
  const [farewell, setFarewell] = useState(true)
  const hasFarewell = useHasFarewell(ticket)
  // None = all queues. If there are reasons, one of them is mandatory.
  const ours = reasons.data?.filter(
    ({ isActive, queueIds }) =>
      isActive && (queueIds.length === 0 || (ticket.queueId !== null && queueIds.includes(ticket.queueId))),
  )
  const choices = ours?.map(({ id, name, color }) => ({ id: String(id), label: name, color })) ?? []
  const submit = (id: string) =>
    closing.mutate(
      { id: ticket.id, closingReasonId: id === NO_REASON ? null : Number(id), ...(hasFarewell && { farewell }) },
      {
        onSuccess: () => {
          onClose()
          toast.success(t('closed', { name: ticket.contact.name }))
        },
      },
    )
  return (
    <Dialog isOpen onClose={onClose} title={t('closeTitle')} description={ticket.contact.name}>
      {reasons.isPending && <Skeleton className="h-24" />}
      {reasons.isError && <ErrorState error={reasons.error} onRetry={() => void reasons.refetch()} />}
      {ours !== undefined && (
        <ChoiceList
          legend={t('closingReason')}
          choices={choices.length > 0 ? choices : [{ id: NO_REASON, label: t('noReason') }]}
          submit={t('close')}
          isBusy={closing.isPending}
          problem={closing.error?.message}
          onSubmit={submit}
        >
          {hasFarewell && (
            <Check checked={farewell} onChange={event => setFarewell(event.target.checked)}>
              {t('sendFarewell')}
            </Check>
          )}
        </ChoiceList>
      )}
    </Dialog>
  )
}

function useHasFarewell({ queueId, isGroup }: Ticket): boolean {
  const automation = useQuery({ ...automationQuery(queueId ?? 0), enabled: queueId !== null && !isGroup }).data
  return automation !== undefined && automation.farewell !== null
}
