// Copied from receiver/src/headers.ts by scripts/copy-receiver.ts. Change it there.
/** Headers in each form that a runtime has for them: fetch's `Headers`, node:http's record, or a plain object. */
export type HeadersLike = Headers | Readonly<Record<string, string | readonly string[] | undefined>>

/** One header by its lower-case name, whatever case the record uses. */
export function readHeader(headers: HeadersLike, name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined
  const value = headers[name] ?? Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1]
  return typeof value === 'string' ? value : value?.[0]
}
