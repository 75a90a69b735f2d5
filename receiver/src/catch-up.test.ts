import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CatchUpError, type CaughtUpEvent, catchUp } from './catch-up.ts'

const eventAt = (position: number) => ({ id: `e${position}`, position: String(position) }) as CaughtUpEvent

/** Events 1 to `count`, two on a page, as the server returns them. */
function scriptServer(count: number) {
  const requests: Request[] = []
  const answer: typeof fetch = async (input, init) => {
    const request = new Request(input as URL, init)
    requests.push(request)
    const after = Number(new URL(request.url).searchParams.get('after') ?? 0)
    const data = [after + 1, after + 2].filter(position => position <= count).map(eventAt)
    return Response.json({ data, next: data.at(-1)?.position ?? (after ? String(after) : null) })
  }
  return { requests, fetch: answer }
}

async function collect(events: ReturnType<typeof catchUp>) {
  const positions: string[] = []
  for (;;) {
    const step = await events.next()
    if (step.done) return { positions, end: step.value }
    positions.push(step.value.position)
  }
}

test('every event comes once, in order, and the last position is returned', async () => {
  for (const [count, after, expected] of [
    [5, null, ['1', '2', '3', '4', '5']],
    [4, '2', ['3', '4']],
    [0, null, []],
    [3, '3', []],
  ] as const) {
    const server = scriptServer(count)
    const input = { baseUrl: 'https://desk.example.com/', apiKey: 'k', after, fetch: server.fetch }
    const { positions, end } = await collect(catchUp(input))
    assert.deepEqual(positions, expected)
    assert.equal(end, expected.at(-1) ?? after)
  }
})

test('the key, the position and the filter are sent', async () => {
  const server = scriptServer(0)
  await collect(
    catchUp({
      baseUrl: 'https://desk.example.com/x',
      apiKey: 'k',
      after: '9',
      filter: { channelId: 53 },
      fetch: server.fetch,
    }),
  )
  assert.equal(server.requests[0]?.url, 'https://desk.example.com/x/api/v1/events?channelId=53&after=9')
  assert.equal(server.requests[0]?.headers.get('x-api-key'), 'k')
})

test('a position that does not move ends the loop', async () => {
  const stuck: typeof fetch = async () => Response.json({ data: [eventAt(1)], next: '1' })
  const { positions } = await collect(catchUp({ baseUrl: 'https://a.example', apiKey: 'k', after: '1', fetch: stuck }))
  assert.deepEqual(positions, ['1'])
})

test('a response other than 2xx is thrown with its status', async () => {
  const refuse: typeof fetch = async () => new Response('', { status: 401 })
  await assert.rejects(
    collect(catchUp({ baseUrl: 'https://a.example', apiKey: 'k', fetch: refuse })),
    (error: unknown) => error instanceof CatchUpError && error.status === 401,
  )
})
