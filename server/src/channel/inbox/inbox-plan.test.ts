/** Which posts are worked off together: whatever waits, no conversation is overtaken, and none is in two batches at once. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Update } from '../read/update.ts'
import { type PartOfPost, type PlanLimits, type Post, planBatches } from './inbox-plan.ts'

const LIMITS: PlanLimits = { batches: 3, updatesPerBatch: 30 }

interface Given {
  conversation: string[]
  kind?: 'message' | 'file' | 'book' | 'history'
  isWaiting?: boolean
}

const update = ({ conversation, kind = 'message' }: Given): Update => {
  if (kind === 'book') return { kind: 'address-book', conversation, entries: [], phoneNumberId: null }
  if (kind === 'history') return { kind: 'history', conversation, messages: [{}] } as unknown as Update
  const media = kind === 'file' ? { providerId: '1', mimeType: 'image/png', fileName: 'x' } : null
  return { kind: 'message', conversation, content: { mediaType: 'chat', body: '', media } } as unknown as Update
}

let ids = 0
function post(given: Given[], more: Partial<Post> = {}): Post {
  return { id: ++ids, tenantId: 1, channelId: 1, position: 0, updates: given.map(update), ...more }
}
const of = (...names: string[]) => names.map(name => ({ conversation: [name] }))

const plan = (posts: Post[], limits = LIMITS, isWaiting: (post: Post, update: Update) => boolean = () => false) =>
  planBatches(posts, limits, isWaiting)
const shown = (batches: PartOfPost[][]) => batches.map(parts => parts.map(part => [part.post.id, part.from, part.to]))

test('posts of different people go side by side, posts of one person into one batch in their order', () => {
  const [a1, b, a2] = [post(of('a')), post(of('b')), post(of('a'))]
  const batches = plan([a1, b, a2])
  const place = (one: Post) => batches.findIndex(parts => parts.some(part => part.post === one))
  assert.equal(place(a1), place(a2))
  assert.notEqual(place(a1), place(b))
  assert.deepEqual(
    batches[place(a1)]?.map(part => part.post),
    [a1, a2],
  )
})

test('a post that joins two conversations waits until both of their batches are done, and so does what follows', () => {
  const [a, b, both, later] = [post(of('a')), post(of('b')), post(of('a', 'b')), post(of('b'))]
  const batches = plan([a, b, both, later])
  const planned = batches.flat().map(part => part.post)
  assert.deepEqual(new Set(planned), new Set([a, b]))
})

test('a person known by two names is one conversation', () => {
  const [number, userId] = [post([{ conversation: ['p:1', 'u:1'] }]), post([{ conversation: ['u:1'] }])]
  assert.deepEqual(plan([number, userId]).length, 1)
})

test('conversations of two companies are different, even with the same name', () => {
  const batches = plan([post(of('a')), post(of('a'), { tenantId: 2 })])
  assert.equal(batches.length, 2)
})

test('an update that waits for its file delays what is behind it in its conversation, and nothing else', () => {
  const first = post([...of('a'), { conversation: ['a'], kind: 'file' }, ...of('a')])
  const [next, other] = [post(of('a')), post(of('b'))]
  const batches = plan([first, next, other], LIMITS, (_, one) => one === first.updates[1])
  assert.deepEqual(shown(batches).flat(), [
    [first.id, 0, 1],
    [other.id, 0, 1],
  ])
})

test('a post that waits with its first update is not begun', () => {
  const first = post(of('a'))
  assert.deepEqual(
    plan([first], LIMITS, () => true),
    [],
  )
})

test('a post goes on where it was left, and its finished updates block no conversation', () => {
  const begun = post(of('a', 'b'), { position: 1 })
  const batches = plan([begun, post(of('a'))])
  assert.deepEqual(shown(batches)[0], [[begun.id, 1, 2]])
  assert.equal(batches.length, 2)
})

test('a post without updates, or whose updates are all done, is in a batch, so that it can be settled', () => {
  const [empty, done] = [post([]), post(of('a'), { position: 1 })]
  assert.deepEqual(
    new Set(
      plan([empty, done])
        .flat()
        .map(part => part.post),
    ),
    new Set([empty, done]),
  )
})

test('files and phone books fill a batch sooner, so that a transaction holds few bytes', () => {
  const files = post(Array.from({ length: 5 }, () => ({ conversation: ['a'], kind: 'file' as const })))
  assert.deepEqual(shown(plan([files])), [[[files.id, 0, 3]]])
  const books = post(Array.from({ length: 3 }, () => ({ conversation: ['a'], kind: 'book' as const })))
  assert.deepEqual(shown(plan([books])), [[[books.id, 0, 1]]])
  const history = post(Array.from({ length: 3 }, () => ({ conversation: [], kind: 'history' as const })))
  assert.deepEqual(shown(plan([history])), [[[history.id, 0, 1]]])
})

test('a post that is larger than a batch is begun, and the rest of it comes next', () => {
  const large = post(of(...Array.from({ length: 31 }, () => 'a')))
  assert.deepEqual(shown(plan([large])), [[[large.id, 0, 30]]])
  assert.deepEqual(shown(plan([{ ...large, position: 30 }])), [[[large.id, 30, 31]]])
})

test('nothing waits: nothing is planned', () => {
  assert.deepEqual(plan([]), [])
})

const name = fc.constantFrom('a', 'b', 'c', 'd')
const given = fc.record({
  conversation: fc.uniqueArray(name, { maxLength: 2 }),
  kind: fc.constantFrom('message' as const, 'message' as const, 'file' as const, 'history' as const),
  isWaiting: fc.boolean(),
})
const story = fc.array(
  fc.record({ tenantId: fc.integer({ min: 1, max: 2 }), updates: fc.array(given, { maxLength: 5 }) }),
  { maxLength: 12 },
)

test('whatever waits: each part once and in order, a conversation in one batch, and nobody overtaken', () => {
  fc.assert(
    fc.property(story, fc.integer({ min: 1, max: 4 }), (posts, batches) => {
      const waiting = new Set<Update>()
      const all = posts.map(({ tenantId, updates }) => {
        const made = post(updates, { tenantId })
        for (const [n, one] of updates.entries()) if (one.isWaiting) waiting.add(made.updates[n] as Update)
        return made
      })
      const planned = plan(all, { batches, updatesPerBatch: 30 }, (_, one) => waiting.has(one))
      assert.ok(planned.length <= batches)
      const parts = planned.flat()
      assert.equal(new Set(parts.map(part => part.post)).size, parts.length, 'a post is in one batch')
      const done = new Map(parts.map(part => [part.post, part.to]))
      for (const { post: one, from, to } of parts) {
        assert.equal(from, one.position)
        for (const taken of one.updates.slice(from, to)) assert.ok(!waiting.has(taken), 'its file is not here')
      }
      for (const batch of planned) {
        assert.deepEqual(
          batch.map(part => part.post.id),
          batch.map(part => part.post.id).toSorted((a, b) => a - b),
        )
      }
      // In the order in which they came: a conversation with an update left is not overtaken, and is in one batch.
      const left = new Set<string>()
      const batchOf = new Map<string, number>()
      for (const one of all) {
        const to = done.get(one) ?? one.position
        const index = planned.findIndex(batch => batch.some(part => part.post === one))
        for (const [n, { conversation }] of one.updates.entries()) {
          for (const key of conversation.map(c => `${one.tenantId}:${c}`)) {
            if (n >= to) left.add(key)
            else {
              assert.ok(!left.has(key), `${key} was overtaken`)
              assert.equal(batchOf.get(key) ?? index, index, `${key} is in two batches at once`)
              batchOf.set(key, index)
            }
          }
        }
      }
    }),
    { numRuns: 500 },
  )
})

test('whatever waits, round after round all of it is worked off', () => {
  fc.assert(
    fc.property(story, posts => {
      let open = posts.map(({ tenantId, updates }) => post(updates, { tenantId }))
      for (let round = 0; open.length > 0; round++) {
        assert.ok(round < 200, 'it goes on')
        const parts = plan(open).flat()
        assert.ok(parts.length > 0, 'there is always a next post')
        const reached = new Map(parts.map(part => [part.post.id, part.to]))
        open = open
          .map(one => ({ ...one, position: reached.get(one.id) ?? one.position }))
          .filter(one => one.position < one.updates.length || !reached.has(one.id))
      }
    }),
    { numRuns: 200 },
  )
})
