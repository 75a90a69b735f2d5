/** Choices that are all visible: several of a list, one of a few, a colour. */
import { type ComponentProps, type ReactNode, useId } from 'react'
import { cx } from './cx.ts'

interface GroupProps {
  label: string
  hint?: ReactNode
  error?: string | undefined
  children: ReactNode
}

export function Group({ label, hint, error, children }: GroupProps) {
  const id = useId()
  const described = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean).join(' ')
  return (
    <fieldset className="grid min-w-0 gap-1" aria-describedby={described || undefined}>
      <legend className="mb-1 font-medium">{label}</legend>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="mb-1 text-sm text-soft">
          {hint}
        </p>
      )}
      {children}
      {error !== undefined && (
        <p id={`${id}-error`} role="alert" className="text-sm text-bad">
          {error}
        </p>
      )}
    </fieldset>
  )
}

const TICK =
  'mt-0.5 size-4 shrink-0 cursor-pointer accent-(--accent) focus-visible:outline-2 focus-visible:outline-offset-2'

interface CheckProps extends Omit<ComponentProps<'input'>, 'type' | 'children'> {
  children: ReactNode
  hint?: ReactNode
}

export function Check({ children, hint, type = 'checkbox', ...rest }: CheckProps & { type?: 'checkbox' | 'radio' }) {
  const id = useId()
  return (
    <div className="flex items-start gap-2.5 rounded-lg px-1 py-1 hover:bg-sunk">
      <input
        id={id}
        type={type}
        {...rest}
        className={TICK}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
      />
      <div className="min-w-0 grow">
        <label htmlFor={id} className="block cursor-pointer wrap-anywhere">
          {children}
        </label>
        {hint !== undefined && (
          <p id={`${id}-hint`} className="text-sm text-soft">
            {hint}
          </p>
        )}
      </div>
    </div>
  )
}

interface CheckListProps<T> extends Omit<GroupProps, 'children'> {
  options: readonly { value: T; label: ReactNode; hint?: ReactNode }[]
  chosen: readonly T[]
  onChange: (chosen: T[]) => void
  /** Shown when there is nothing to choose. */
  empty?: ReactNode
}

export function CheckList<T extends string | number>({
  options,
  chosen,
  onChange,
  empty,
  ...group
}: CheckListProps<T>) {
  const toggle = (value: T) =>
    onChange(chosen.includes(value) ? chosen.filter(one => one !== value) : [...chosen, value])
  return (
    <Group {...group}>
      {options.length === 0 && <p className="text-soft">{empty}</p>}
      <div className={cx('grid', options.length > 8 && 'max-h-60 overflow-y-auto rounded-lg border border-line p-1.5')}>
        {options.map(({ value, label, hint }) => (
          <Check key={value} checked={chosen.includes(value)} onChange={() => toggle(value)} hint={hint}>
            {label}
          </Check>
        ))}
      </div>
    </Group>
  )
}

interface RadioListProps<T> extends Omit<GroupProps, 'children'> {
  name: string
  options: readonly { value: T; label: ReactNode; hint?: ReactNode }[]
  value: T
  onChange: (value: T) => void
}

export function RadioList<T extends string | number>({ name, options, value, onChange, ...group }: RadioListProps<T>) {
  return (
    <Group {...group}>
      <div className="grid">
        {options.map(option => (
          <Check
            key={option.value}
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            hint={option.hint}
          >
            {option.label}
          </Check>
        ))}
      </div>
    </Group>
  )
}

/** Each can be distinguished from the others on white and on black. */
export const COLOURS = [
  ...['#64748b', '#0d6b57', '#15803d', '#65a30d', '#ca8a04', '#c2410c'],
  ...['#b91c1c', '#be185d', '#9333ea', '#4f46e5', '#1d4ed8', '#0e7490'],
] as const

interface ColourFieldProps extends Omit<GroupProps, 'children'> {
  name: string
  value: string
  onChange: (value: string) => void
  /** The name of a colour that is not one of ours. */
  otherLabel: string
}

export function ColourField({ name, value, onChange, otherLabel, ...group }: ColourFieldProps) {
  const isOurs = COLOURS.some(colour => colour === value.toLowerCase())
  return (
    <Group {...group}>
      <div className="flex flex-wrap items-center gap-2">
        {COLOURS.map(colour => (
          <input
            key={colour}
            type="radio"
            name={name}
            value={colour}
            aria-label={colour}
            checked={colour === value.toLowerCase()}
            onChange={() => onChange(colour)}
            style={{ backgroundColor: colour }}
            className="size-7 shrink-0 cursor-pointer appearance-none rounded-full border-2 border-pane checked:ring-2 checked:ring-text"
          />
        ))}
        <input
          type="color"
          aria-label={otherLabel}
          title={otherLabel}
          value={value}
          onChange={event => onChange(event.target.value)}
          className={cx(
            'h-7 w-9 cursor-pointer rounded border border-line-strong bg-pane',
            !isOurs && 'ring-2 ring-text',
          )}
        />
      </div>
    </Group>
  )
}

export const ColourDot = ({ colour, className = 'size-3' }: { colour: string; className?: string }) => (
  <span aria-hidden="true" style={{ backgroundColor: colour }} className={cx('shrink-0 rounded-full', className)} />
)
