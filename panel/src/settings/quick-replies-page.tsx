/**
 * Texts with files and buttons that are sent often. Supervisors manage those of the company and the queues; everybody can have
 * their own.
 */
import { useQuery } from '@tanstack/react-query'
import { MessageSquareQuote } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api, bodyOf, everyPage } from '../api/client.ts'
import type { QuickReply } from '../api/types.ts'
import { queuesQuery } from '../app/lists.ts'
import { RecordForm, Remove } from '../app/record-form.tsx'
import { RecordPage } from '../app/record-page.tsx'
import { can, useMe } from '../app/session.ts'
import { useForm } from '../app/use-form.ts'
import { Field, SelectField, Switch } from '../ui/field.tsx'
import { ReplyButtons, ReplyFiles, ReplyText, type StoredFile } from './quick-reply-parts.tsx'
import { useSaved } from './use-saved.ts'

/** The switched-off ones too, which the composer does not offer. */
const allRepliesQuery = {
  queryKey: ['quick-replies', 'all'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    everyPage<QuickReply>(after =>
      bodyOf(api.GET('/api/v1/quick-replies', { params: { query: { limit: 200, ...(after && { after }) } }, signal })),
    ),
}

export function QuickRepliesPage() {
  const { t } = useTranslation('settings')
  const queues = useQuery(queuesQuery).data ?? []
  const owner = ({ userId, queueId }: QuickReply) => {
    if (userId !== null) return t('quickReplies.mine')
    return queueId === null ? t('quickReplies.all') : (queues.find(({ id }) => id === queueId)?.name ?? '…')
  }
  return (
    <RecordPage
      title={t('quickReplies.title')}
      intro={t('quickReplies.intro')}
      newLabel={t('quickReplies.new')}
      records={useQuery(allRepliesQuery)}
      row={reply => ({
        name: `/${reply.shortcut}`,
        isOff: !reply.isActive,
        details: reply.body.replaceAll('\n', ' ') || reply.files.map(({ fileName }) => fileName).join(', '),
        after: <span className="shrink-0 text-sm text-soft max-sm:hidden">{owner(reply)}</span>,
      })}
      empty={{ icon: <MessageSquareQuote />, text: t('quickReplies.empty') }}
      form={(record, close) => <ReplyForm record={record} onClose={close} />}
    />
  )
}

const MINE = 'mine'

function ReplyForm({ record, onClose }: { record: QuickReply | undefined; onClose: () => void }) {
  const { t } = useTranslation('settings')
  const me = useMe()
  const queues = useQuery(queuesQuery).data ?? []
  const saved = useSaved(['quick-replies'], onClose)
  const mayAll = can.changeSettings(me)
  const mayChange = mayAll || record === undefined || record.userId !== null
  const form = useForm({
    fieldOf: { name_taken: 'shortcut', message_empty: 'body' },
    initial: {
      shortcut: record?.shortcut ?? '',
      body: record?.body ?? '',
      owner: mayAll ? '' : MINE,
      buttons: record?.buttons.map(({ title }) => title) ?? [],
      files: record?.files ?? ([] as StoredFile[]),
      isActive: record?.isActive ?? true,
    },
    async save({ shortcut, body, owner, buttons, files, isActive }) {
      const titles = buttons.map(title => title.trim()).filter(title => title !== '')
      const given = {
        shortcut: shortcut.replace(/^\//, ''),
        body,
        buttons: titles.map((title, at) => ({ id: record?.buttons[at]?.id ?? `b${at + 1}`, title })),
        mediaIds: files.map(({ mediaId }) => mediaId),
      }
      if (record !== undefined) {
        const params = { path: { id: record.id } }
        return void (await api.PATCH('/api/v1/quick-replies/{id}', { params, body: { ...given, isActive } }))
      }
      const whose = owner === MINE ? { isMine: true } : owner === '' ? {} : { queueId: Number(owner) }
      await api.POST('/api/v1/quick-replies', { body: { ...given, ...whose } })
    },
    onSaved: saved,
  })
  return (
    <RecordForm
      title={record ? `/${record.shortcut}` : t('quickReplies.new')}
      description={mayChange ? undefined : t('quickReplies.notYours')}
      form={form}
      onClose={onClose}
      isReadOnly={!mayChange}
      remove={
        record && (
          <Remove
            name={`/${record.shortcut}`}
            label={t('remove')}
            remove={() => api.DELETE('/api/v1/quick-replies/{id}', { params: { path: { id: record.id } } })}
            onRemoved={saved}
          >
            <p>{t('quickReplies.removeText')}</p>
          </Remove>
        )
      }
    >
      <Field
        label={t('quickReplies.shortcut')}
        hint={t('quickReplies.shortcutHint')}
        maxLength={41}
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        {...form.text('shortcut')}
      />
      <ReplyText value={form.values.body} onChange={body => form.set('body', body)} error={form.errorAt('body')} />
      <ReplyFiles files={form.values.files} onChange={files => form.set('files', files)} />
      <ReplyButtons titles={form.values.buttons} onChange={titles => form.set('buttons', titles)} />
      {record === undefined && mayAll && (
        <SelectField label={t('quickReplies.whose')} {...form.text('owner')}>
          <option value="">{t('quickReplies.all')}</option>
          {queues.map(({ id, name }) => (
            <option key={id} value={id}>
              {t('quickReplies.ofQueue', { name })}
            </option>
          ))}
          <option value={MINE}>{t('quickReplies.onlyMine')}</option>
        </SelectField>
      )}
      {record && (
        <Switch
          label={t('isActive')}
          hint={t('quickReplies.offHint')}
          checked={form.values.isActive}
          onChange={event => form.set('isActive', event.target.checked)}
        />
      )}
    </RecordForm>
  )
}
