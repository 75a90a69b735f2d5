import assert from 'node:assert/strict'
import { networkInterfaces } from 'node:os'
import { it } from 'node:test'
import { testDatabase } from '../../../../test/harness/database.ts'
import { startRelay } from '../../../../test/harness/relay.ts'
import { notify, openDb } from '../db.ts'
import { listen } from '../listen.ts'

it('a query gets its own result or an error, however often the connection is cut', async () => {
  await using given = await testDatabase({ empty: true })
  await using relay = await startRelay(given.url)
  await using db = openDb({ url: relay.url, max: 2 })
  let answered = 0
  let failed = 0
  // Asks again in the moment of a failure, which is when the driver would lose a query.
  const ask = async (from: number) => {
    for (let n = from; n < from + 100; n++) {
      try {
        const rows = await db<{ n: number }[]>`select ${n}::integer as n`
        assert.deepEqual([...rows], [{ n }])
        answered++
      } catch (error) {
        if (error instanceof assert.AssertionError) throw error
        failed++
      }
      if (n % 40 === 0) relay.cut()
    }
  }
  await Promise.all([0, 1_000, 2_000, 3_000].map(ask))
  assert.equal(answered + failed, 400)
  assert.ok(failed > 0)
})

const hasIpv6 = Object.values(networkInterfaces()).some(list => list?.some(({ address }) => address === '::1'))

it('a server whose address is IPv6 is reached, to ask and to listen', { skip: !hasIpv6 }, async () => {
  await using given = await testDatabase({ empty: true })
  await using relay = await startRelay(given.url, '::1')
  await using db = openDb({ url: relay.url, max: 1 })
  assert.match(relay.url, /@\[::1\]:\d+\//)
  assert.deepEqual([...(await db`select 1 as one`)], [{ one: 1 }])
  const heard = Promise.withResolvers<string>()
  await using _ = await listen(db, { channels: ['words'], onNotification: (_, word) => heard.resolve(word) })
  await notify(db, 'words', 'heard')
  assert.equal(await heard.promise, 'heard')
})

it('an address where nobody listens is an error, not a wait', async () => {
  await using relay = await startRelay('postgres://nobody@127.0.0.1:1/none')
  relay.refuse(true)
  await using db = openDb({ url: relay.url, max: 1 })
  await assert.rejects(async () => db`select 1`)
  await assert.rejects(async () => db`select 1`)
  await using nobody = openDb({ url: 'postgres://nobody@127.0.0.1:1/none', max: 1 })
  await assert.rejects(async () => nobody`select 1`, { code: 'ECONNREFUSED' })
})

it('a connection that falls silent fails what it was asked, and is opened again', async () => {
  await using given = await testDatabase({ empty: true })
  await using relay = await startRelay(given.url)
  await using db = openDb({ url: relay.url, max: 1, silenceMs: 300 })
  await db`select 1`
  relay.silence('recado')
  await assert.rejects(async () => db`select 1`, { message: 'PostgreSQL has said nothing for 300 ms' })
  assert.equal((await db`select 1`).length, 1)
})

it('silence is bounded, work is not: a busy connection stays open, a statement of moderate length ends', async () => {
  await using given = await testDatabase({ empty: true })
  let closed = 0
  await using db = openDb({ url: given.url, max: 1, silenceMs: 600, onClose: () => closed++ })
  for (let n = 0; n < 20; n++) await db`select pg_sleep(0.1)`
  await db`select pg_sleep(0.3)`
  assert.equal(closed, 0)
  // PostgreSQL itself ends what takes longer, so no statement goes on running.
  await assert.rejects(async () => db`select pg_sleep(2)`, { code: '57014' })
  assert.equal(closed, 0)
})
