import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx.ts'
import { Spinner } from './spinner.tsx'
import { Tooltip } from './tooltip.tsx'

type Look = 'primary' | 'quiet' | 'plain' | 'danger'

const LOOKS: Record<Look, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong border-transparent',
  quiet: 'bg-pane text-text border-line hover:bg-sunk',
  plain: 'border-transparent text-soft hover:bg-sunk hover:text-text',
  danger: 'bg-bad text-on-bad border-transparent hover:opacity-90',
}

export interface ButtonProps extends ComponentProps<'button'> {
  look?: Look
  isBusy?: boolean
  /** As wide as it is high, for an icon. */
  isSquare?: boolean
}

export function Button({
  look = 'quiet',
  isBusy = false,
  isSquare = false,
  className,
  children,
  disabled,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled || isBusy}
      className={cx(
        'inline-flex shrink-0 items-center justify-center gap-2 rounded-lg border font-medium whitespace-nowrap transition-colors select-none disabled:opacity-60',
        LOOKS[look],
        !isSquare && 'h-9 px-3',
        className,
      )}
    >
      {isBusy && <Spinner />}
      {children}
    </button>
  )
}

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'isSquare'> {
  /** Beside a text, where a whole one would be too large. */
  isSmall?: boolean
  /** Read aloud, and shown on hovering. */
  label: string
  keys?: string | undefined
  children: ReactNode
}

export function IconButton({
  label,
  keys,
  look = 'plain',
  isSmall = false,
  className,
  children,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip label={label} keys={keys}>
      <Button
        isSquare
        look={look}
        aria-label={label}
        className={cx(isSmall ? 'size-7 [&>svg]:size-4' : 'size-9 [&>svg]:size-[1.15rem]', className)}
        {...rest}
      >
        {children}
      </Button>
    </Tooltip>
  )
}
