/** PostgreSQL's text accepts neither NUL nor half a surrogate pair, and no message may be lost because of one. */
export function cleanText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}
