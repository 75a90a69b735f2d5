/** The emulator's control API, as the page uses it. */
async function call(method, path, body) {
  const response = await fetch(`/_emulator${path}`, {
    method,
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.error ?? response.statusText)
  return answer
}

const keyed = (path, key) => `${path}/${encodeURIComponent(key)}`

export const desk = {
  state: () => call('GET', '/state'),
  customers: () => call('GET', '/customers'),
  addCustomer: customer => call('POST', '/customers', customer),
  chats: () => call('GET', '/chats'),
  chat: key => call('GET', keyed('/chats', key)),
  read: key => call('POST', `${keyed('/chats', key)}/read`, {}),
  play: id => call('POST', `${keyed('/messages', id)}/play`, {}),
  write: message => call('POST', '/messages', message),
  groups: () => call('POST', '/groups/list', {}),
  addGroup: group => call('POST', '/groups/create', group),
  join: (groupId, from) => call('POST', '/groups/join', { groupId, from }),
  leave: (groupId, from) => call('POST', '/groups/leave', { groupId, from }),
  ring: input => call('POST', '/calls/ring', input),
  hangUp: input => call('POST', '/calls/end', input),
  setMode: kind => call('PUT', '/mode', { kind }),
  fail: fault => call('POST', '/faults', fault),
  advanceClock: advanceMs => call('POST', '/clock', { advanceMs }),
  expireToken: expired => call('PUT', '/token', { expired }),
  deliveries: newest => call('GET', `/deliveries?newest=${newest}`),
  redeliver: id => call('POST', `/deliveries/${id}/redeliver`, {}),
  async upload(file, name = file.name) {
    const response = await fetch(`/_emulator/media?filename=${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { 'content-type': file.type || 'application/octet-stream' },
      body: file,
    })
    const answer = await response.json()
    if (!response.ok) throw new Error(answer.error ?? response.statusText)
    return answer
  },
  mediaUrl: id => keyed('/_emulator/media', id),
}

/** Calls back for everything that changes; after a broken connection, anything may have. */
export function watch(onEvent) {
  const source = new EventSource('/_emulator/events')
  source.onopen = () => onEvent({ kind: 'reset' })
  source.onmessage = message => onEvent(JSON.parse(message.data))
}
