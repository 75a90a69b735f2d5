/** The progress of a company that is being set up; the server derives it from what exists. */
import { type QueryClient, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, bodyOf } from '../api/client.ts'
import type { FirstSteps } from '../api/types.ts'
import { can, meQuery, useMe } from '../app/session.ts'

export type StepName = FirstSteps['steps'][number]['name']

export const firstStepsQuery = queryOptions({
  queryKey: ['first-steps'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/first-steps', { signal })),
})

const isAsked = (me: Parameters<typeof can.administer>[0]) => can.administer(me) && !me.mustSetUpSecondFactor

/** Undefined for people to whom the steps are not shown, and until it is known. */
export function useFirstSteps(): FirstSteps | undefined {
  return useQuery({ ...firstStepsQuery, enabled: isAsked(useMe()) }).data
}

/** Whether the first steps are more useful than an inbox in which nothing can arrive. */
export async function isLedFirst(queries: QueryClient): Promise<boolean> {
  try {
    if (!isAsked(await queries.ensureQueryData(meQuery))) return false
    const { isOver, steps } = await queries.ensureQueryData(firstStepsQuery)
    return !isOver && steps.some(({ name, state }) => name === 'channel' && state === 'open')
  } catch {
    return false // The page that is opened instead loads it again, and shows the error.
  }
}

export function useChangeFirstSteps() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: { pass?: StepName; isDismissed?: boolean }) =>
      bodyOf(api.PATCH('/api/v1/first-steps', { body })),
    onSuccess: steps => queries.setQueryData(firstStepsQuery.queryKey, steps),
  })
}

/** A number for a trial, when an emulator stands in for WhatsApp. */
export const standInQuery = queryOptions({
  queryKey: ['stand-in'],
  queryFn: async ({ signal }) => (await bodyOf(api.GET('/api/v1/channels/stand-in', { signal }))).standIn,
})
