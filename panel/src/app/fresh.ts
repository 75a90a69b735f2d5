/** Keeps the result of a query up to date while the stream reports changes. */
import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { onStream, type StreamType } from './stream.ts'

/**
 * Asks again when the stream reports `type`. There is one request at a time; if a report comes during a request, it asks once
 * more afterwards, because that result may be older. `everyMs`: how long a costly result is used all the same.
 */
export function useFresh(type: StreamType, queryKey: QueryKey | undefined, everyMs = 0): void {
  const queries = useQueryClient()
  const latest = useRef(queryKey)
  useEffect(() => {
    latest.current = queryKey
  })
  useEffect(() => {
    let isOver = false
    let isAsking = false
    let hasNews = false
    const ask = async () => {
      hasNews = true
      if (isAsking) return
      isAsking = true
      while (hasNews && !isOver) {
        if (latest.current === undefined) break
        const only = { queryKey: latest.current, exact: true }
        hasNews = queries.isFetching(only) > 0
        await queries.refetchQueries(only, { cancelRefetch: false })
        if (everyMs > 0) await new Promise(resolve => setTimeout(resolve, everyMs))
      }
      isAsking = false
    }
    const stop = onStream(event => event.type === type && void ask())
    return () => {
      isOver = true
      stop()
    }
  }, [type, queries, everyMs])
}
