/** A full check of a number, against a WhatsApp that is scripted by path: each fault is found once. */
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { GraphSettings } from '../graph/graph-call.ts'
import { type Credentials, examineNumber } from './examine-number.ts'

type Json = Record<string, unknown>
type Reply = { status?: number; body: unknown }

const SCOPES = ['whatsapp_business_messaging', 'whatsapp_business_management']
const DAY = 24 * 3_600
const nowSeconds = () => Math.floor(Date.now() / 1_000)
const error = (code: number, message = 'x'): Reply => ({
  status: 400,
  body: { error: { code, message, type: 'OAuthException' } },
})

/** Everything is in order until a test changes it. */
const WELL = {
  number: {
    body: { verified_name: 'Padaria', display_phone_number: '+55 31', status: 'CONNECTED', quality_rating: 'GREEN' },
  } as Reply,
  token: { body: { data: { is_valid: true, expires_at: 0, scopes: SCOPES, app_id: '7' } } } as Reply,
  numbers: { body: { data: [{ id: '42' }] } } as Reply,
  apps: { body: { data: [{ whatsapp_business_api_data: { id: '7' } }] } } as Reply,
}
let script = WELL
let proofs: (string | null)[] = []
let graph: GraphSettings

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://x')
  const [, , first, second] = pathname.split('/')
  if (first === '42') proofs.push(searchParams.get('appsecret_proof'))
  const part =
    first === 'debug_token'
      ? 'token'
      : second === 'phone_numbers'
        ? 'numbers'
        : second === 'subscribed_apps'
          ? 'apps'
          : 'number'
  const wrongSecret = searchParams.get('appsecret_proof') === proofOf('wrong')
  const { status = 200, body } = wrongSecret ? error(100, 'Invalid appsecret_proof provided') : script[part]
  response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body))
})
const proofOf = (secret: string) => createHmac('sha256', secret).update('token').digest('hex')

before(async () => {
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  graph = { baseUrl: `http://127.0.0.1:${port}`, version: 'v25.0', userAgent: 'Recado/test', timeoutMs: 2_000 }
})
after(async () => {
  server.closeAllConnections()
  await new Promise(done => server.close(done))
})

async function examine(changes: Partial<typeof WELL> = {}, more: Partial<Credentials> = {}) {
  script = { ...WELL, ...changes }
  proofs = []
  return examineNumber(graph, { phoneNumberId: '42', accessToken: 'token', wabaId: '9', ...more })
}
const problems = async (changes: Partial<typeof WELL> = {}, more: Partial<Credentials> = {}) =>
  (await examine(changes, more)).problems.map(({ problem, details }) => [problem, details])
const number = (more: Json): Partial<typeof WELL> => ({ number: { body: { ...(WELL.number.body as Json), ...more } } })
const token = (more: Json): Partial<typeof WELL> => ({
  token: { body: { data: { ...((WELL.token.body as Json).data as Json), ...more } } },
})

test('a healthy number has no problem, and shows its name', async () => {
  const { number: seen, problems: found, isWhole, token: facts } = await examine()
  assert.deepEqual([found, isWhole, seen?.verifiedName, facts?.appId], [[], true, 'Padaria', '7'])
  assert.deepEqual(proofs, [null], 'the secret is checked only when the caller wants that')
})

test('the state of the number says whether and how it may send', async () => {
  const table: [status: string, problem: string[]][] = [
    ['DISCONNECTED', ['number_unregistered']],
    ['PENDING', ['number_unregistered']],
    ['UNVERIFIED', ['number_unregistered']],
    ['DELETED', ['number_unknown']],
    ['MIGRATED', ['number_unknown']],
    ['BANNED', ['account_restricted']],
    ['FLAGGED', ['number_flagged']],
    ['RESTRICTED', ['number_limited']],
    ['RATE_LIMITED', ['number_limited']],
    ['CONNECTED', []],
    ['SOMETHING_NEW', []],
  ]
  for (const [status, wanted] of table) {
    const found = await problems(number({ status }))
    assert.deepEqual(
      found,
      wanted.map(problem => [problem, status]),
      status,
    )
  }
})

test('a healthy number that may not send is blocked by its account, with Meta’s reasons; a flagged one sends', async () => {
  const health = (can_send_message: string, ...descriptions: string[]) => ({
    health_status: {
      can_send_message,
      entities: [
        { can_send_message: 'AVAILABLE', errors: [{ error_description: 'not this one' }] },
        { can_send_message, errors: descriptions.map(error_description => ({ error_description })) },
      ],
    },
  })
  assert.deepEqual(await problems(number(health('BLOCKED', 'No card.', 'No name.'))), [
    ['account_restricted', 'No card. No name.'],
  ])
  assert.deepEqual(await problems(number(health('LIMITED'))), [['number_limited', 'CONNECTED']])
  assert.deepEqual(await problems(number({ ...health('BLOCKED', 'why'), status: 'FLAGGED' })), [
    ['number_flagged', 'why'],
  ])
  assert.deepEqual(await problems(number(health('AVAILABLE'))), [])
  const long = await examine(number(health('BLOCKED', 'x'.repeat(5_000))))
  assert.equal(long.problems[0]?.details?.length, 1_000)
})

