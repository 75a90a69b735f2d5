import type { ReactNode } from 'react'
import { cx } from '../ui/cx.ts'
import { type Token, tokensOf } from './json.ts'

const INKS: Record<Token['kind'], string> = {
  key: 'text-accent',
  string: 'text-text',
  number: 'text-warn',
  word: 'text-bad',
  plain: 'text-soft',
}

export const CodeLine = ({ text }: { text: string }) => (
  <>
    {tokensOf(text).map((token, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the tokens of one line never change places.
      <span key={at} className={INKS[token.kind]}>
        {token.text}
      </span>
    ))}
  </>
)

interface CodeProps {
  lines: readonly string[]
  label: string
  className?: string
  children?: ReactNode
}

/** JSON, to be scrolled by keyboard too. */
export function Code({ lines, label, className, children }: CodeProps) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
      tabIndex={0}
      aria-label={label}
      className={cx('overflow-auto rounded-lg bg-sunk p-3', className)}
    >
      <pre className="font-mono text-xs leading-5 whitespace-pre-wrap wrap-anywhere">
        {children ??
          lines.map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text never change places.
            <div key={at}>
              <CodeLine text={line} />
            </div>
          ))}
      </pre>
    </section>
  )
}
