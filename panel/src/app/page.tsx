import type { ReactNode } from 'react'
import { cx } from '../ui/cx.ts'
import { useTitle } from './title.ts'

interface PageProps {
  title: string
  /** Beside the title: a state, a button. */
  beside?: ReactNode
  /** A sentence that says what the page is for. */
  intro?: ReactNode
  /** Forms and lists of names are easier to read when they are not too wide. */
  isNarrow?: boolean
  children: ReactNode
}

/** A page that is read from top to bottom: title, then content of a comfortable width. */
export function Page({ title, beside, intro, isNarrow = false, children }: PageProps) {
  useTitle(title)
  return (
    <div className="min-h-0 grow overflow-y-auto">
      <div className={cx('mx-auto w-full px-4 py-5 md:px-8 md:py-7', isNarrow ? 'max-w-3xl' : 'max-w-5xl')}>
        <header className="mb-5 flex flex-wrap items-center justify-between gap-x-3 gap-y-2">
          <h1 className="text-xl font-semibold">{title}</h1>
          {beside}
          {intro !== undefined && (
            <div className="w-full">
              <p className="max-w-2xl text-soft">{intro}</p>
            </div>
          )}
        </header>
        {children}
      </div>
    </div>
  )
}
