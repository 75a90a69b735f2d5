import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Check } from '../ui/choice.tsx'
import { Switch } from '../ui/field.tsx'
import { canPush, FIRST_WISHES, type PushWishes, startPush, stopPush, storedWishes, testPush } from './push.ts'

const WISHES = ['wantsMine', 'wantsMentions', 'wantsWaiting', 'showsText'] as const

/** Notices with the panel closed: which ones, and whether they come. */
export function PushSettings() {
  const { t } = useTranslation('app')
  const [wishes, setWishes] = useState(storedWishes)
  const changing = useMutation({
    async mutationFn(next: PushWishes | undefined) {
      if (next === undefined) await stopPush()
      else await startPush(next)
      setWishes(next)
    },
  })
  const testing = useMutation({ mutationFn: testPush })
  if (!canPush()) return <p className="text-warn">{t('push.unsupported')}</p>
  return (
    <div className="grid gap-3 border-t border-line pt-4">
      <Switch
        label={t('push.closed')}
        hint={t('push.closedHint')}
        checked={wishes !== undefined}
        disabled={changing.isPending}
        onChange={event => changing.mutate(event.target.checked ? FIRST_WISHES : undefined)}
      />
      {wishes !== undefined && (
        <>
          <fieldset className="grid gap-1" disabled={changing.isPending}>
            <legend className="sr-only">{t('push.which')}</legend>
            {WISHES.map(name => (
              <Check
                key={name}
                checked={wishes[name]}
                onChange={event => changing.mutate({ ...wishes, [name]: event.target.checked })}
              >
                {t(`push.${name}`)}
              </Check>
            ))}
          </fieldset>
          <Button isBusy={testing.isPending} onClick={() => testing.mutate()}>
            {t('push.test')}
          </Button>
          {testing.data !== undefined && (
            <p role="status" className={testing.data.outcome === 'sent' ? 'text-good' : 'text-warn'}>
              {t(`push.outcome.${testing.data.outcome}`)}
            </p>
          )}
        </>
      )}
      {(changing.error ?? testing.error) && (
        <p role="alert" className="text-bad">
          {t('push.problem', { why: (changing.error ?? testing.error)?.message })}
        </p>
      )}
    </div>
  )
}
