/** Files of ours inside a content that is sent: found wherever they stand, and replaced by what WhatsApp knows them by. */
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

test('an id that is no number is none of ours: it is left as it is, and looked into', () => {
  const odd = { mediaId: '7', image: { mediaId: { mediaId: 8 } } }
  assert.deepEqual(mediaIdsIn(odd), [8])
  assert.deepEqual(withUploads(odd, new Map([[8, 'meta-8']])), { mediaId: '7', image: { mediaId: { id: 'meta-8' } } })
})

test('what was uploaded is named by WhatsApp’s id; all else stays, and the given content too', () => {
  const before = structuredClone(template)
  const sent = withUploads(template, new Map([[7, 'meta-7']]))
  assert.deepEqual(sent.components[0]?.parameters?.[0]?.image, { id: 'meta-7' })
  assert.deepEqual(mediaIdsIn(sent), [9], 'one that was not uploaded is still to be seen')
  assert.deepEqual(template, before)
})

test('with everything uploaded no file of ours is left, whatever the content', () => {
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
