/** Finds visible names: some people choose a name of characters that show nothing. */

/** Blank on every screen, and no white space to JavaScript: Hangul fillers, the empty Braille cell, joiners, marks. */
const INVISIBLE = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800\u3164\uffa0]/gu

/** The trimmed name; undefined when nothing of it is visible. */
export function visibleName(name: string | null | undefined): string | undefined {
  if (name === null || name === undefined) return undefined
  return name.replace(INVISIBLE, '') === '' ? undefined : name.trim()
}