test('red is low, yellow and unknown are not yet', async () => {
  assert.deepEqual(await problems(number({ quality_rating: 'RED' })), [['quality_low', null]])
  for (const quality_rating of ['GREEN', 'YELLOW', 'UNKNOWN', null])
    assert.deepEqual(await problems(number({ quality_rating })), [])
})

test('a token that ends within a week is reported with its day; one without an end or with more time is not', async () => {
  const ends = async (seconds: number) =>
    (await problems(token({ expires_at: nowSeconds() + seconds }))).map(([code]) => code)
  assert.deepEqual(await ends(7 * DAY - 60), ['token_expiring'])
  assert.deepEqual(await ends(7 * DAY + 60), [])
  const [found] = await problems(token({ expires_at: nowSeconds() + DAY }))
  assert.match(String(found?.[1]), /^\d{4}-\d\d-\d\d$/)
})

test('missing scopes are named; a token that does not show its scopes is not reported', async () => {
  assert.deepEqual(await problems(token({ scopes: SCOPES.slice(0, 1) })), [['permission_missing', SCOPES[1]]])
  assert.deepEqual(await problems(token({ scopes: ['public_profile'] })), [['permission_missing', SCOPES.join(', ')]])
  assert.deepEqual(await problems(token({ scopes: [] })), [])
  assert.deepEqual(
    await problems({ token: error(190) }),
    [],
    'what cannot be read about the token does not count as a fault',
  )
})

test('the account must be that of the number; if it is another one, or the token does not see it, nothing else is requested', async () => {
  assert.deepEqual(await problems({ numbers: { body: { data: [{ id: '43' }] } } }), [['account_mismatch', '9']])
  assert.deepEqual(await problems({ numbers: error(100) }), [['account_mismatch', '9']])
  assert.deepEqual(await problems({ numbers: { status: 502, body: '<html>' } }), [], 'a gateway says nothing of it')
  assert.deepEqual(await problems({ numbers: error(100) }, { wabaId: null }), [], 'without an account there is none')
})

test('our app must be among those that get the account’s messages, as far as it is known which app is ours', async () => {
  const apps = (...ids: (string | null)[]): Partial<typeof WELL> => ({
    apps: { body: { data: ids.map(id => ({ whatsapp_business_api_data: { id } })) } },
  })
  assert.deepEqual(await problems(apps()), [['not_subscribed', null]])
  assert.deepEqual(await problems(apps('8')), [['not_subscribed', null]])
  assert.deepEqual(await problems(apps('8', '7')), [])
  assert.deepEqual(await problems(apps(null)), [])
  assert.deepEqual(await problems({ ...apps('8'), ...token({ app_id: null }) }), [])
  assert.deepEqual(await problems({ apps: { status: 500, body: '' } }), [])
})

test('messages that go to another server are found by the first address that counts, and only its host is shown', async () => {
  const isOurCallback = (url: string) => url.startsWith('https://recado.test/')
  const callbacks = (webhook_configuration: Json) => number({ webhook_configuration })
  const found = (configuration: Json) => problems(callbacks(configuration), { isOurCallback })
  const ours = 'https://recado.test/webhooks/cloud/k'
  assert.deepEqual(await found({ application: ours }), [])
  assert.deepEqual(await found({ application: 'https://other.test/secret-path' }), [
    ['callback_elsewhere', 'other.test'],
  ])
  assert.deepEqual(await found({ phone_number: ours, application: 'https://other.test' }), [])
  assert.deepEqual(await found({ phone_number: 'https://other.test', application: ours }), [
    ['callback_elsewhere', 'other.test'],
  ])
  assert.deepEqual(await found({ application: 'not an address' }), [['callback_elsewhere', null]])
  assert.deepEqual(await found({}), [])
  assert.deepEqual(await problems(callbacks({ application: 'https://other.test' })), [], 'before there is a channel')
})

test('the app’s secret is checked without being sent, and only the error about it counts as a fault', async () => {
  assert.deepEqual(await problems({}, { appSecret: 'right' }), [])
  assert.deepEqual(proofs, [null, proofOf('right')])
  assert.deepEqual(await problems({}, { appSecret: 'wrong' }), [['app_secret_wrong', null]])
})

test('when the number cannot be read, only that is reported; a gateway’s page counts as unreachable', async () => {
  assert.deepEqual(await problems({ number: error(190, 'Expired'), ...token({ scopes: [] }) }), [
    ['token_invalid', 'Expired'],
  ])
  const refused = await examine({ number: error(100) })
  assert.deepEqual([refused.problems[0]?.problem, refused.isWhole, refused.number], ['number_unknown', true, null])
  for (const reply of [{ status: 503, body: '<html>' }, { body: '<html>' }, { status: 404, body: {} }]) {
    const { problems: found, isWhole } = await examine({ number: reply })
    assert.deepEqual([found.map(one => one.problem), isWhole], [['unreachable'], false], JSON.stringify(reply))
  }
})

test('a problem that is found in two ways is reported once', async () => {
  const found = await problems(number({ status: 'RATE_LIMITED', health_status: { can_send_message: 'LIMITED' } }))
  assert.deepEqual(
    found.map(([code]) => code),
    ['number_limited'],
  )
})
