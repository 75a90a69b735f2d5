import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field, SelectField } from '../ui/field.tsx'
import { channelsQuery, useEndpoints } from '../webhooks/data.ts'
import { ContactChoice } from './contact-choice.tsx'
import { type DeliverySearch, type SearchChange, SPANS, TYPES } from './model.ts'

interface FilterDialogProps {
  search: DeliverySearch
  onApply: (change: SearchChange) => void
  onClose: () => void
}

const USUAL_STATUSES = [200, 400, 401, 403, 404, 408, 410, 413, 429, 500, 502, 503, 504]

/** A date and time of this browser, as its field wants it; and back. */
const toLocal = (iso: string | undefined) => {
  if (iso === undefined) return ''
  const at = new Date(iso)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
const fromLocal = (text: string) => (text === '' ? undefined : new Date(text).toISOString())

export function FilterDialog({ search, onApply, onClose }: FilterDialogProps) {
  const { t } = useTranslation('deliveries')
  const endpoints = [...useEndpoints().values()]
  const channels = useQuery(channelsQuery).data ?? []
  const [given, setGiven] = useState<SearchChange>(search)
  const change = (more: SearchChange) => setGiven(before => ({ ...before, ...more }))
  const number = (text: string) => (text === '' ? undefined : Number(text))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onApply(given)
    onClose()
  }
  const span = given.since ?? (given.from !== undefined || given.to !== undefined ? 'custom' : '')
  const [isCustom, setCustom] = useState(span === 'custom')
  return (
    <Dialog isOpen onClose={onClose} title={t('filters')}>
      <form className="grid gap-3.5" onSubmit={submit}>
        <SelectField
          label={t('endpoint')}
          value={given.endpoint ?? ''}
          onChange={event => change({ endpoint: number(event.target.value) })}
        >
          <option value="">{t('any')}</option>
          {endpoints.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <div className="grid gap-3.5 sm:grid-cols-2">
          <SelectField
            label={t('type')}
            value={given.type ?? ''}
            onChange={event => change({ type: TYPES.find(type => type === event.target.value) })}
          >
            <option value="">{t('any')}</option>
            {TYPES.map(type => (
              <option key={type} value={type}>
                {t(`types.${type}`)}
              </option>
            ))}
          </SelectField>
          <Field
            label={t('status')}
            hint={t('statusHint')}
            type="number"
            min={0}
            max={999}
            list="usual-statuses"
            value={given.status ?? ''}
            onChange={event => change({ status: number(event.target.value) })}
          />
          <datalist id="usual-statuses">
            {USUAL_STATUSES.map(status => (
              <option key={status} value={status} />
            ))}
          </datalist>
          <SelectField
            label={t('channel')}
            value={given.channel ?? ''}
            onChange={event => change({ channel: number(event.target.value) })}
          >
            <option value="">{t('any')}</option>
            {channels.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
          <Field
            label={t('ticket')}
            hint={t('ticketHint')}
            type="number"
            min={1}
            value={given.ticket ?? ''}
            onChange={event => change({ ticket: number(event.target.value) })}
          />
        </div>
        <ContactChoice value={given.contact} onChange={contact => change({ contact })} />
        <SelectField
          label={t('time')}
          value={isCustom ? 'custom' : span}
          onChange={event => {
            const { value } = event.target
            setCustom(value === 'custom')
            change({ since: SPANS.find(each => each === value), from: undefined, to: undefined })
          }}
        >
          <option value="">{t('anyTime')}</option>
          {SPANS.map(each => (
            <option key={each} value={each}>
              {t(`spans.${each}`)}
            </option>
          ))}
          <option value="custom">{t('customTime')}</option>
        </SelectField>
        {isCustom && (
          <div className="grid gap-3.5 sm:grid-cols-2">
            <Field
              label={t('from')}
              type="datetime-local"
              value={toLocal(given.from)}
              onChange={event => change({ from: fromLocal(event.target.value) })}
            />
            <Field
              label={t('to')}
              type="datetime-local"
              value={toLocal(given.to)}
              onChange={event => change({ to: fromLocal(event.target.value) })}
            />
          </div>
        )}
        <div className="mt-1 flex justify-end gap-2">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" look="primary">
            {t('apply')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
