import { Copy, Eye, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Endpoint } from '../api/types.ts'
import { useInstants, useNow } from '../app/instants.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { SelectField } from '../ui/field.tsx'
import { toast } from '../ui/toast.tsx'
import { readSecret, useRotateSecret } from './actions.ts'
import { Section } from './endpoint-form.tsx'

const OVERLAPS = [0, 1, 24, 72, 168]

/** The secret that signs deliveries: it is shown on request, and renewed while the old one still signs. */
export function SecretSection({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation('webhooks')
  const instants = useInstants()
  const now = useNow()
  const { id, previousSecretUntil: until, ed25519PublicKey } = endpoint
  const [secret, setSecret] = useState<string | undefined>()
  const [isAsking, setAsking] = useState(false)
  const [hours, setHours] = useState(24)
  const rotating = useRotateSecret(id)
  const show = () => readSecret(id).then(setSecret, (error: Error) => toast.error(error.message))
  const copy = (text: string) =>
    void navigator.clipboard.writeText(text).then(
      () => toast.success(t('copied')),
      (error: Error) => toast.error(error.message),
    )
  const isRunning = until !== null && Date.parse(until) > now
  const rotate = () =>
    rotating.mutate(hours, {
      onSuccess: made => {
        setSecret(made.secret)
        setAsking(false)
      },
    })
  return (
    <Section title={t('secret.title')} hint={t('secret.text')}>
      {secret === undefined ? (
        <div>
          <Button onClick={() => void show()}>
            <Eye className="size-4" aria-hidden="true" /> {t('secret.show')}
          </Button>
        </div>
      ) : (
        <div className="flex flex-wrap items-center gap-2">
          <code className="min-w-0 rounded-lg bg-sunk px-3 py-2 font-mono text-xs wrap-anywhere">{secret}</code>
          <Button onClick={() => copy(secret)}>
            <Copy className="size-4" aria-hidden="true" /> {t('copy')}
          </Button>
        </div>
      )}
      {ed25519PublicKey !== null && (
        <p className="text-sm">
          {t('secret.publicKey')} <code className="font-mono text-xs wrap-anywhere">{ed25519PublicKey}</code>
        </p>
      )}
      {isRunning && (
        <p role="status" className="rounded-lg bg-warn-soft px-3 py-2 text-warn">
          {t('secret.running', { until: instants.full(until), left: instants.distance(until, now) })}
        </p>
      )}
      <div>
        <Button onClick={() => setAsking(true)}>
          <RotateCw className="size-4" aria-hidden="true" /> {isRunning ? t('secret.endOld') : t('secret.rotate')}
        </Button>
      </div>
      <Dialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t('secret.rotate')}
        description={t(isRunning ? 'secret.endOldText' : 'secret.rotateText')}
      >
        <div className="grid gap-4">
          {!isRunning && (
            <SelectField
              label={t('secret.overlap')}
              value={hours}
              onChange={event => setHours(Number(event.target.value))}
            >
              {OVERLAPS.map(each => (
                <option key={each} value={each}>
                  {each === 0 ? t('secret.noOverlap') : instants.duration(each * 3_600_000)}
                </option>
              ))}
            </SelectField>
          )}
          {rotating.error !== null && (
            <p role="alert" className="text-bad">
              {rotating.error.message}
            </p>
          )}
          <div className="flex justify-end gap-2">
            <Button onClick={() => setAsking(false)}>{t('cancel')}</Button>
            <Button
              look="primary"
              isBusy={rotating.isPending}
              onClick={() =>
                isRunning
                  ? rotating.mutate(0, {
                      onSuccess: made => {
                        setSecret(made.secret)
                        setAsking(false)
                      },
                    })
                  : rotate()
              }
            >
              {t('secret.rotate')}
            </Button>
          </div>
        </div>
      </Dialog>
    </Section>
  )
}
