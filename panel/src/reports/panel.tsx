/** Common parts of the page: a frame, a choice, and the same data as a table. */
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '../ui/cx.ts'

export function Panel({ title, beside, children }: { title: string; beside?: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="min-w-0 rounded-2xl border border-line bg-pane p-4 shadow-card md:p-5">
      <header className="mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        {beside}
      </header>
      {children}
    </section>
  )
}

interface ChooserProps<T extends string> {
  label: string
  value: T
  choices: readonly { value: T; label: string }[]
  onChoose: (value: T) => void
}

/** A choice among a few values, all visible. */
export const Chooser = <T extends string>({ label, value, choices, onChoose }: ChooserProps<T>) => (
  <fieldset className="-mx-1 flex min-w-0 gap-1 overflow-x-auto p-1 [scrollbar-width:none]">
    <legend className="sr-only">{label}</legend>
    {choices.map(choice => (
      <button
        key={choice.value}
        type="button"
        aria-pressed={choice.value === value}
        onClick={() => onChoose(choice.value)}
        className="h-8 shrink-0 rounded-full border border-line px-3 text-sm font-medium whitespace-nowrap text-soft hover:bg-sunk aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent"
      >
        {choice.label}
      </button>
    ))}
  </fieldset>
)

interface AsTableProps {
  caption: string
  head: readonly string[]
  rows: readonly (readonly string[])[]
}

/** A table beside a plot, for people who prefer to read it. */
export function AsTable({ caption, head, rows }: AsTableProps) {
  const { t } = useTranslation('reports')
  return (
    <details className="mt-3">
      <summary className="text-sm text-soft">{t('asTable')}</summary>
      <Scrolled label={`${caption}: ${t('asTable')}`} className="mt-2 max-h-80">
        <table className="w-full text-sm tabular-nums [&_td]:py-1 [&_td]:text-right [&_th]:py-1 [&_th]:text-right [&_th]:font-medium [&_th:first-child]:text-left">
          <caption className="sr-only">{caption}</caption>
          <thead className="text-soft">
            <tr>
              {head.map(name => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, ...cells]) => (
              <tr key={name} className="border-t border-line">
                <th scope="row">{name}</th>
                {cells.map((cell, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column.
                  <td key={at}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </details>
  )
}

/** Content that may be wider or higher than its place; the keyboard can scroll it as well. */
export const Scrolled = ({ label, className, children }: { label: string; className: string; children: ReactNode }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: so that it can be scrolled by keys.
  <section aria-label={label} tabIndex={0} className={cx('overflow-x-auto overflow-y-auto', className)}>
    {children}
  </section>
)
