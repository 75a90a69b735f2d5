/** Whether the company's own systems have got each message and each step: by message, and by line of the story. */
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, bodyOf } from '../api/client.ts'
import type { components } from '../api/generated/schema.ts'
import type { StoryLine } from './rows.ts'

export type DeliveryMark = components['schemas']['DeliveryMark']

/** While something is on its way it is loaded often, so that a broken receiver is seen at once. */
const SOON_MS = 2_000
const LATER_MS = 10_000

export const marksQuery = (ticketId: number) =>
  queryOptions({
    queryKey: ['delivery-marks', ticketId],
    queryFn: async ({ signal }) =>
      (await bodyOf(api.GET('/api/v1/tickets/{id}/delivery-marks', { params: { path: { id: ticketId } }, signal })))
        .data,
    refetchInterval: ({ state: { data } }) => {
      if (data?.some(({ state }) => state === 'waiting')) return SOON_MS
      return data?.some(({ state }) => state === 'failing' || state === 'held') ? LATER_MS : false
    },
  })

export interface DeliveryMarks {
  ofMessage: (messageId: string | null) => DeliveryMark | undefined
  ofLine: (lineId: number) => DeliveryMark | undefined
}

/** Which event tells of which step. */
const EVENTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['create', ['NewTicket', 'NewTicketUserCreate']],
  ['transfered', ['TransferTicket']],
  ['closed', ['ClosedTicket']],
  ['autoClose', ['ClosedTicket']],
  ['autoReturn', ['TransferTicket']],
])

export function useDeliveryMarks(ticketId: number, story: readonly StoryLine[], isWanted: boolean): DeliveryMarks {
  const marks = useQuery({ ...marksQuery(ticketId), enabled: isWanted }).data
  return useMemo(() => {
    const byMessage = new Map(marks?.flatMap(mark => (mark.messageId === null ? [] : [[mark.messageId, mark]])))
    const byLine = pair(marks ?? [], story)
    return {
      ofMessage: messageId => (messageId === null ? undefined : byMessage.get(messageId)),
      ofLine: lineId => byLine.get(lineId),
    }
  }, [marks, story])
}

/** Both are in the order in which things happened, and the oldest marks may be missing, so they are paired from the newest on. */
export function pair(marks: readonly DeliveryMark[], story: readonly StoryLine[]): ReadonlyMap<number, DeliveryMark> {
  const left = marks.filter(({ type }) => type !== 'message')
  const pairs = new Map<number, DeliveryMark>()
  for (const line of story.toReversed()) {
    const types = EVENTS.get(line.action)
    if (types === undefined) continue
    const at = left.findIndex(({ type }) => types.includes(type))
    const mark = at === -1 ? undefined : left.splice(at, 1)[0]
    if (mark !== undefined) pairs.set(line.id, mark)
  }
  return pairs
}
