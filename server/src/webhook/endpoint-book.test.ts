/** What a dispatcher remembers of endpoints follows the database, also where nobody told it of a change. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { buildConnector } from 'undici'
import { testKeyring, type World, world } from '../../test/harness/engine.ts'
import { eventually } from '../../test/harness/eventually.ts'
import { startReceiver } from '../../test/harness/receiver.ts'
import type { Db } from '../base/db.ts'
import { EndpointBook, type EndpointChange } from './endpoint-book.ts'

/** A book of its own, without a dispatcher. */
function bookOf(w: World, db: Db = w.db) {
  const changes: EndpointChange[] = []
  const book = new EndpointBook({
    db,
    keyring: testKeyring,
    connect: buildConnector({}),
    userAgent: 'Recado/0',
    onEndpoint: change => changes.push(change),
    disable: async () => {},
  })
  return { book, changes, [Symbol.asyncDispose]: () => book.close() }
}

async function known(book: EndpointBook, id: number) {
  if (book.get(id) === undefined) await book.load()
  const state = book.get(id)
  assert.ok(state)
  return state
}

describe('a change that nobody told', { concurrency: true }, () => {
  it('switched on again: what waits is delivered', async () => {
    await using w = await world()
    await using receiver = await startReceiver()
    const { id } = await w.endpoint(receiver.url)
    await w.dispatcher()
    receiver.script(410)
    await w.tell({})
    await eventually(async () => {
      const [row] = await w.db`select enabled from endpoints where id = ${id}`
      return row?.enabled === false
    })
    await w.db`update endpoints set enabled = true, disabled_reason = null, version = version + 1 where id = ${id}`
    await w.drained(4_000)
  })

  it('another URL: it is posted there', async () => {
    await using w = await world()
    await using before = await startReceiver()
    await using after = await startReceiver()
    const { id } = await w.endpoint(before.url)
    await using own = bookOf(w)
    await known(own.book, id)
    await w.db`update endpoints set url = ${after.url}, version = version + 1 where id = ${id}`
    own.book.doubt()
    await own.book.tend()
    await own.book.load()
    assert.equal(own.book.get(id)?.target.origin, after.url)
  })

  it('deleted: nothing is kept of it', async () => {
    await using w = await world()
    const { id } = await w.endpoint('http://127.0.0.1:1')
    await using own = bookOf(w)
    const { target } = await known(own.book, id)
    await w.db`delete from endpoints where id = ${id}`
    own.book.doubt()
    await own.book.tend()
    await own.book.load()
    assert.equal(own.book.get(id), undefined)
    assert.equal(target.dispatcher.closed, true)
  })
})

it('changed while it is being read: it is read again', async () => {
  await using w = await world()
  const { id } = await w.endpoint('http://127.0.0.1:1')
  await using own = bookOf(w)
  await known(own.book, id)
  own.book.forget(id)
  // The statement is on its way; a change told now is not in what it reads, for all we know.
  const loading = own.book.load()
  own.book.forget(id)
  await loading
  assert.equal(own.book.hasToLoad, true)
})
