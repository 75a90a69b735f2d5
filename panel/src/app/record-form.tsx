/** The form of a record: in a sheet beside the list, with what is wrong above its buttons. */
import { useMutation } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { Sheet } from '../ui/sheet.tsx'
import type { Form } from './use-form.ts'

interface RecordFormProps<T> {
  title: string
  description?: ReactNode | undefined
  form: Form<T>
  onClose: () => void
  saveLabel?: string | undefined
  /** Beside the button that saves. */
  remove?: ReactNode
  /** The record is shown, and this person may not change it. */
  isReadOnly?: boolean
  children: ReactNode
}

export function RecordForm<T>(props: RecordFormProps<T>) {
  const { title, description, form, onClose, saveLabel, remove, isReadOnly = false, children } = props
  const { t } = useTranslation('app')
  return (
    <Sheet title={title} description={description} isChanged={form.isChanged} onClose={onClose}>
      <form {...form.props} className="flex min-h-0 grow flex-col">
        <fieldset
          disabled={isReadOnly}
          className="grid min-h-0 min-w-0 grow content-start gap-5 overflow-y-auto px-5 py-5"
        >
          {children}
        </fieldset>
        <footer className="grid gap-2 border-t border-line px-5 py-3">
          {form.error !== undefined && (
            <p role="alert" className="text-bad wrap-anywhere">
              {form.error}
            </p>
          )}
          <div className="flex flex-wrap items-center gap-2">
            <div className="mr-auto">{!isReadOnly && remove}</div>
            <Button onClick={onClose}>{t(isReadOnly ? 'close' : 'cancel')}</Button>
            {!isReadOnly && (
              <Button type="submit" look="primary" isBusy={form.isBusy}>
                {saveLabel ?? t('save')}
              </Button>
            )}
          </div>
        </footer>
      </form>
    </Sheet>
  )
}

interface RemoveProps {
  /** The name of what is removed. */
  name: string
  label: string
  /** The question, if it is another one than whether to delete it. */
  title?: string
  /** The effect, in a sentence. */
  children: ReactNode
  remove: () => Promise<unknown>
  onRemoved: () => void
}

/** A button that asks first. */
export function Remove({ name, label, title, children, remove, onRemoved }: RemoveProps) {
  const { t } = useTranslation('app')
  const [isAsking, setAsking] = useState(false)
  const removing = useMutation({ mutationFn: remove, onSuccess: onRemoved })
  return (
    <>
      <Button look="plain" className="text-bad!" onClick={() => setAsking(true)}>
        <Trash2 className="size-4" aria-hidden="true" /> {label}
      </Button>
      {isAsking && (
        <Confirm
          title={title ?? t('record.removeTitle', { name })}
          action={label}
          isBusy={removing.isPending}
          error={removing.error?.message}
          onConfirm={() => removing.mutate()}
          onClose={() => setAsking(false)}
        >
          {children}
        </Confirm>
      )}
    </>
  )
}
