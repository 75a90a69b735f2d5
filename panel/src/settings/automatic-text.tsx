/** An automatic text of a queue: written with variables, and shown as a customer would read it. */
import { useTranslation } from 'react-i18next'
import { useMe } from '../app/session.ts'
import { VariableText } from './variable-text.tsx'

interface AutomaticTextProps {
  name: string
  label: string
  hint: string
  queueName: string
  value: string
  onChange: (value: string) => void
  error: string | undefined
}

const PLACE = /\{\{\s*([^{}]*?)\s*\}\}/g

export function AutomaticText({ queueName, value, ...field }: AutomaticTextProps) {
  const { t } = useTranslation('settings')
  const sample = useSample(queueName)
  const preview = value.replaceAll(PLACE, (place, name: string) => sample.get(name) ?? place)
  return (
    <div className="grid gap-2">
      <VariableText {...field} value={value} maxLength={2_000} rows={3} />
      {value.trim() !== '' && (
        <figure aria-label={t('texts.preview', { name: field.label })}>
          <figcaption className="mb-1 text-sm text-soft">{t('texts.previewCaption')}</figcaption>
          <p
            dir="auto"
            className="ml-auto w-fit max-w-[85%] rounded-2xl rounded-br-md bg-accent-soft px-3 py-2 whitespace-pre-wrap wrap-anywhere"
          >
            {preview}
          </p>
        </figure>
      )}
    </div>
  )
}

/** Values of an invented customer, at this moment. */
function useSample(queueName: string): ReadonlyMap<string, string> {
  const { t, i18n } = useTranslation('settings')
  const me = useMe()
  const now = new Date()
  const { timezone: timeZone, language } = me.tenant
  const shown = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(i18n.language, { timeZone, ...options }).format(now)
  const hour = Number(new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format(now))
  const part = hour >= 5 && hour < 12 ? 'morning' : hour >= 12 && hour < 18 ? 'afternoon' : 'evening'
  const person = t('texts.sample')
  const first = (name: string) => name.split(' ')[0] ?? ''
  return new Map([
    ['contact.name', person],
    ['contact.firstName', first(person)],
    ['contact.number', '+55 11 98765-4321'],
    ['contact.email', 'maria@example.com'],
    ['ticket.protocol', '202611281430002031'],
    ['ticket.id', '2031'],
    ['user.name', me.name],
    ['user.firstName', first(me.name)],
    ['queue.name', queueName],
    ['company.name', me.tenant.name],
    // The customer reads it in the company's language, whatever the panel's is.
    ['now.greeting', t(`texts.greetings.${part}`, { lng: language })],
    ['now.date', shown({ dateStyle: 'short' })],
    ['now.time', shown({ timeStyle: 'short' })],
  ])
}
