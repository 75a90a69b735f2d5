import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../app/session.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { ChoiceList } from './choice-list.tsx'
import { instantOf, snoozeTimes } from './snooze-times.ts'
import { useClock } from './time.ts'

interface LaterDialogProps {
  title: string
  description?: string
  /** The action, as the text of the buttons. */
  action: string
  legend: string
  /** A hint before the choice. */
  children?: ReactNode
  isBusy: boolean
  problem: string | undefined
  onChoose: (until: string) => void
  onClose: () => void
}

/** One of a few usual times, or any other, in the company's time zone. */
export function LaterDialog(props: LaterDialogProps) {
  const { title, description, action, legend, isBusy, problem, onChoose, onClose, children } = props
  const { t } = useTranslation('inbox')
  const clock = useClock()
  const { timezone } = useMe().tenant
  const [times] = useState(() => snoozeTimes(Date.now(), timezone))
  const choices = times.map(({ name, at }) => ({ id: at, label: t(`snoozeUntil.${name}`), hint: clock.full(at) }))
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = String(new FormData(event.currentTarget).get('at'))
    if (given !== '') onChoose(instantOf(given, timezone))
  }
  return (
    <Dialog isOpen onClose={onClose} title={title} {...(description !== undefined && { description })}>
      {children}
      <ChoiceList
        legend={legend}
        choices={choices}
        submit={action}
        isBusy={isBusy}
        problem={problem}
        onSubmit={onChoose}
      />
      <form className="mt-4 flex items-end gap-2 border-t border-line pt-3" onSubmit={submit}>
        <div className="grow">
          <Field label={t('snoozeOther')} name="at" type="datetime-local" required />
        </div>
        <Button type="submit" isBusy={isBusy} className="h-10">
          {action}
        </Button>
      </form>
    </Dialog>
  )
}
