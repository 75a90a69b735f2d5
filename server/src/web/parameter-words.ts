/** What a parameter is, where its route says no more: an id in the path, an id that a list is filtered by. */

const FILTERS: Record<string, string> = {
  channelId: 'Of this channel alone.',
  closingReasonId: 'Closed with this reason alone.',
  contactId: 'Of this contact alone.',
  endpointId: 'Of this endpoint alone.',
  eventId: 'Of this event alone.',
  externalApiId: "Of this address of WHAZING's API alone.",
  followupId: 'With this follow-up alone.',
  isActive: 'Those that are active alone, or those that are not.',
  isGroup: 'Groups alone, or people alone.',
  kanbanId: 'In this stage alone.',
  outcome: 'With this outcome alone.',
  queueId: 'Of this queue alone.',
  state: 'In this state alone.',
  tagId: 'With this tag alone.',
  targetId: 'What was done to the one with this id alone.',
  ticketId: 'Of this ticket alone.',
  type: 'Of this type alone.',
  userId: 'Of this user alone.',
  walletId: 'Of this wallet alone.',
}

interface Parameter {
  in?: unknown
  name?: unknown
  description?: unknown
  schema?: { description?: unknown }
}

export function describeParameter(parameter: Parameter, path: string): void {
  if (parameter.description !== undefined || parameter.schema?.description !== undefined) return
  const words = parameter.in === 'path' ? ofPath(path, String(parameter.name)) : FILTERS[String(parameter.name)]
  if (words !== undefined) parameter.description = words
}

/** `/quick-replies/{id}` -> `The id of the quick reply.` */
function ofPath(path: string, name: string): string | undefined {
  const parts = path.split('/')
  const list = parts[parts.indexOf(`{${name}}`) - 1]
  if (list === undefined || !name.toLowerCase().endsWith('id')) return undefined
  const thing = list.replaceAll('-', ' ').replace(/ies$/, 'y').replace(/s$/, '')
  return `The id of the ${thing}.`
}
