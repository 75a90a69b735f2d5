/** The program with its files in a bucket: what comes in, what goes out, two processes, and a bucket that goes away. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { eventually } from './harness/eventually.ts'
import { runProgram } from './harness/program.ts'
import { startReceiver } from './harness/receiver.ts'
import { startS3, type TestS3 } from './harness/s3.ts'
import { activeTicket, type Company, PHONE_NUMBER_ID, type Stage, startStage, textOf } from './harness/stage.ts'
import { runFilesLoad } from './load/files-load.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

test('files are kept in a bucket, moved into it while people work, and a bucket that is away loses none', async () => {
  await using bucket = await startS3()
  // Written before the bucket was set up.
  await using stage = await startStage({ env: { RECADO_SECRET_KEY: randomBytes(32).toString('base64') } })
  const company = await stage.company()
  await company.post(textOf('Bom dia'))
  const ticket = await activeTicket(company)
  const send = async (name: string) => {
    const form = new FormData()
    form.set('file', new Blob([PNG]), name)
    const authorization = `Bearer ${company.apiKey}`
    const response = await fetch(`${stage.url}/api/v1/media`, {
      method: 'POST',
      body: form,
      headers: { authorization },
    })
    const uploaded = (await response.json()) as { id: number; url: string }
    if (response.ok) await company.make('POST', `/tickets/${ticket.id}/messages`, { body: '', mediaId: uploaded.id })
    return { status: response.status, path: response.ok ? new URL(uploaded.url).pathname : '' }
  }
  const show = async (path: string, range?: string) => {
    const response = await fetch(stage.url + path, range === undefined ? {} : { headers: { range } })
    return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) }
  }
  const before = await send('antes.png')

  await stage.program.stop()
  await stage.start(bucket.env)
  const after = await send('depois.png')
  const [row] = await stage.db<{ key: string }[]>`select key from media order by id desc limit 1`
  await stage.quiet()
  const sent = stage.emulator.control.outbound().map(({ request }) => request.image as { id: string })
  assert.deepEqual(
    sent.map(({ id }) => stage.emulator.control.media(id)?.bytes),
    [PNG, PNG],
  )
  for (const { path } of [before, after]) {
    assert.deepEqual(await show(path), { status: 200, bytes: PNG })
    assert.deepEqual(await show(path, 'bytes=1-3'), { status: 206, bytes: PNG.subarray(1, 4) })
  }

  const where = { dataDir: stage.dataDir, databaseUrl: stage.databaseUrl }
  const moved = await runProgram(['media', 'move'], { ...where, env: bucket.env })
  assert.match(moved.stdout, /^Moved 1 files \(1 MB\); 1 were there before\.$/m)
  assert.deepEqual(await show(before.path), { status: 200, bytes: PNG })
  const checked = await runProgram(['check-config'], { ...where, env: { ...bucket.env, MEDIA_S3_BUCKET: 'nowhere' } })
  assert.match(checked.stdout, /file store +.*has no bucket nowhere/)
  assert.equal(checked.code, 1)
  const none = await runProgram(['media', 'move'], where)
  assert.match(none.stderr, /There is only one place for files/)

  await filesThroughTwoProcesses(stage, company, bucket)

  await bucket[Symbol.asyncDispose]()
  assert.equal((await show(after.path)).status, 503)
  assert.equal((await send('agora.png')).status, 503)
  const [kept] = await stage.db<{ state: string }[]>`select state from media where key = ${row!.key}`
  assert.equal(kept!.state, 'stored', 'a bucket that is away is not a file that is lost')
  await eventually(async () => (await fetch(`${stage.url}/readyz`)).status === 200)
})

async function filesThroughTwoProcesses(stage: Stage, company: Company, bucket: TestS3): Promise<void> {
  await using receiver = await startReceiver()
  await using other = await stage.another(bucket.env)
  await company.endpoint(receiver.url)
  const { faults } = await runFilesLoad({
    emulator: stage.emulator,
    company,
    phoneNumberId: PHONE_NUMBER_ID,
    urls: [stage.url, other.url],
    receiver,
    messages: 40,
    people: 5,
    quiet: () => stage.quiet({ timeoutMs: 60_000 }),
  })
  assert.deepEqual(faults, [])
}
