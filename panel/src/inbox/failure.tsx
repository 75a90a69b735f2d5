import { useTranslation } from 'react-i18next'
import { toast } from '../ui/toast.tsx'
import type { Message } from './model.ts'
import { send } from './outbox.ts'
import { signal } from './signals.ts'

/** Why a message of ours did not arrive, in the server's words, and the one thing that helps. */
export function Failure({ message, failure }: { message: Message; failure: NonNullable<Message['failure']> }) {
  const { t } = useTranslation('inbox')
  const { wayOut, sentence, details } = failure
  return (
    <p
      className="mt-1 flex max-w-[84%] flex-wrap justify-end gap-x-3 self-end text-right text-sm text-bad"
      title={details ?? undefined}
    >
      <span>{sentence}</span>
      <button type="button" className="font-semibold underline" onClick={() => void WAYS[wayOut](message, t)}>
        {t(`wayOut.${wayOut}`)}
      </button>
    </p>
  )
}

type Translate = ReturnType<typeof useTranslation<'inbox'>>['t']

/** The same again, as a new message: states come from WhatsApp alone, so the failed one stays failed. */
async function again({ ticketId, body, media }: Message): Promise<void> {
  const text = media !== null && body === media.name ? '' : body
  await send({ ticketId, body: text, isNote: false, ...(media && { mediaId: media.id }) })
}

/** Into the composer, to be changed. */
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
