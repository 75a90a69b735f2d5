/**
 * Connects a number of the Cloud API: the token is tried as soon as it is pasted, and shows which numbers it sees, so that
 * nobody has to look for an id; nothing is stored before WhatsApp has confirmed it.
 */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, bodyOf } from '../api/client.ts'
import { isRefused } from '../api/problem.ts'
import { queuesQuery } from '../app/lists.ts'
import { Button } from '../ui/button.tsx'
import { RadioList } from '../ui/choice.tsx'
import { Field, SelectField } from '../ui/field.tsx'
import { Problems } from './health.tsx'

export interface Connected {
  id: number
  callbackUrl: string
  verifyToken: string
}

interface ConnectNumberProps {
  onConnected: (channel: Connected) => void
  /** The queue that is chosen to begin with. */
  queueId?: number | undefined
}

const OTHER = ''

export function ConnectNumber({ onConnected, queueId }: ConnectNumberProps) {
  const { t } = useTranslation('channels')
  const queries = useQueryClient()
  const queues = useQuery(queuesQuery).data?.filter(({ isActive }) => isActive) ?? []
  const [given, setGiven] = useState({ accessToken: '', appSecret: '', name: '', phoneNumberId: OTHER, wabaId: '' })
  const [queue, setQueue] = useState<number | null>(queueId ?? null)
  const set = (change: Partial<typeof given>) => setGiven(before => ({ ...before, ...change }))
  const looking = useMutation({
    mutationFn: (accessToken: string) => bodyOf(api.POST('/api/v1/channels/check', { body: { accessToken } })),
    onSuccess({ numbers }) {
      const [first, ...more] = numbers.filter(({ isConnected }) => !isConnected)
      if (first !== undefined && more.length === 0) {
        set({
          phoneNumberId: first.phoneNumberId,
          wabaId: first.wabaId,
          name: given.name || (first.verifiedName ?? ''),
        })
      }
    },
  })
  const connecting = useMutation({
    async mutationFn(isSure: boolean) {
      const { wabaId, name, ...credentials } = given
      const cloud = { ...credentials, ...(wabaId !== '' && { wabaId }) }
      if (!isSure) {
        const { isOk, problems } = await bodyOf(api.POST('/api/v1/channels/check', { body: cloud }))
        if (!isOk) return { problems }
      }
      const body = { ...cloud, name, defaultQueueId: queue }
      return { channel: await bodyOf(api.POST('/api/v1/channels', { body })) }
    },
    onSuccess({ channel }) {
      if (channel === undefined) return
      void queries.invalidateQueries({ queryKey: ['channels'] })
      onConnected(channel)
    },
  })
  const numbers = looking.data?.numbers ?? []
  const isListed = numbers.some(({ phoneNumberId }) => phoneNumberId === given.phoneNumberId)
  const problems = connecting.data?.problems ?? (looking.data?.isOk === false ? looking.data.problems : [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    connecting.mutate(false)
  }
  return (
    <form className="grid gap-6" onSubmit={submit} noValidate>
      <Step n={1} title={t('token.title')} text={t('token.text')}>
        <Field
          label={t('token.label')}
          type="password"
          autoComplete="off"
          spellCheck={false}
          value={given.accessToken}
          onChange={event => set({ accessToken: event.target.value.trim() })}
          onBlur={() => given.accessToken !== '' && looking.mutate(given.accessToken)}
          error={errorAt(connecting.error, 'accessToken')}
        />
        {looking.isPending && (
          <p role="status" className="text-soft">
            {t('token.trying')}
          </p>
        )}
      </Step>
      <Step n={2} title={t('number.title')} text={t('number.text')}>
        {numbers.length > 0 && (
          <RadioList
            label={t('number.found')}
            name="number"
            value={isListed ? given.phoneNumberId : OTHER}
            onChange={value => {
              const chosen = numbers.find(({ phoneNumberId }) => phoneNumberId === value)
              set({ phoneNumberId: value, wabaId: chosen?.wabaId ?? '' })
            }}
            options={[
              ...numbers.map(({ phoneNumberId, displayPhoneNumber, verifiedName, isConnected }) => ({
                value: phoneNumberId,
                label: [displayPhoneNumber ?? phoneNumberId, verifiedName].filter(Boolean).join(' · '),
                hint: isConnected ? t('number.isConnected') : undefined,
              })),
              { value: OTHER, label: t('number.other') },
            ]}
          />
        )}
        {!isListed && (
          <Field
            label={t('number.id')}
            hint={t('number.idHint')}
            inputMode="numeric"
            autoComplete="off"
            value={given.phoneNumberId}
            onChange={event => set({ phoneNumberId: event.target.value.trim() })}
            error={errorAt(connecting.error, 'phoneNumberId')}
          />
        )}
      </Step>
      <Step n={3} title={t('secret.title')} text={t('secret.text')}>
        <Field
          label={t('secret.label')}
          type="password"
          autoComplete="off"
          spellCheck={false}
          value={given.appSecret}
          onChange={event => set({ appSecret: event.target.value.trim() })}
          error={errorAt(connecting.error, 'appSecret')}
        />
      </Step>
      <Step n={4} title={t('here.title')} text={t('here.text')}>
        <Field
          label={t('name')}
          maxLength={200}
          value={given.name}
          onChange={event => set({ name: event.target.value })}
          error={errorAt(connecting.error, 'name')}
        />
        <SelectField
          label={t('queue')}
          hint={t('queueHint')}
          value={queue ?? ''}
          onChange={event => setQueue(Number(event.target.value) || null)}
        >
          <option value="">{t('noQueue')}</option>
          {queues.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      </Step>
      <Problems problems={problems} />
      {connecting.error !== null && !FIELDS.some(field => errorAt(connecting.error, field) !== undefined) && (
        <p role="alert" className="text-bad">
          {connecting.error.message}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" isBusy={connecting.isPending}>
          {t('tryAndConnect')}
        </Button>
        {connecting.data?.problems !== undefined && (
          <Button onClick={() => connecting.mutate(true)}>{t('connectAnyway')}</Button>
        )}
      </div>
    </form>
  )
}

const FIELDS = ['accessToken', 'phoneNumberId', 'appSecret', 'name'] as const

function errorAt(error: Error | null, field: (typeof FIELDS)[number]): string | undefined {
  if (!isRefused(error)) return undefined
  if (error.code === 'phone_number_id_taken' && field === 'phoneNumberId') return error.message
  const found = (error.more.errors ?? []) as { path: string; message: string }[]
  return found.find(({ path }) => path === `/${field}`)?.message
}

function Step({ n, title, text, children }: { n: number; title: string; text: string; children: ReactNode }) {
  return (
    <section className="grid grid-cols-[1.75rem_minmax(0,1fr)] gap-x-3">
      <span
        aria-hidden="true"
        className="grid size-7 place-items-center rounded-full bg-accent-soft text-sm font-semibold text-accent"
      >
        {n}
      </span>
      <div className="grid gap-3">
        <div>
          <h3 className="mt-0.5 font-semibold">{title}</h3>
          <p className="text-soft">{text}</p>
        </div>
        {children}
      </div>
    </section>
  )
}
