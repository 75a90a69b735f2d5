import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { describe, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { testDatabase } from '../../test/harness/database.ts'
import { createLog, inOneWrite } from './log.ts'

describe('log', () => {
  test('lines of one turn of the event loop go out in one write, whole and in order', async () => {
    const writes: string[] = []
    const log = createLog('info', inOneWrite({ write: lines => void writes.push(lines) }))
    log.info('first')
    await Promise.resolve()
    log.info('second')
    assert.deepEqual(writes, [])
    await nextTurn()
    log.info('third')
    await nextTurn()
    assert.deepEqual(writes.map(messages), [['first', 'second'], ['third']])
  })

  test('secrets are hidden by the names of their keys, however deep they lie', () => {
    const lines: string[] = []
    const log = createLog('info', { write: line => void lines.push(line) })
    const error = Object.assign(new Error('no'), {
      config: { headers: { Authorization: 'Bearer s3cret', accept: '*/*' } },
    })
    const circle: Record<string, unknown> = { 'set-cookie': 's3cret' }
    circle.self = circle
    log.error({ err: error, a: { b: [{ token: 's3cret', id: 1 }] }, password: 's3cret', circle }, 'failed')
    log.error(error)
    log.error({ cause: { err: { appSecret: 's3cret' } } })
    assert.ok(!lines.join('').includes('s3cret'), lines.join(''))
    const [first] = lines.map(line => JSON.parse(line))
    assert.deepEqual(first.a, { b: [{ token: '[hidden]', id: 1 }] })
    assert.equal(error.config.headers.Authorization, 'Bearer s3cret')
  })

  test('an error is logged with what it was and where, and without what it quotes', async () => {
    await using own = await testDatabase({ empty: true, max: 1 })
    await own.db`create table notes (id int primary key, note text check (note = ''))`
    const thrown = await Promise.all(
      [
        () => JSON.parse('{"note":"Bom dia'),
        () => new Headers({ authorization: 'Bearer s3cret\nBom dia' }),
        () => new URL('smtp://user:s3cret@:x'),
        () => own.db`insert into notes values (1, 'Bom dia')`,
        () => own.db`select ${'Bom dia'}::text::int`,
        async () => {
          throw new Error('outside', { cause: new Error('the number 5511999990001 said "Bom dia"') })
        },
      ].map(async work => {
        try {
          await work()
        } catch (error) {
          return error
        }
        throw new Error('it should have thrown')
      }),
    )
    const lines: string[] = []
    const log = createLog('info', { write: line => void lines.push(line) })
    for (const error of thrown) log.error({ err: error }, 'failed')
    assert.doesNotMatch(lines.join(''), /Bom|dia|s3cret|5511999/)
    const errors = lines.map(line => JSON.parse(line).err)
    assert.equal(errors[3].message, 'PostgreSQL answered 23514 (notes, notes_note_check)')
    assert.equal(errors[5].cause.message, 'the number … said "…"')
    for (const { type, stack } of errors) assert.ok(type.length > 0 && / at /.test(stack), type)
  })

  test('a long log in one turn does not fill the memory', () => {
    const writes: string[] = []
    const log = createLog('info', inOneWrite({ write: lines => void writes.push(lines) }))
    for (let line = 0; line < 3; line++) log.info({ text: 'x'.repeat(40_000) }, String(line))
    assert.deepEqual(writes.map(messages), [['0', '1']])
  })

  test('a process that exits, or dies of an error, has written what it logged last', () => {
    const script = (end: string) =>
      `import { createLog } from ${JSON.stringify(new URL('log.ts', import.meta.url).href)}
       const log = createLog('info')
       log.info('before')
       log.info('last')
       ${end}`
    const logged = (end: string) =>
      spawnSync(process.execPath, ['--input-type=module', '-e', script(end)], { encoding: 'utf8' }).stderr
    assert.deepEqual(messages(logged('process.exit(1)')), ['before', 'last'])
    assert.deepEqual(messages(logged('throw new Error("gone")')), ['before', 'last'])
    assert.deepEqual(messages(logged('')), ['before', 'last'])
  })
})

function messages(lines: string): string[] {
  const json = lines.split('\n').filter(line => line.startsWith('{'))
  return json.map(line => (JSON.parse(line) as { msg: string }).msg)
}
