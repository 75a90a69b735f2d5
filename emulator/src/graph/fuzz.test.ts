import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { createEmulator, demoDefaults, type Emulator } from '../index.ts'
import { bearer } from '../testing.ts'

/** Whatever comes in, the emulator responds in Meta's shape or with a sentence, and never breaks. */
let emulator: Emulator

before(async () => {
  emulator = createEmulator()
  await emulator.listen()
  emulator.control.groups.create({ id: 'GROUP' })
})
after(() => emulator.close())

const { phoneNumberId, wabaId } = demoDefaults

const graphPaths = [
  ...[
    'messages',
    'register',
    'settings',
    'block_users',
    'message_qrdls',
    'calls',
    'groups',
    'smb_app_data',
    'request_code',
  ],
  ...[
    'whatsapp_business_profile',
    'whatsapp_commerce_settings',
    'conversational_automation',
    'verify_code',
    'uploads',
    'media',
  ],
].map(path => `${phoneNumberId}/${path}`)
const otherPaths = [
  `${wabaId}/message_templates`,
  `${wabaId}/flows`,
  phoneNumberId,
  '91000001000001',
  'GROUP',
  'GROUP/join_requests',
]

const controlPaths = (
  'messages echoes statuses customers faults mode clock callback token account/update account/quality account/preference account/field ' +
  'templates/add templates/status groups/create groups/join groups/settings history/send history/contacts history/prepare ' +
  'calls/ring calls/end calls/status raw'
).split(' ')

const words = [
  ...[
    'messaging_product',
    'to',
    'type',
    'text',
    'body',
    'interactive',
    'template',
    'components',
    'name',
    'language',
    'code',
  ],
  ...[
    'category',
    'action',
    'buttons',
    'sections',
    'rows',
    'cards',
    'context',
    'block_users',
    'user',
    'websites',
    'pin',
    'status',
  ],
  ...[
    'from',
    'media',
    'contacts',
    'messageId',
    'event',
    'threads',
    'messages',
    'history',
    'entries',
    'phone',
    'with',
    'groupId',
  ],
  ...[
    'kind',
    'place',
    'times',
    'url',
    'value',
    'field',
    'template',
    'subject',
    'sync_type',
    'session',
    'flow_json',
    '__proto__',
  ],
]
const values = [
  'whatsapp',
  '+5531987650001',
  'text',
  'interactive',
  'template',
  'button',
  'list',
  'carousel',
  'GROUP',
  'history',
  '\u0000',
]

const { json } = fc.letrec(tie => ({
  json: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom<unknown>(...values, 1, -1, 1e308, true, null, ''),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...words), tie('json'), { maxKeys: 6, noNullPrototype: true }),
  ),
}))
/** Half of all keys at once, so that required ones are often there, with any value. */
const crowded = fc.record(Object.fromEntries(words.map(word => [word, json])), { requiredKeys: [] })
const message = fc
  .tuple(
    fc.constantFrom('text', 'interactive', 'template', 'contacts', 'location', 'image', 'reaction', 'constructor'),
    json,
  )
  .map(([type, node]) => ({ messaging_product: 'whatsapp', to: '+5531987650001', type, [type]: node }))
const written = fc
  .tuple(
    fc.constantFrom(
      'text',
      'image',
      'audio',
      'location',
      'contacts',
      'order',
      'edit',
      'reaction',
      'raw',
      'number_changed',
      'share_number',
    ),
    fc.dictionary(fc.constantFrom(...words, 'text', 'latitude', 'messageType', 'items'), json, {
      noNullPrototype: true,
    }),
  )
  .map(([type, node]) => ({ ...node, from: '+5531987650001', type }))

async function post(path: string, body: unknown, method = 'POST'): Promise<{ status: number; text: string }> {
  const response = await fetch(`${emulator.url}/${path}`, {
    method,
    headers: { ...bearer, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, text: await response.text() }
}

test('no body breaks the Graph API', async () => {
  const request = fc.oneof(
    fc.tuple(fc.constant(`${phoneNumberId}/messages`), message),
    fc.tuple(fc.constantFrom(...graphPaths, ...otherPaths), fc.oneof(json, crowded)),
  )
  await fc.assert(
    fc.asyncProperty(request, async ([path, body]) => {
      const { status, text } = await post(path, body)
      assert.ok(status < 500, `${path} ${JSON.stringify(body)}: ${text}`)
    }),
    { numRuns: 600, seed: 7 },
  )
})

test('no body breaks the control API', async () => {
  const request = fc.oneof(
    fc.tuple(fc.constant('messages'), written),
    fc.tuple(fc.constantFrom(...controlPaths), fc.oneof(json, crowded)),
  )
  await fc.assert(
    fc.asyncProperty(request, async ([path, body]) => {
      const method = ['mode', 'callback', 'token'].includes(path) ? 'PUT' : 'POST'
      const { status, text } = await post(`_emulator/${path}`, body, method)
      assert.ok(status < 500, `${path} ${JSON.stringify(body)}: ${text}`)
      emulator.control.reset()
      emulator.control.setCallback(null)
    }),
    { numRuns: 600, seed: 7 },
  )
})
