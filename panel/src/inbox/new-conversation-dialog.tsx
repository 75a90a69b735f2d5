import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isRefused } from '../api/problem.ts'
import { useMe } from '../app/session.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field, SelectField } from '../ui/field.tsx'
import { Skeleton } from '../ui/state.tsx'
import { withoutMessage } from './search.ts'
import { channelsQuery, colleaguesQuery, queuesQuery, startConversation, ticketChanged } from './tickets.ts'

/** Takes a number as people write it: for the contact who has it, or a new one. */
export function NewConversationDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('inbox')
  const navigate = useNavigate()
  const queries = useQueryClient()
  const me = useMe()
  const channels = useQuery(channelsQuery).data?.filter(({ isActive }) => isActive)
  const mine = useQuery(colleaguesQuery).data?.find(({ id }) => id === me.user?.id)
  const queues = useQuery(queuesQuery).data?.filter(
    ({ id, isActive }) => isActive && (me.profile !== 'attendant' || mine?.queueIds.includes(id)),
  )
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Error | undefined>()
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    const text = (name: string) => String(given.get(name) ?? '').trim()
    const queueId = Number(text('queueId'))
    setBusy(true)
    try {
      const ticket = await startConversation({
        channelId: Number(text('channelId')) || (channels?.[0]?.id ?? 0),
        number: text('number'),
        ...(text('name') !== '' && { name: text('name') }),
        ...(queueId > 0 && { queueId }),
      })
      ticketChanged(queries, ticket)
      onClose()
      await navigate({ to: '/inbox/$ticketId', params: { ticketId: ticket.id }, search: withoutMessage })
    } catch (error) {
      setProblem(error as Error)
    } finally {
      setBusy(false)
    }
  }
  const active = isRefused(problem) && problem.code === 'ticket_already_active' ? ticketIn(problem.more) : undefined
  return (
    <Dialog isOpen onClose={onClose} title={t('newConversation')}>
      {channels === undefined || queues === undefined ? (
        <Skeleton className="h-40" />
      ) : (
        <form className="grid gap-4" onSubmit={event => void submit(event)}>
          <Field
            label={t('phoneNumber')}
            name="number"
            type="tel"
            inputMode="tel"
            placeholder="(11) 98765-4321"
            required
            maxLength={40}
            autoFocus
            error={problem?.message}
          />
          {active !== undefined && (
            <Link
              to="/inbox/$ticketId"
              params={{ ticketId: active }}
              search={withoutMessage}
              onClick={onClose}
              className="-mt-2 font-medium text-accent underline"
            >
              {t('openActive')}
            </Link>
          )}
          <Field label={t('name')} name="name" hint={t('newNameHint')} maxLength={200} />
          {channels.length > 1 && (
            <SelectField label={t('channel')} name="channelId">
              {channels.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </SelectField>
          )}
          {queues.length > 0 && (
            <SelectField label={t('queue')} name="queueId">
              {queues.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </SelectField>
          )}
          <Button type="submit" look="primary" isBusy={isBusy}>
            {t('begin')}
          </Button>
        </form>
      )}
    </Dialog>
  )
}

const ticketIn = ({ params }: Record<string, unknown>): number | undefined => {
  const id = (params as { ticketId?: unknown } | undefined)?.ticketId
  return typeof id === 'number' ? id : undefined
}
