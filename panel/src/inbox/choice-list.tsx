import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'

export interface Choice {
  id: string
  label: string
  hint?: string
  color?: string
}

interface ChoiceListProps {
  legend: string
  choices: readonly Choice[]
  submit: string
  isBusy: boolean
  problem: string | undefined
  onSubmit: (id: string) => void
  /** Shown between the choices and the button. */
  children?: ReactNode
}

/**
 * A choice of one among a few: the first one is chosen already, arrows change it, Enter accepts it. So opening and accepting take
 * two keys.
 */
export function ChoiceList({ legend, choices, submit, isBusy, problem, onSubmit, children }: ChoiceListProps) {
  const { t } = useTranslation('app')
  const name = useId()
  const [chosen, setChosen] = useState(choices[0]?.id ?? '')
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        if (chosen !== '') onSubmit(chosen)
      }}
    >
      <fieldset className="grid gap-0.5">
        <legend className="sr-only">{legend}</legend>
        {choices.map(({ id, label, hint, color }, at) => (
          <label
            key={id}
            className={cx(
              'flex min-h-10 cursor-pointer items-center gap-3 rounded-lg px-3 py-1.5 has-focus-visible:outline-2 has-focus-visible:outline-accent',
              chosen === id ? 'bg-accent-soft' : 'hover:bg-sunk',
            )}
          >
            <input
              type="radio"
              name={name}
              value={id}
              checked={chosen === id}
              // biome-ignore lint/a11y/noAutofocus: the dialog's first choice, so that Enter alone takes it.
              autoFocus={at === 0}
              onChange={() => setChosen(id)}
              onKeyDown={event => {
                if (event.key !== 'Enter') return
                // Not every browser submits from a radio button, and in those that do it must not happen twice.
                event.preventDefault()
                event.currentTarget.form?.requestSubmit()
              }}
              className="size-4 accent-(--accent) outline-none"
            />
            {color !== undefined && (
              <span aria-hidden="true" className="size-2.5 rounded-full" style={{ backgroundColor: color }} />
            )}
            <span>{label}</span>
            {hint !== undefined && <span className="ml-auto text-sm text-soft">{hint}</span>}
          </label>
        ))}
      </fieldset>
      {children !== undefined && <div className="mt-2 border-t border-line px-2 pt-2">{children}</div>}
      {problem !== undefined && (
        <p role="alert" className="mt-2 text-bad">
          {problem}
        </p>
      )}
      <div className="sticky bottom-0 mt-3 flex items-center justify-between gap-3 bg-pane pt-1">
        <span className="text-sm text-soft max-md:hidden">{t('enterTakes')}</span>
        <Button type="submit" look="primary" isBusy={isBusy} className="max-md:w-full">
          {submit}
        </Button>
      </div>
    </form>
  )
}
