/** PostgreSQL's text takes neither NUL nor half a surrogate pair, and neither may cost us a message. */
export function cleanText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}
