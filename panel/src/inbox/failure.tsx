import { useTranslation } from 'react-i18next'
import { toast } from '../ui/toast.tsx'
import { lastSeen } from './messages.ts'
import type { Message } from './model.ts'
import { send } from './outbox.ts'
import { signal } from './signals.ts'

interface FailureProps {
  message: Message
  failure: NonNullable<Message['failure']>
  /** The message that repeats it. */
  retriedBy: number | undefined
}

/** Why our message did not arrive, in the server's words, and the one action that helps. */
export function Failure({ message, failure, retriedBy }: FailureProps) {
  const { t } = useTranslation('inbox')
  const { wayOut, sentence, details } = failure
  const isRetry = WAYS[wayOut] === again
  return (
    <p
      className="mt-1 flex max-w-[84%] flex-wrap justify-end gap-x-3 self-end text-right text-sm text-bad"
      title={details ?? undefined}
    >
      <span>{sentence}</span>
      {isRetry && retriedBy !== undefined ? (
        <button
          type="button"
          className="underline"
          onClick={() => signal('jumpTo', { ticketId: message.ticketId, messageId: retriedBy })}
        >
          {t('sentAgain')}
        </button>
      ) : (
        <button type="button" className="font-semibold underline" onClick={() => void WAYS[wayOut](message, t)}>
          {t(`wayOut.${wayOut}`)}
        </button>
      )}
    </p>
  )
}

type Translate = ReturnType<typeof useTranslation<'inbox'>>['t']

/** Sends the same again, as a new message. Only WhatsApp changes states, so the failed one stays failed. */
async function again({ id, ticketId, body, media }: Message): Promise<void> {
  const isFile = media !== null && body === media.name
  const seen = lastSeen(ticketId)
  await send({
    ticketId,
    body: isFile ? '' : body,
    isNote: false,
    retryOf: id,
    ...(media && { fileName: media.name }),
    ...(seen !== undefined && { lastSeenMessageId: seen }),
  })
}

/** Puts it into the composer, to be changed. */
async function edit({ body }: Message): Promise<void> {
  signal('compose', body)
}

async function copyForAdmin({ id, failure }: Message, t: Translate): Promise<void> {
  await navigator.clipboard.writeText([failure?.sentence, failure?.details, `#${id}`].filter(Boolean).join('\n'))
  toast.success(t('copied'))
}

type WayOut = NonNullable<Message['failure']>['wayOut']

const WAYS: Record<WayOut, (message: Message, t: Translate) => Promise<void>> = {
  'send-again': again,
  'send-later': again,
  'send-template': async () => signal('chooseTemplate', undefined),
  'check-number': async () => signal('showContact', undefined),
  'change-message': edit,
  'call-admin': copyForAdmin,
}
