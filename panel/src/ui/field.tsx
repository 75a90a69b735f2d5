import { type ComponentProps, type ReactNode, useId } from 'react'
import { cx } from './cx.ts'

const BOX =
  'w-full rounded-lg border border-line-strong bg-pane px-3 py-2 text-text placeholder:text-faint disabled:opacity-60 aria-invalid:border-bad'

interface Around {
  label: string
  hint?: ReactNode
  error?: string | undefined
}

function Labelled({ id, label, hint, error, children }: Around & { id: string; children: ReactNode }) {
  return (
    <div className="grid content-start gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {children}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-sm text-soft">
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} role="alert" className="text-sm text-bad">
          {error}
        </p>
      )}
    </div>
  )
}

function described(id: string, { hint, error }: Omit<Around, 'label'>) {
  const ids = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean).join(' ')
  return { id, 'aria-describedby': ids || undefined, 'aria-invalid': error !== undefined || undefined }
}

export function Field({ label, hint, error, className, ...rest }: ComponentProps<'input'> & Around) {
  const id = useId()
  return (
    <Labelled {...{ id, label, hint, error }}>
      <input {...described(id, { hint, error })} {...rest} className={cx(BOX, className)} />
    </Labelled>
  )
}

export function SelectField({ label, hint, error, className, children, ...rest }: ComponentProps<'select'> & Around) {
  const id = useId()
  return (
    <Labelled {...{ id, label, hint, error }}>
      <select {...described(id, { hint, error })} {...rest} className={cx(BOX, 'h-10', className)}>
        {children}
      </select>
    </Labelled>
  )
}

export function TextField({ label, hint, error, className, ...rest }: ComponentProps<'textarea'> & Around) {
  const id = useId()
  return (
    <Labelled {...{ id, label, hint, error }}>
      <textarea {...described(id, { hint, error })} {...rest} className={cx(BOX, 'field-sizing-content', className)} />
    </Labelled>
  )
}

export function Switch({
  label,
  hint,
  checked = false,
  ...rest
}: Omit<ComponentProps<'input'>, 'type'> & Omit<Around, 'error'>) {
  const id = useId()
  return (
    <div className="flex items-start justify-between gap-4">
      <label htmlFor={id} className="grid gap-0.5">
        <span className="font-medium">{label}</span>
        {hint !== undefined && <span className="text-sm text-soft">{hint}</span>}
      </label>
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked={checked}
        aria-checked={checked}
        {...rest}
        className="relative mt-0.5 h-5 w-9 shrink-0 cursor-pointer appearance-none rounded-full border border-line-strong bg-sunk transition-colors before:absolute before:top-0.5 before:left-0.5 before:size-3.5 before:rounded-full before:bg-line-strong before:transition-transform checked:border-accent checked:bg-accent checked:before:translate-x-4 checked:before:bg-on-accent"
      />
    </div>
  )
}
