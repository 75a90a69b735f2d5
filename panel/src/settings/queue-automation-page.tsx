/** The automation of a queue: hours and holidays, its texts, and taking back a conversation whose customer waits too long. */
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api, bodyOf } from '../api/client.ts'
import type { Queue, QueueAutomation } from '../api/types.ts'
import { queuesQuery, readAutomation } from '../app/lists.ts'
import { Page } from '../app/page.tsx'
import { useForm } from '../app/use-form.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { RadioList } from '../ui/choice.tsx'
import { Field } from '../ui/field.tsx'
import { ErrorState, Skeleton } from '../ui/state.tsx'
import { toast } from '../ui/toast.tsx'
import { AutomaticText } from './automatic-text.tsx'
import { Holidays } from './holidays.tsx'
import { OFFICE_HOURS, WeekHours } from './opening-hours.tsx'

/** It does not use the query that the stream reloads, so that a form does not change while somebody edits it. */
const formQuery = (queueId: number) =>
  queryOptions({
    queryKey: ['queue-automation-form', queueId],
    queryFn: ({ signal }) => readAutomation(queueId, signal),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })

export function QueueAutomationPage() {
  const { t } = useTranslation('settings')
  const { queueId } = useParams({ from: '/frame/settings/queues/$queueId/automation' })
  const queue = useQuery(queuesQuery).data?.find(({ id }) => id === queueId)
  const automation = useQuery(formQuery(queueId))
  return (
    <Page
      title={t('automation.title', { name: queue?.name ?? '' })}
      intro={t('automation.intro')}
      beside={automation.data && <OpenBadge automation={automation.data} />}
      isNarrow
    >
      <Link to="/settings/queues" className="mb-4 inline-flex items-center gap-1.5 text-soft hover:text-text">
        <ArrowLeft className="size-4" aria-hidden="true" /> {t('automation.back')}
      </Link>
      {automation.isError && <ErrorState error={automation.error} onRetry={() => void automation.refetch()} />}
      {automation.isPending && <Skeleton className="h-96" />}
      {automation.data && queue && <AutomationForm automation={automation.data} queue={queue} />}
    </Page>
  )
}

function OpenBadge({ automation }: { automation: QueueAutomation }) {
  const { t, i18n } = useTranslation('settings')
  const { isOpen, changesAt, timezone: timeZone } = automation
  const at =
    changesAt === null
      ? undefined
      : new Intl.DateTimeFormat(i18n.language, {
          weekday: 'short',
          hour: 'numeric',
          minute: '2-digit',
          timeZone,
        }).format(new Date(changesAt))
  const words = isOpen ? 'automation.isOpen' : 'automation.isClosed'
  const until = isOpen ? 'automation.closesAt' : 'automation.opensAt'
  return (
    <Badge tone={isOpen ? 'good' : 'outline'}>
      {t(words)}
      {at !== undefined && ` · ${t(until, { at })}`}
    </Badge>
  )
}

const TEXTS = ['greeting', 'absence', 'farewell'] as const

function AutomationForm({ automation, queue }: { automation: QueueAutomation; queue: Queue }) {
  const { t } = useTranslation('settings')
  const { t: tApp } = useTranslation('app')
  const queries = useQueryClient()
  const form = useForm({
    initial: {
      isAlways: automation.hours === null,
      hours: automation.hours ?? OFFICE_HOURS,
      holidays: automation.holidays,
      greeting: automation.greeting ?? '',
      absence: automation.absence ?? '',
      farewell: automation.farewell ?? '',
      returnAfterMinutes: String(automation.returnAfterMinutes ?? ''),
    },
    save({ isAlways, hours, returnAfterMinutes, holidays, ...texts }) {
      const orNull = (text: string) => (text.trim() === '' ? null : text)
      return bodyOf(
        api.PATCH('/api/v1/queues/{id}/automation', {
          params: { path: { id: queue.id } },
          body: {
            hours: isAlways ? null : hours,
            holidays,
            greeting: orNull(texts.greeting),
            absence: orNull(texts.absence),
            farewell: orNull(texts.farewell),
            returnAfterMinutes: returnAfterMinutes === '' ? null : Number(returnAfterMinutes),
          },
        }),
      )
    },
    onSaved(saved) {
      queries.setQueryData(formQuery(queue.id).queryKey, saved)
      toast.success(tApp('saved'))
    },
  })
  const { values } = form
  return (
    <form {...form.props} className="grid gap-5">
      <Card title={t('hours.title')} hint={t('hours.hint', { timezone: automation.timezone })}>
        <RadioList
          label={t('hours.when')}
          name="isAlways"
          options={[
            { value: 'always', label: t('hours.always') },
            { value: 'hours', label: t('hours.these') },
          ]}
          value={values.isAlways ? 'always' : 'hours'}
          onChange={when => form.set('isAlways', when === 'always')}
        />
        {!values.isAlways && <WeekHours hours={values.hours} onChange={hours => form.set('hours', hours)} />}
      </Card>
      <Card title={t('holidays.title')} hint={t('holidays.hint')}>
        <Holidays holidays={values.holidays} onChange={holidays => form.set('holidays', holidays)} />
      </Card>
      <Card title={t('texts.title')} hint={t('texts.hint')}>
        {TEXTS.map(name => (
          <AutomaticText
            key={name}
            name={name}
            label={t(`texts.${name}`)}
            hint={t(`texts.${name}Hint`)}
            queueName={queue.name}
            value={values[name]}
            onChange={text => form.set(name, text)}
            error={form.errorAt(name)}
          />
        ))}
      </Card>
      <Card title={t('waiting.title')} hint={t('waiting.hint')}>
        <Field
          label={t('waiting.minutes')}
          hint={t('waiting.minutesHint')}
          type="number"
          inputMode="numeric"
          min={1}
          max={10_080}
          className="max-w-32"
          {...form.text('returnAfterMinutes')}
        />
      </Card>
      {form.error !== undefined && (
        <p role="alert" className="text-bad">
          {form.error}
        </p>
      )}
      <div className="sticky bottom-0 -mx-1 flex bg-bg px-1 py-3">
        <Button type="submit" look="primary" isBusy={form.isBusy}>
          {tApp('save')}
        </Button>
      </div>
    </form>
  )
}
