/** Changes the token or the secret. Stored values are never shown again. */
import { useTranslation } from 'react-i18next'
import { api } from '../api/client.ts'
import type { Channel } from '../api/types.ts'
import { useForm } from '../app/use-form.ts'
import { useSaved } from '../settings/use-saved.ts'
import { Button } from '../ui/button.tsx'
import { Field, Switch } from '../ui/field.tsx'

export function Credentials({ channel }: { channel: Channel }) {
  const { t } = useTranslation('channels')
  const { t: tApp } = useTranslation('app')
  const saved = useSaved(['channels'], () => {
    form.set('accessToken', '')
    form.set('appSecret', '')
    form.set('endRotation', false)
  })
  const form = useForm({
    initial: {
      phoneNumberId: channel.phoneNumberId,
      wabaId: channel.wabaId ?? '',
      accessToken: '',
      appSecret: '',
      endRotation: false,
    },
    async save({ phoneNumberId, wabaId, accessToken, appSecret, endRotation }) {
      const params = { path: { id: channel.id } }
      const body = {
        phoneNumberId: phoneNumberId.trim(),
        wabaId: wabaId.trim() || null,
        ...(accessToken !== '' && { accessToken: accessToken.trim() }),
        ...(appSecret !== '' && { appSecret: appSecret.trim() }),
        ...(endRotation && { endRotation }),
      }
      await api.PATCH('/api/v1/channels/{id}', { params, body })
      // The new ones may be right where the old ones were wrong.
      await api.POST('/api/v1/channels/{id}/test', { params, body: {} as never })
    },
    onSaved: saved,
  })
  return (
    <form {...form.props} className="grid gap-4">
      <Field label={t('number.id')} inputMode="numeric" autoComplete="off" {...form.text('phoneNumberId')} />
      <Field
        label={t('credentials.waba')}
        hint={t('credentials.wabaHint')}
        inputMode="numeric"
        autoComplete="off"
        {...form.text('wabaId')}
      />
      <Field
        label={t('credentials.newToken')}
        hint={t('credentials.keep')}
        type="password"
        autoComplete="off"
        {...form.text('accessToken')}
      />
      <Field
        label={t('credentials.newSecret')}
        hint={t('credentials.secretHint')}
        type="password"
        autoComplete="off"
        {...form.text('appSecret')}
      />
      <Switch
        label={t('credentials.endRotation')}
        hint={t('credentials.endRotationHint')}
        checked={form.values.endRotation}
        onChange={event => form.set('endRotation', event.target.checked)}
      />
      {form.error !== undefined && (
        <p role="alert" className="text-bad">
          {form.error}
        </p>
      )}
      <div>
        <Button type="submit" isBusy={form.isBusy}>
          {tApp('save')}
        </Button>
      </div>
    </form>
  )
}
