import { useQuery } from '@tanstack/react-query'
import { ChevronLeft, LayoutTemplate } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/state.tsx'
import { MessageText } from './message-text.tsx'
import type { Ticket } from './model.ts'
import { send } from './outbox.ts'
import { bodyTextOf, filled, preview, type Template, templatesQuery, variablesOf } from './templates.ts'

/** Choose a template, fill it in, see what the customer will get, send it. */
export function TemplateDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { t } = useTranslation('inbox')
  const templates = useQuery(templatesQuery(ticket.channel.id))
  const [chosen, setChosen] = useState<Template | undefined>()
  return (
    <Dialog isOpen onClose={onClose} title={chosen?.name ?? t('templates')} description={ticket.contact.name}>
      {templates.isPending && <Skeleton className="h-40" />}
      {templates.isError && <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />}
      {templates.data && chosen === undefined && <Choose templates={templates.data} onChoose={setChosen} />}
      {chosen !== undefined && (
        <Fill template={chosen} ticket={ticket} onBack={() => setChosen(undefined)} onSent={onClose} />
      )}
    </Dialog>
  )
}

function Choose({ templates, onChoose }: { templates: readonly Template[]; onChoose: (template: Template) => void }) {
  const { t } = useTranslation('inbox')
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLowerCase()
  const found = templates.filter(
    template => template.name.toLowerCase().includes(wanted) || bodyTextOf(template).toLowerCase().includes(wanted),
  )
  if (templates.length === 0) {
    return (
      <EmptyState icon={<LayoutTemplate />} title={t('templatesNone')}>
        {t('templatesNoneHint')}
      </EmptyState>
    )
  }
  return (
    <div className="grid gap-2">
      <Field
        label={t('searchTemplates')}
        type="search"
        value={search}
        onChange={event => setSearch(event.target.value)}
      />
      <ul aria-label={t('templates')} className="grid gap-1">
        {found.map(template => (
          <li key={`${template.name} ${template.language}`}>
            <button
              type="button"
              onClick={() => onChoose(template)}
              className="grid w-full gap-0.5 rounded-lg px-3 py-2 text-left hover:bg-sunk"
            >
              <span className="font-semibold">
                {template.name} <span className="text-xs font-normal text-soft">{template.language}</span>
              </span>
              <span dir="auto" className="line-clamp-2 text-sm text-soft">
                {bodyTextOf(template)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

interface FillProps {
  template: Template
  ticket: Ticket
  onBack: () => void
  onSent: () => void
}

function Fill({ template, ticket, onBack, onSent }: FillProps) {
  const { t } = useTranslation('inbox')
  const variables = variablesOf(template)
  const [values, setValues] = useState<readonly string[]>(() =>
    // The first one is nearly always the name.
    variables.map((_, at) => (at === 0 ? (ticket.contact.name.split(' ')[0] ?? '') : '')),
  )
  const ready = filled(template, variables, values)
  const shown = useQuery({
    queryKey: ['template-preview', ticket.channel.id, ready],
    queryFn: ({ signal }) => preview(ticket.channel.id, ready, signal),
    placeholderData: before => before,
  })
  const errors = shown.data?.errors ?? []
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    await send({
      ticketId: ticket.id,
      body: '',
      shownBody: shown.data?.text ?? bodyTextOf(template),
      isNote: false,
      template: ready,
    })
    onSent()
  }
  return (
    <form className="grid gap-3" onSubmit={event => void submit(event)}>
      {variables.map((variable, at) => (
        <Field
          key={`${variable.component} ${variable.name}`}
          label={t('variable', { name: variable.name })}
          value={values[at] ?? ''}
          required
          onChange={event => setValues(values.with(at, event.target.value))}
        />
      ))}
      <div className="rounded-xl bg-mine px-3 py-2" aria-live="polite">
        {shown.data?.header && <p className="font-semibold">{shown.data.header}</p>}
        <MessageText text={shown.data?.body ?? bodyTextOf(template)} />
        {shown.data?.footer && <p className="mt-1 text-xs text-soft">{shown.data.footer}</p>}
      </div>
      {errors.length > 0 && values.every(value => value !== '') && (
        <p role="alert" className="text-sm text-bad">
          {errors.map(error => error.message).join(' ')}
        </p>
      )}
      <div className="flex justify-between gap-2">
        <Button look="plain" onClick={onBack}>
          <ChevronLeft className="size-4" aria-hidden="true" /> {t('otherTemplate')}
        </Button>
        <Button type="submit" look="primary" disabled={errors.length > 0}>
          {t('send')}
        </Button>
      </div>
    </form>
  )
}
