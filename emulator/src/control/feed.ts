/** Emits what happens: to the phone page by server-sent events, and to tests that await a message. */
export type FeedEvent =
  | { kind: 'chat'; key: string }
  | { kind: 'outbound'; id: string }
  | { kind: 'delivery'; id: string; state: string }
  | { kind: 'reset' }

export type Feed = ReturnType<typeof createFeed>

export function createFeed() {
  const listeners = new Set<(event: FeedEvent) => void>()
  return {
    emit(event: FeedEvent): void {
      for (const listen of [...listeners]) listen(event)
    },
    listen(listener: (event: FeedEvent) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
