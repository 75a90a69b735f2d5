/** Common parts of the steps: a form of a few fields in a card, and the text of a done step. */
import { CircleCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Form } from '../app/use-form.ts'
import { Button } from '../ui/button.tsx'

const CARD = 'grid gap-5 rounded-2xl border border-line bg-pane p-5 shadow-card'

export const StepCard = ({ children }: { children: ReactNode }) => <div className={CARD}>{children}</div>

interface StepFormProps<T> {
  form: Form<T>
  saveLabel: string
  children: ReactNode
}

export function StepForm<T>({ form, saveLabel, children }: StepFormProps<T>) {
  return (
    <form {...form.props} className={CARD}>
      {children}
      {form.error !== undefined && (
        <p role="alert" className="text-bad">
          {form.error}
        </p>
      )}
      <div>
        <Button type="submit" look="primary" isBusy={form.isBusy}>
          {saveLabel}
        </Button>
      </div>
    </form>
  )
}

interface StepDoneProps {
  /** The existing things. */
  text: ReactNode
  onDone: () => void
  /** Beside the button that goes on: another button, or a link to where it is changed. */
  more?: ReactNode
  children?: ReactNode
}

export function StepDone({ text, onDone, more, children }: StepDoneProps) {
  const { t } = useTranslation('first-steps')
  return (
    <StepCard>
      <p role="status" className="flex items-start gap-2">
        <CircleCheck className="mt-0.5 size-4 shrink-0 text-good" aria-hidden="true" />
        <span className="min-w-0 wrap-anywhere">{text}</span>
      </p>
      {children}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button look="primary" onClick={onDone}>
          {t('goOn')}
        </Button>
        {more}
      </div>
    </StepCard>
  )
}

export const LINK = 'font-medium text-accent underline'
