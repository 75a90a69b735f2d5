import type { ReactNode } from 'react'
import { useTitle } from './title.ts'

interface PageProps {
  title: string
  /** Beside the title: a state, a button. */
  beside?: ReactNode
  children: ReactNode
}

/** A page that is read from top to bottom: title, then content of a comfortable width. */
export function Page({ title, beside, children }: PageProps) {
  useTitle(title)
  return (
    <div className="min-h-0 grow overflow-y-auto">
      <div className="mx-auto w-full max-w-5xl px-4 py-5 md:px-8 md:py-7">
        <header className="mb-5 flex flex-wrap items-center justify-between gap-3">
          <h1 className="text-xl font-semibold">{title}</h1>
          {beside}
        </header>
        {children}
      </div>
    </div>
  )
}
