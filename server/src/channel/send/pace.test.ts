/** WhatsApp's pace, with a clock that the test sets, and the form in which messages are posted. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '../../refusal/refusal.ts'
import type { Json } from '../json.ts'
import { callbackDataOf, messageIdIn } from '../outbound-rows.ts'
import { requireFuture } from '../schedule/schedule-message.ts'
import { givenContent } from './given-content.ts'
import { mediaContent, textContent } from './outgoing.ts'
import { createPace } from './pace.ts'

const NUMBER = { channelId: 1, isOnPhoneApp: false }

test('whatever is sent and when, no second has more than the burst and what was refilled meanwhile', () => {
  const step = fc.record({ ms: fc.integer({ min: 0, max: 300 }), tries: fc.integer({ min: 1, max: 40 }) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), fc.boolean(), (steps, isOnPhoneApp) => {
      let now = 0
      const pace = createPace(() => now)
      const most = isOnPhoneApp ? 20 : 80
      const sentAt: number[] = []
      let person = 0
      for (const { ms, tries } of steps) {
        now += ms
        for (let n = 0; n < tries; n++) if (pace.take({ channelId: 1, isOnPhoneApp }, ++person) === 0) sentAt.push(now)
      }
      for (const begin of sentAt) {
        for (const end of sentAt.filter(at => at >= begin)) {
          const count = sentAt.filter(at => at >= begin && at <= end).length
          assert.ok(count <= most + ((end - begin) / 1_000) * most + 1e-6, `${count} within ${end - begin} ms`)
        }
      }
    }),
    { numRuns: 60 },
  )
})

test('after the wait that was returned a message may go, and not a millisecond earlier', () => {
  for (const [early, mayGo] of [
    [1, false],
    [0, true],
  ] as const) {
    let now = 0
    const pace = createPace(() => now)
    for (let n = 0; n < 45; n++) pace.take(NUMBER, 7)
    now += pace.take(NUMBER, 7) - early
    assert.equal(pace.take(NUMBER, 7) === 0, mayGo)
  }
})

test('a person who has to wait takes nothing from the number: others go on at its full pace', () => {
  const pace = createPace(() => 0)
  for (let n = 0; n < 45; n++) pace.take(NUMBER, 7)
  for (let n = 0; n < 500; n++) assert.ok(pace.take(NUMBER, 7) > 0)
  let others = 0
  while (pace.take(NUMBER, 1_000 + others) === 0) others++
  assert.equal(others, 80 - 45)
})

test('after a long rest a person has one burst again, and not two; for another number they have a separate one', () => {
  let now = 0
  const pace = createPace(() => now)
  const burst = (channelId: number) => {
    let count = 0
    while (pace.take({ channelId, isOnPhoneApp: false }, 7) === 0) count++
    return count
  }
  assert.deepEqual([burst(1), burst(1), burst(2)], [45, 0, 45])
  now += 24 * 3_600_000
  assert.equal(burst(1), 45)
})

test('our id in a status gives the message again, and nothing else does', () => {
  const row = { message_id: 77, id: 5 } as Parameters<typeof callbackDataOf>[0]
  assert.equal(messageIdIn(callbackDataOf(row)), 77)
  assert.equal(messageIdIn(callbackDataOf({ ...row, message_id: null })), null, 'a reaction is not a message')
  for (const foreign of [
    null,
    '',
    'recado-m',
    'recado-m1x',
    ' recado-m1',
    'recado-m-1',
    `recado-m${'9'.repeat(16)}`,
    'other-m1',
  ]) {
    assert.equal(messageIdIn(foreign), null, String(foreign))
  }
})

test('a link in a text is previewed, a text without one is not', () => {
  for (const body of ['https://a.example', 'veja http://a.example/x agora']) {
    assert.deepEqual(textContent(body), { type: 'text', text: { body, preview_url: true } })
  }
  for (const body of ['oi', 'a.example', 'https:/'])
    assert.equal((textContent(body).text as Json).preview_url, false, body)
})

test('a file has its caption if WhatsApp allows one, and its name if WhatsApp shows it', () => {
  const post = (mime_type: string, body: string) =>
    mediaContent({ mime_type, file_name: 'boleto.pdf' } as never, 'meta-1', body)
  assert.deepEqual(post('application/pdf', 'Segue'), {
    type: 'document',
    document: { id: 'meta-1', caption: 'Segue', filename: 'boleto.pdf' },
  })
  assert.deepEqual(post('image/png', 'Foto'), { type: 'image', image: { id: 'meta-1', caption: 'Foto' } })
  assert.deepEqual(post('image/png', ''), { type: 'image', image: { id: 'meta-1' } })
  assert.deepEqual(
    post('image/png', 'boleto.pdf'),
    { type: 'image', image: { id: 'meta-1' } },
    'its name is not a caption',
  )
  assert.deepEqual(post('audio/ogg', 'Ouça'), { type: 'audio', audio: { id: 'meta-1' } })
})

test('a body with two special contents, or one and a file, is refused', () => {
  const location = { latitude: 1, longitude: 2 }
  assert.deepEqual(givenContent({ body: 'oi' } as never).special, undefined)
  assert.deepEqual(givenContent({ location } as never).special, { type: 'location', node: location })
  for (const body of [
    { location, template: {} },
    { location, mediaId: 1 },
    { interactive: {}, mediaLink: { kind: 'image', url: 'https://a.example' } },
  ]) {
    assert.throws(
      () => givenContent(body as never),
      (error: unknown) => error instanceof Refusal && error.code === 'invalid_request',
    )
  }
})

test('a message can be scheduled from now on, with some tolerance for clocks, up to a year ahead', () => {
  const inMs = (ms: number) => {
    try {
      requireFuture(new Date(Date.now() + ms))
    } catch (error) {
      assert.ok(error instanceof Refusal && error.errors?.[0]?.path === '/sendAt')
      return 'refused'
    }
    return 'taken'
  }
  const [minute, day] = [60_000, 86_400_000]
  assert.deepEqual([inMs(-minute - 5_000), inMs(-minute + 5_000), inMs(0)], ['refused', 'taken', 'taken'])
  assert.deepEqual([inMs(366 * day - 5_000), inMs(366 * day + 5_000)], ['taken', 'refused'])
})
