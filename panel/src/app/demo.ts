/** What the server offers to the person who has started the demo on this machine: its login, and a phone to write from. */
import { queryOptions, useQuery } from '@tanstack/react-query'

export interface Demo {
  email: string
  password: string
  phone: string
}

export const demoQuery = queryOptions({
  queryKey: ['demo'],
  queryFn: async (): Promise<Demo | null> => {
    const response = await fetch('/panel/demo.json')
    return response.ok ? ((await response.json()) as Demo | null) : null
  },
  staleTime: Number.POSITIVE_INFINITY,
})

export const useDemo = (): Demo | null => useQuery(demoQuery).data ?? null
