import { useQuery } from '@tanstack/react-query'
import { ArrowRightLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../ui/dialog.tsx'
import { EmptyState, Skeleton } from '../ui/state.tsx'
import { toast } from '../ui/toast.tsx'
import { ChoiceList } from './choice-list.tsx'
import { useOnline } from './colleagues-here.ts'
import type { Ticket } from './model.ts'
import { colleaguesQuery, queuesQuery, useTicketAction } from './tickets.ts'

/** In a queue it waits; a colleague gets it at once. */
export function TransferDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { t } = useTranslation('inbox')
  const queues = useQuery(queuesQuery)
  const colleagues = useQuery(colleaguesQuery)
  const online = useOnline()
  const transferring = useTicketAction('transfer')
  const choices = [
    ...(queues.data ?? [])
      .filter(({ id, isActive }) => isActive && id !== ticket.queueId)
      .map(({ id, name, color }) => ({ id: `queue ${id}`, label: name, color, hint: t('queue') })),
    ...(colleagues.data ?? [])
      .filter(({ id }) => id !== ticket.userId)
      .map(({ id, name }) => ({ id: `user ${id}`, label: name, hint: t(online.has(id) ? 'online' : 'person') })),
  ]
  const submit = (chosen: string) => {
    const [kind, id] = chosen.split(' ')
    const target = kind === 'queue' ? { queueId: Number(id) } : { userId: Number(id) }
    transferring.mutate(
      { id: ticket.id, ...target },
      {
        onSuccess: () => {
          onClose()
          toast.success(t('transferred', { name: choices.find(choice => choice.id === chosen)?.label }))
        },
      },
    )
  }
  return (
    <Dialog isOpen onClose={onClose} title={t('transferTitle')} description={ticket.contact.name}>
      {queues.isPending || colleagues.isPending ? (
        <Skeleton className="h-24" />
      ) : choices.length === 0 ? (
        <EmptyState icon={<ArrowRightLeft />} title={t('nobodyElse')} />
      ) : (
        <ChoiceList
          legend={t('transferTo')}
          choices={choices}
          submit={t('transfer')}
          isBusy={transferring.isPending}
          problem={transferring.error?.message}
          onSubmit={submit}
        />
      )}
    </Dialog>
  )
}
