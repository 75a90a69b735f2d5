/** What is being written, per ticket, in this browser: survives leaving, reloading and a crash. */

const keyOf = (userId: number, ticketId: number) => `recado.draft.${userId}.${ticketId}`

export const readDraft = (userId: number, ticketId: number): string =>
  localStorage.getItem(keyOf(userId, ticketId)) ?? ''

export function writeDraft(userId: number, ticketId: number, text: string): void {
  if (text.trim() === '') localStorage.removeItem(keyOf(userId, ticketId))
  else localStorage.setItem(keyOf(userId, ticketId), text)
}
