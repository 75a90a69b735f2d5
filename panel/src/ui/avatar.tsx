import { Users } from 'lucide-react'
import { useState } from 'react'
import { cx } from './cx.ts'

/** White text on each of them has a contrast of 4.5 or more. */
const COLOURS = ['#3a6ea5', '#8a5aa8', '#a85a36', '#457243', '#5c6b73', '#a0486b', '#2f7a78', '#6a5acd']

interface AvatarProps {
  name: string
  /** Decides the colour, so that a person keeps it when renamed. */
  id: number
  pictureUrl?: string | null | undefined
  isGroup?: boolean
  /** Its size, and that of its letters. */
  className?: string
}

export function Avatar({ name, id, pictureUrl, isGroup = false, className = 'size-10 text-sm' }: AvatarProps) {
  const [isBroken, setBroken] = useState(false)
  const hasPicture = typeof pictureUrl === 'string' && pictureUrl !== '' && !isBroken
  return (
    <span
      aria-hidden="true"
      style={{ backgroundColor: COLOURS[Math.abs(id) % COLOURS.length] }}
      // It is not text but a picture of a name, which must not count as the words of a button.
      data-initials={hasPicture || isGroup ? undefined : initials(name)}
      className={cx(
        'grid shrink-0 place-items-center overflow-hidden rounded-full font-semibold text-white select-none before:content-[attr(data-initials)] empty:before:block not-empty:before:hidden',
        className,
      )}
    >
      {hasPicture ? (
        <img src={pictureUrl} alt="" className="size-full object-cover" onError={() => setBroken(true)} />
      ) : (
        isGroup && <Users className="size-1/2" />
      )}
    </span>
  )
}

/** First letters of the first and the last word that begin with a letter; `#` for a bare number. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter(word => /^\p{L}/u.test(word))
  const [first, last] = [words[0], words.length > 1 ? words.at(-1) : undefined]
  const letters = [first, last].map(word => (word === undefined ? '' : [...word][0])).join('')
  return letters.toLocaleUpperCase() || '#'
}
