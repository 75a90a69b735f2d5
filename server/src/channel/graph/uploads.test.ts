/** Our files inside a content that is sent: they are found at every place, and replaced by WhatsApp's ids. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { mediaIdsIn, withUploads } from './uploads.ts'

const template = {
  name: 'aviso',
  components: [
    { type: 'header', parameters: [{ type: 'image', image: { mediaId: 7 } }] },
    { type: 'carousel', cards: [{ card_index: 0, components: [{ parameters: [{ video: { mediaId: 9 } }] }] }] },
  ],
}

test('every file is found, in lists and in cards', () => {
  assert.deepEqual(mediaIdsIn(template), [7, 9])
  for (const value of [null, undefined, 'mediaId', 7, [], {}]) assert.deepEqual(mediaIdsIn(value), [])
})

test('an id that is not a number is not one of ours: it is left as it is, and its content is searched', () => {
  const odd = { mediaId: '7', image: { mediaId: { mediaId: 8 } } }
  assert.deepEqual(mediaIdsIn(odd), [8])
  assert.deepEqual(withUploads(odd, new Map([[8, 'meta-8']])), { mediaId: '7', image: { mediaId: { id: 'meta-8' } } })
})

test('an uploaded file gets WhatsApp’s id; everything else stays, and the given content is not changed', () => {
  const before = structuredClone(template)
  const sent = withUploads(template, new Map([[7, 'meta-7']]))
  assert.deepEqual(sent.components[0]?.parameters?.[0]?.image, { id: 'meta-7' })
  assert.deepEqual(mediaIdsIn(sent), [9], 'a file that was not uploaded stays visible as ours')
  assert.deepEqual(template, before)
})

test('when everything was uploaded no file of ours is left, whatever the content', () => {
  const node: fc.Arbitrary<unknown> = fc.letrec(tie => ({
    node: fc.oneof(
      { depthSize: 'small' },
      fc.constant('text'),
      fc.record({ mediaId: fc.integer({ min: 1, max: 9 }) }),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('image', 'header', 'cards', 'id'), tie('node')),
    ),
  })).node
  fc.assert(
    fc.property(node, content => {
      const ids = mediaIdsIn(content)
      const sent = withUploads(content, new Map(ids.map(id => [id, `meta-${id}`])))
      assert.deepEqual(mediaIdsIn(sent), [])
      const text = JSON.stringify(sent)
      for (const id of ids) assert.ok(text.includes(`"id":"meta-${id}"`))
    }),
  )
})
