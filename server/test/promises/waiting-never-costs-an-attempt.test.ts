/**
 * Promise 5: waiting never costs an attempt. Waiting for a turn, for a rate limit or behind an open breaker costs none, and
 * neither does a fault of ours. Through the whole program: what a receiver reads in `recado-attempt`, and the log.
 */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { notify } from '../../src/base/db/db.ts'
import { eventually, whileStopped } from '../harness/eventually.ts'
import { type ReceivedRequest, startReceiver } from '../harness/receiver.ts'
import { type Company, type Stage, startStage, textOf } from '../harness/stage.ts'

const customers = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ waId: `55319876500${10 + n}`, name: `Customer ${n}` }))

/** Each one opens a ticket, of which two events are told to every endpoint. */
async function write(company: Company, count: number): Promise<void> {
  for (const customer of customers(count)) assert.equal(await company.post(textOf('Oi', customer)), 200)
}

const attemptOf = (request: ReceivedRequest) => Number(request.headers['recado-attempt'])

const logOf = async ({ db }: Stage, endpointId: number) =>
  (
    await db<{ line: string }[]>`
      select attempt || ' ' || outcome as line from attempts where endpoint_id = ${endpointId} order by id`
  ).map(row => row.line)

const firstTries = (count: number) => Array<string>(count).fill('1 delivered')

describe('no attempt is paid for', { concurrency: true }, () => {
  it('waiting for a slot, for a rate limit, or for a secret that cannot be opened', async () => {
    await using stage = await startStage()
    await using slow = await startReceiver()
    await using limited = await startReceiver()
    await using sealed = await startReceiver()
    slow.behave(() => ({ status: 200, after: new Promise(done => setTimeout(done, 400)) }))
    const company = await stage.company()
    // Eight deliveries take three seconds there, and each may take two.
    const narrow = await company.endpoint(slow.url, { maxInFlight: 1, timeoutMs: 2_000 })
    const rated = await company.endpoint(limited.url, { rateLimit: 4 })
    const broken = await company.endpoint(sealed.url)
    const [row] = await stage.db<{ secret: Buffer }[]>`select secret from endpoints where id = ${broken.id}`
    const seal = async (secret: Buffer) => {
      await stage.db`update endpoints set secret = ${secret}, version = version + 1 where id = ${broken.id}`
      await notify(stage.db, 'recado_endpoints', String(broken.id))
    }
    await seal(Buffer.from('not sealed by any key of ours'))
    await write(company, 4)
    await slow.received(8)
    await limited.received(8)
    assert.equal(sealed.requests.length, 0)
    await seal(row!.secret)
    await stage.quiet({ timeoutMs: 20_000 })
    for (const { id } of [narrow, rated, broken]) assert.deepEqual(await logOf(stage, id), firstTries(8))
    assert.equal(slow.peakOpen, 1)
  })

  it('an open breaker, and the probes behind it', async () => {
    await using stage = await startStage()
    await using receiver = await startReceiver()
    receiver.behave('reset')
    const company = await stage.company()
    const { id } = await company.endpoint(receiver.url)
    await write(company, 8)
    await eventually(async () => (await stage.db`select 1 from breakers where state = 'open'`).length > 0)
    const paid = async () => (await logOf(stage, id)).filter(line => line.endsWith('failed')).length
    const before = await eventually(async () => {
      const [row] = await stage.db`select count(*)::integer as n from lanes where owner is not null`
      return row!.n === 0 ? paid() : undefined
    })
    const probes = async () => (await logOf(stage, id)).filter(line => line.endsWith('probe')).length
    await eventually(
      async () => {
        // It is probed after 5 s, and then less and less often.
        await stage.db`update breakers set probe_at = now()`
        await stage.db`update lanes set due_at = now() where due_at > now()`
        return (await probes()) >= 3
      },
      { timeoutMs: 30_000 },
    )
    assert.equal(await paid(), before)
    receiver.behave(200)
    await stage.db`update breakers set probe_at = now()`
    await stage.db`update lanes set due_at = now() where due_at > now()`
    await stage.quiet({ timeoutMs: 30_000 })
    assert.equal(await paid(), before)
  })

  it('a program that is stopped, or killed, while requests are under way', async () => {
    await using stage = await startStage()
    await using receiver = await startReceiver()
    const company = await stage.company()
    const { id } = await company.endpoint(receiver.url, { timeoutMs: 3_000 })
    receiver.behave('hang')
    await write(company, 3)
    await receiver.received(3)
    stage.program.process.kill('SIGSTOP')
    await whileStopped(4_500)
    stage.program.process.kill('SIGCONT')
    await receiver.received(6)
    await stage.kill()
    receiver.behave(200)
    await stage.start()
    await stage.quiet({ timeoutMs: 20_000 })
    assert.ok(receiver.requests.every(request => attemptOf(request) === 1))
    assert.deepEqual(await logOf(stage, id), firstTries(6))
  })
})
