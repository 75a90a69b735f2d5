import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { test } from 'node:test'
import { testDatabase } from '../../../../test/harness/database.ts'
import { openDb } from '../db.ts'

test('arrays go in and come out as they were', async () => {
  await using own = await testDatabase({ empty: true })
  const { db } = own
  await db`create table lists (ints integer[], small smallint[], ids bigint[], texts text[], uuids uuid[], flags boolean[],
    docs jsonb[], at timestamptz[])`
  const given = {
    ints: [1, -2],
    small: [3],
    ids: [9_007_199_254_740_991, 0],
    texts: ['', 'a "b" \\ c', 'null', 'NULL', '{x,y}', 'linha\numa', '🥖'],
    uuids: ['6f8c1a52-3f1d-4c60-8f6e-0d2f6d6f7a11'],
    flags: [true, false],
    docs: [{ a: '"1"' }, [2]],
    at: [new Date(1_790_000_000_123)],
  }
  await db`insert into lists values (${given.ints}, ${given.small}, ${given.ids}, ${given.texts}, ${given.uuids},
    array[true, false], ${given.docs.map(doc => JSON.stringify(doc))}::text[]::jsonb[], ${given.at.map(at => at.toISOString())}::text[]::timestamptz[])`
  const [row] = await db`select * from lists`
  assert.deepEqual({ ...row }, given)
  const [empty] =
    await db`select ${[]}::bigint[] as none, ${['a', null]}::text[] as some, 'x' = any(${['x', 'y']}) as found`
  assert.deepEqual({ ...empty }, { none: [], some: ['a', null], found: true })
})

test('a connection lost right after it was opened is an error of its query, and nothing else', async () => {
  await using own = await testDatabase({ empty: true })
  const to = new URL(own.url)
  let cuts = 0
  // Lets the handshake through and cuts the connection at the first query, once.
  const server = createServer(near => {
    const far = connect(Number(to.port), to.hostname)
    near.on('data', bytes => {
      if (cuts > 0 || !/select/i.test(bytes.toString('latin1'))) return void far.write(bytes)
      cuts++
      near.resetAndDestroy()
    })
    far.on('data', bytes => near.write(bytes))
    near.on('error', () => {}).on('close', () => far.destroy())
    far.on('error', () => {}).on('close', () => near.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const by = new URL(own.url)
  by.port = String((server.address() as AddressInfo).port)
  await using db = openDb({ url: by.href, max: 1 })
  const asked = await db`select 1 as n`.catch((error: Error) => error)
  assert.equal(cuts, 1)
  assert.ok(asked instanceof Error || asked[0]?.n === 1)
  assert.equal((await db`select 2 as n`)[0]?.n, 2)
  server.close()
})
