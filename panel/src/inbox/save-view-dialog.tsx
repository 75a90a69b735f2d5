import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { can, useMe } from '../app/session.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field, Switch } from '../ui/field.tsx'
import { type ListChoice, savedViewsQuery, saveView } from './lists.ts'

/** Saves the present list, with its filter and order, under a name. */
export function SaveViewDialog({ choice, onClose }: { choice: ListChoice; onClose: () => void }) {
  const { t } = useTranslation('inbox')
  const me = useMe()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [isShared, setShared] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | undefined>()
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const name = String(new FormData(event.currentTarget).get('name')).trim()
    setBusy(true)
    try {
      const view = await saveView({ name, filter: choice.filter, sort: choice.sort, isShared })
      await queries.invalidateQueries({ queryKey: savedViewsQuery.queryKey })
      onClose()
      await navigate({ to: '.', search: { view: view.id } })
    } catch (error) {
      setProblem((error as Error).message)
      setBusy(false)
    }
  }
  return (
    <Dialog isOpen onClose={onClose} title={t('saveView')} description={t('saveViewHint')}>
      <form className="grid gap-4" onSubmit={event => void submit(event)}>
        <Field label={t('name')} name="name" required maxLength={200} autoFocus error={problem} />
        {can.seeAll(me) && (
          <Switch label={t('viewForAll')} checked={isShared} onChange={event => setShared(event.target.checked)} />
        )}
        <Button type="submit" look="primary" isBusy={isBusy}>
          {t('save')}
        </Button>
      </form>
    </Dialog>
  )
}
