import { useMemo } from 'react'
import { qrOf } from './qr.ts'

/** Light modules that a camera needs around it. */
const MARGIN = 4

/** Dark on light in both themes: many cameras read no other. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { path, size } = useMemo(() => {
    const rows = qrOf(text)
    const dark = rows.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    return { path: dark.join(''), size: rows.length + 2 * MARGIN }
  }, [text])
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`${-MARGIN} ${-MARGIN} ${size} ${size}`}
      shapeRendering="crispEdges"
      className="size-52 max-w-full rounded-lg bg-white"
    >
      <path d={path} fill="#000" />
    </svg>
  )
}
