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

export const desk = {
  state: () => call('GET', '/state'),
  customers: () => call('GET', '/customers'),
  addCustomer: customer => call('POST', '/customers', customer),
  chats: () => call('GET', '/chats'),
  chat: key => call('GET', `/chats/${encodeURIComponent(key)}`),
  read: key => call('POST', `/chats/${encodeURIComponent(key)}/read`, {}),
  play: id => call('POST', `/messages/${encodeURIComponent(id)}/play`, {}),
  write: message => call('POST', '/messages', message),
  setMode: kind => call('PUT', '/mode', { kind }),
  deliveries: () => call('GET', '/deliveries'),
  redeliver: id => call('POST', `/deliveries/${id}/redeliver`, {}),
  async upload(file) {
    const response = await fetch(`/_emulator/media?filename=${encodeURIComponent(file.name)}`, {
      method: 'POST',
      headers: { 'content-type': file.type || 'application/octet-stream' },
      body: file,
    })
    const answer = await response.json()
    if (!response.ok) throw new Error(answer.error ?? response.statusText)
    return answer
  },
  mediaUrl: id => `/_emulator/media/${encodeURIComponent(id)}`,
}

/** Tells of everything that changes; after a broken connection, that anything may have. */
export function watch(onEvent) {
  const source = new EventSource('/_emulator/events')
  source.onopen = () => onEvent({ kind: 'reset' })
  source.onmessage = message => onEvent(JSON.parse(message.data))
}
