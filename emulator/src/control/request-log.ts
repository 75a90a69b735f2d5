/** A request of the Graph API with its response. Bodies of files are left out. */
export type GraphCall = {
  method: string
  /** With the version and the query, without the access token. */
  path: string
  body: unknown
  status: number
  userAgent: string | null
}

export type RequestLog = ReturnType<typeof createRequestLog>

export function createRequestLog(maxEntries: number) {
  let entries: GraphCall[] = []
  return {
    add(call: GraphCall): void {
      entries.push(call)
      if (entries.length > maxEntries) entries.splice(0, entries.length - maxEntries)
    },
    list: (): GraphCall[] => entries,
    clear(): void {
      entries = []
    },
  }
}
