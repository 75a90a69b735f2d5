import { useTranslation } from 'react-i18next'
import type { Endpoint, EndpointHealth } from '../api/types.ts'
import { useInstants } from '../app/instants.ts'
import { cx } from '../ui/cx.ts'
import { statusOf } from './status.tsx'

/** What fails, since when, and what to do: in a sentence that can be read out to somebody on the phone. */
export function HealthWords({ endpoint, health }: { endpoint: Endpoint; health: EndpointHealth }) {
  const { t } = useTranslation('webhooks')
  const instants = useInstants()
  const status = statusOf(endpoint, health)
  const { worst, failing } = health
  if (status === 'off') return <p className="text-soft">{t('words.off')}</p>
  if (status === 'gone') return <p>{t(`words.${endpoint.disabledReason ?? 'gone'}`)}</p>
  if (worst === null) return health.successRate === null ? null : <p className="text-soft">{t('words.well')}</p>
  const what = worst.status === null ? (worst.error?.split(':')[0] ?? '') : `HTTP ${worst.status}`
  const isNow = failing !== null
  const since = instants.moment(failing?.since ?? worst.since)
  return (
    <div className="grid gap-0.5 wrap-anywhere">
      <p className={cx('font-medium', isNow ? 'text-bad' : 'text-text')}>
        {isNow
          ? worst.status === null
            ? t('words.unreachableSince', { what, since })
            : t('words.answersSince', { what, since })
          : t('words.sometimes', { what, count: worst.count, of: worst.of })}
      </p>
      {worst.explanation !== null && <p className="text-sm">{worst.explanation}</p>}
      {worst.answer !== null && worst.answer.trim() !== '' && (
        <p className="text-sm text-soft">
          {t('words.says')} <q dir="auto">{oneLine(worst.answer)}</q>
        </p>
      )}
    </div>
  )
}

const MAX_SHOWN = 160

/** The message of a JSON response, otherwise its beginning. */
function oneLine(answer: string): string {
  const message = /"(?:message|error|detail|msg)"\s*:\s*("(?:[^"\\]|\\.)+")/.exec(answer)?.[1]
  const text = (message === undefined ? answer.replace(/<[^>]*>/g, ' ') : unquoted(message)).replace(/\s+/g, ' ').trim()
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text
}

/** As JSON means it; what is no JSON after all, as it stands. */
function unquoted(text: string): string {
  try {
    return String(JSON.parse(text))
  } catch {
    return text.slice(1, -1)
  }
}
