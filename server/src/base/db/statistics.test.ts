import assert from 'node:assert/strict'
import { it } from 'node:test'
import { testDatabase } from '../../../test/harness/database.ts'
import { analyzeGrown } from './statistics.ts'

it('a statement that was planned for an empty table is planned again when the table has grown', async () => {
  await using database = await testDatabase({ max: 1 })
  const { db } = database
  for (const statement of [
    'create table crowd (id bigint primary key)',
    'analyze crowd',
    'set plan_cache_mode = force_generic_plan',
    'prepare look (bigint) as select 1 from crowd where id = $1',
    'execute look(1)',
  ])
    await db.unsafe(statement)
  const plan = async () => (await db.unsafe('explain execute look(1)')).map(row => row['QUERY PLAN']).join('\n')
  await db`insert into crowd select generate_series(1, 5000)`
  assert.match(await plan(), /Seq Scan/)

  assert.ok((await analyzeGrown(db)).includes('crowd'))
  assert.match(await plan(), /Index/)

  // It is not analyzed again before it has doubled once more.
  await db`insert into crowd select generate_series(5001, 9000)`
  assert.deepEqual(await analyzeGrown(db), [])
  await db`insert into crowd select generate_series(9001, 15000)`
  assert.deepEqual(await analyzeGrown(db), ['crowd'])
})

it('a table that somebody has locked is left for the next time', async () => {
  await using database = await testDatabase({ max: 2 })
  const { db } = database
  await db`create table crowd (id bigint)`
  await db`insert into crowd select generate_series(1, 5000)`
  await db.begin(async tx => {
    await tx`lock table crowd in access exclusive mode`
    // Resolves although somebody else has the lock: waiting for it would delay everybody who comes after us.
    await analyzeGrown(db)
    assert.deepEqual([...(await tx`select relpages from pg_class where relname = 'crowd'`)], [{ relpages: 0 }])
  })
  assert.ok((await analyzeGrown(db)).includes('crowd'))
})
