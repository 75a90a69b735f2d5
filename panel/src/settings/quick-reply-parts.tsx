/** The parts of a quick reply: a text with variables, files, buttons. */
import { useMutation } from '@tanstack/react-query'
import { FileText, Paperclip, Plus, X } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { upload } from '../inbox/messages.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Group } from '../ui/choice.tsx'
import { Field } from '../ui/field.tsx'
import { toast } from '../ui/toast.tsx'
import { VariableText } from './variable-text.tsx'

export interface StoredFile {
  mediaId: number
  fileName: string
  mimeType: string
}

interface ReplyTextProps {
  value: string
  onChange: (value: string) => void
  error: string | undefined
}

export function ReplyText(props: ReplyTextProps) {
  const { t } = useTranslation('settings')
  return <VariableText label={t('quickReplies.text')} name="body" rows={4} maxLength={4_096} {...props} />
}

const MAX_FILES = 10

export function ReplyFiles({ files, onChange }: { files: StoredFile[]; onChange: (files: StoredFile[]) => void }) {
  const { t } = useTranslation('settings')
  const picker = useRef<HTMLInputElement>(null)
  const adding = useMutation({
    mutationFn: (given: File[]): Promise<StoredFile[]> =>
      Promise.all(
        given.map(async file => ({ mediaId: (await upload(file)).id, fileName: file.name, mimeType: file.type })),
      ),
    onSuccess: stored => onChange([...files, ...stored]),
    onError: error => toast.error(error.message),
  })
  return (
    <Group label={t('quickReplies.files')}>
      <ul className="grid gap-1 empty:hidden">
        {files.map(({ mediaId, fileName }) => (
          <li key={mediaId} className="flex items-center gap-2 rounded-lg bg-sunk py-1 pr-1 pl-3">
            <FileText className="size-4 shrink-0 text-soft" aria-hidden="true" />
            <span className="min-w-0 grow truncate">{fileName}</span>
            <IconButton
              isSmall
              label={t('quickReplies.removeFile', { name: fileName })}
              onClick={() => onChange(files.filter(one => one.mediaId !== mediaId))}
            >
              <X aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
      {files.length < MAX_FILES && (
        <div>
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            onChange={event => {
              adding.mutate([...(event.target.files ?? [])].slice(0, MAX_FILES - files.length))
              event.target.value = ''
            }}
          />
          <Button isBusy={adding.isPending} onClick={() => picker.current?.click()}>
            <Paperclip className="size-4" aria-hidden="true" /> {t('quickReplies.addFile')}
          </Button>
        </div>
      )}
    </Group>
  )
}

const MAX_BUTTONS = 3

export function ReplyButtons({ titles, onChange }: { titles: string[]; onChange: (titles: string[]) => void }) {
  const { t } = useTranslation('settings')
  return (
    <Group label={t('quickReplies.buttons')} hint={t('quickReplies.buttonsHint')}>
      <div className="grid gap-2">
        {titles.map((title, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a button is its place; its text changes with every key.
          <div key={at} className="flex items-end gap-1">
            <div className="grow">
              <Field
                label={t('quickReplies.button', { n: at + 1 })}
                maxLength={20}
                value={title}
                onChange={event => onChange(titles.with(at, event.target.value))}
              />
            </div>
            <IconButton
              label={t('quickReplies.removeButton', { n: at + 1 })}
              onClick={() => onChange(titles.toSpliced(at, 1))}
            >
              <X aria-hidden="true" />
            </IconButton>
          </div>
        ))}
        {titles.length < MAX_BUTTONS && (
          <div>
            <Button onClick={() => onChange([...titles, ''])}>
              <Plus className="size-4" aria-hidden="true" /> {t('quickReplies.addButton')}
            </Button>
          </div>
        )}
      </div>
    </Group>
  )
}
