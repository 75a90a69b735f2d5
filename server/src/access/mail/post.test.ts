/** Limits of e-mails: nobody can use Recado to fill a stranger's mailbox. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLog } from '../../base/log.ts'
import type { Mailer } from '../../base/mail.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { createPost } from './post.ts'

const text = { subject: 'Recado', text: 'Oi' }
const log = createLog('silent')

function post({ fails = false } = {}) {
  const sent: { to: string[]; subject: string; messageId?: string | undefined }[] = []
  const mailer = {
    async send(mail: (typeof sent)[number]) {
      if (fails) throw new Error('451 try again later')
      sent.push(mail)
    },
  } as unknown as Mailer
  return { sent, ...createPost({ mailer, log }) }
}

const codeOf = async (work: () => unknown): Promise<string> => {
  try {
    await work()
  } catch (error) {
    assert.ok(error instanceof Refusal)
    return error.code
  }
  return 'let through'
}

test('without a mail server nothing is sent, and only requests that need one are refused', async () => {
  const none = createPost({ log })
  assert.equal(none.isConfigured, false)
  assert.equal(await codeOf(() => none.requireConfigured()), 'mail_not_configured')
  for (let n = 0; n < 200; n++) none.requireRoom(1, 'ana@example.com')
  assert.equal(await none.toNamed(1, 'ana@example.com', text), 'off')
  await none.toAsking('ana@example.com', text)
})

test('a mail goes to one person, each with an id of its own', async () => {
  const { sent, toNamed, isConfigured } = post()
  assert.equal(isConfigured, true)
  assert.equal(await toNamed(1, 'ana@example.com', text), 'sent')
  assert.equal(await toNamed(1, 'bia@example.com', text), 'sent')
  assert.deepEqual(
    sent.map(mail => mail.to),
    [['ana@example.com'], ['bia@example.com']],
  )
  assert.notEqual(sent[0]?.messageId, sent[1]?.messageId)
})

test('a failure of the mail server is returned and not thrown, because the link can be given by hand', async () => {
  const { toNamed } = post({ fails: true })
  assert.equal(await toNamed(1, 'ana@example.com', text), 'failed')
})

test('five mails an hour to one person on behalf of a company, and the sixth is refused before anything is changed', async () => {
  const { requireRoom } = post()
  for (let n = 0; n < 5; n++) requireRoom(1, 'ana@example.com')
  assert.equal(await codeOf(() => requireRoom(1, 'ana@example.com')), 'rate_limited')
  assert.equal(await codeOf(() => requireRoom(1, 'bia@example.com')), 'let through', 'somebody else of the company')
  assert.equal(await codeOf(() => requireRoom(2, 'ana@example.com')), 'let through', 'another company')
})

test('a company can send a hundred mails an hour, to whomever; other companies go on', async () => {
  const { requireRoom } = post()
  for (let n = 0; n < 100; n++) requireRoom(1, `person-${n}@example.com`)
  assert.equal(await codeOf(() => requireRoom(1, 'one-more@example.com')), 'rate_limited')
  assert.equal(await codeOf(() => requireRoom(2, 'one-more@example.com')), 'let through')
})

test('a company and an address do not run into each other: 1 and "2 a" are not 12 and "a"', async () => {
  const { requireRoom } = post()
  for (let n = 0; n < 5; n++) requireRoom(1, '1 a@example.com')
  assert.equal(await codeOf(() => requireRoom(11, 'a@example.com')), 'let through')
})

test('a person who forgot a password can have three links an hour, and does not learn that a fourth was not sent', () => {
  const { mayAsk } = post()
  assert.deepEqual(
    [1, 2, 3, 4].map(() => mayAsk('ana@example.com')),
    [true, true, true, false],
  )
  assert.equal(mayAsk('bia@example.com'), true)
})

test('a refusal says when there is room again: within an hour', async () => {
  const { requireRoom } = post()
  for (let n = 0; n < 5; n++) requireRoom(1, 'ana@example.com')
  try {
    requireRoom(1, 'ana@example.com')
    assert.fail('it was let through')
  } catch (error) {
    const { retryAfterSeconds = 0 } = error as Refusal
    assert.ok(retryAfterSeconds > 3_500 && retryAfterSeconds <= 3_600, String(retryAfterSeconds))
  }
})
