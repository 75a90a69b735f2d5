/** The cache of the server's responses. A 401 anywhere means that the session is over. */
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { isRefused } from '../api/problem.ts'
import { sessionIsOver } from './session.ts'

const leaveWhenSignedOut = (error: Error): void => {
  if (isRefused(error, 401)) sessionIsOver.tell()
}

export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
  mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // A refusal is final; a server that was not reached may be there in a moment.
      retry: (count, error) => !isRefused(error) && count < 3,
    },
    mutations: { networkMode: 'always' },
  },
})
