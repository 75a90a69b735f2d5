import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '../api/client.ts'
import { queuesQuery } from '../app/lists.ts'
import { useForm } from '../app/use-form.ts'
import { FRESH_COLOUR, QueueNameFields } from '../settings/queues-page.tsx'
import { useSaved } from '../settings/use-saved.ts'
import { Skeleton } from '../ui/state.tsx'
import { LINK, StepDone, StepForm } from './parts.tsx'

export function QueueStep({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('first-steps')
  const queues = useQuery(queuesQuery).data?.filter(({ isActive }) => isActive)
  if (queues === undefined) return <Skeleton className="h-40" />
  if (queues.length === 0) return <NewQueue onDone={onDone} />
  const more = (
    <Link to="/settings/queues" search={{ edit: 'new' }} className={LINK}>
      {t('pages.queue.another')}
    </Link>
  )
  return (
    <StepDone
      text={t('pages.queue.done', { names: queues.map(({ name }) => name).join(', ') })}
      onDone={onDone}
      more={more}
    />
  )
}

function NewQueue({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('first-steps')
  const form = useForm({
    initial: { name: '', color: FRESH_COLOUR },
    save: body => api.POST('/api/v1/queues', { body }),
    onSaved: useSaved(['queues', 'first-steps'], onDone),
  })
  return (
    <StepForm form={form} saveLabel={t('saveAndGoOn')}>
      <QueueNameFields form={form} />
    </StepForm>
  )
}
