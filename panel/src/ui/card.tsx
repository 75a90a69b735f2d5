import type { ReactNode } from 'react'

interface CardProps {
  title: string
  hint?: ReactNode
  /** Beside the title. */
  beside?: ReactNode
  children: ReactNode
}

/** A part of a page that is about one thing. */
export const Card = ({ title, hint, beside, children }: CardProps) => (
  <section className="rounded-2xl border border-line bg-pane p-5 shadow-card">
    <header className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1">
      <h2 className="text-lg font-semibold">{title}</h2>
      {beside}
      {hint !== undefined && <p className="w-full text-soft">{hint}</p>}
    </header>
    <div className="mt-4 grid gap-4">{children}</div>
  </section>
)

/** Names and values, one a line. */
export const Facts = ({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) => (
  <dl className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-x-4 gap-y-1.5 md:grid-cols-[minmax(7rem,auto)_minmax(0,1fr)] [&_dd]:wrap-anywhere [&_dt]:text-soft">
    {facts.map(([name, value]) => (
      <div key={name} className="contents">
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)
