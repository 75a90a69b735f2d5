import { cx } from './cx.ts'

/** `Ctrl+K` as keys. */
export function Kbd({ keys, onDark = false }: { keys: string; onDark?: boolean }) {
  return (
    <kbd
      className={cx(
        'inline-flex h-5 min-w-5 items-center justify-center rounded border px-1 font-sans text-2xs',
        onDark ? 'border-current opacity-80' : 'border-line bg-pane text-faint',
      )}
    >
      {keys}
    </kbd>
  )
}
