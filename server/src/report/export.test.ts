import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { crc32, inflateRawSync } from 'node:zlib'
import { type DeskServer, startDeskServer } from '../../test/harness/desk-http.ts'
import { exportCompany } from './export-company.ts'
import { EXPORTED, LEFT_OUT } from './export-tables.ts'
import { zip } from './zip.ts'

/** Reads it by the directory at its end, as every program does. */
function unzipped(archive: Buffer): Map<string, string> {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06'))
  const locator = archive.indexOf(Buffer.from('PK\x06\x07'))
  const far = locator === -1 ? undefined : Number(archive.readBigUInt64LE(locator + 8))
  const count = far === undefined ? archive.readUInt16LE(end + 10) : Number(archive.readBigUInt64LE(far + 32))
  let at = far === undefined ? archive.readUInt32LE(end + 16) : Number(archive.readBigUInt64LE(far + 48))
  const files = new Map<string, string>()
  for (let n = 0; n < count; n++) {
    assert.equal(archive.toString('latin1', at, at + 4), 'PK\x01\x02')
    const [nameLength, extraLength] = [archive.readUInt16LE(at + 28), archive.readUInt16LE(at + 30)]
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength)
    const near = archive.readUInt32LE(at + 42)
    const offset = near === 0xffffffff ? Number(archive.readBigUInt64LE(at + 46 + nameLength + 4)) : near
    const start = offset + 30 + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28)
    const content = inflateRawSync(archive.subarray(start, start + archive.readUInt32LE(at + 20)))
    assert.equal(content.length, archive.readUInt32LE(at + 24), name)
    assert.equal(crc32(content), archive.readUInt32LE(at + 16), name)
    files.set(name, content.toString())
    at += 46 + nameLength + extraLength
  }
  return files
}

async function collect(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = []
  for await (const chunk of chunks) all.push(chunk)
  return Buffer.concat(all)
}

describe('a ZIP archive as a stream', () => {
  async function* texts(...given: string[]) {
    yield* given
  }
  async function* entries() {
    yield { name: 'vazio.txt', content: texts() }
    yield { name: 'ação.txt', content: texts('Olá, ', 'mundo! ', '🧀'.repeat(100_000)) }
    yield { name: 'b.txt', content: texts('b') }
  }

  for (const [kind, limits] of [
    ['Zip', undefined],
    ['Zip64', { entries: 2, offset: 10 }],
  ] as const) {
    it(`is read back, as ${kind}`, async () => {
      const files = unzipped(await collect(zip(entries(), new Date('2026-11-28T12:34:56Z'), limits)))
      assert.deepEqual([...files.keys()], ['vazio.txt', 'ação.txt', 'b.txt'])
      assert.equal(files.get('ação.txt'), `Olá, mundo! ${'🧀'.repeat(100_000)}`)
      assert.equal(files.get('vazio.txt'), '')
    })
  }

  it('ends with the error of its source', async () => {
    async function* broken() {
      yield {
        name: 'a.txt',
        content: (async function* () {
          yield 'a'
          throw new Error('the database is away')
        })(),
      }
    }
    await assert.rejects(collect(zip(broken(), new Date())), /the database is away/)
  })
})

describe('everything of a company', () => {
  let desk: DeskServer
  before(async () => {
    desk = await startDeskServer()
  })
  after(() => desk[Symbol.asyncDispose]())

  it('has all of ours and nothing of theirs, without secrets, page by page', async () => {
    const { ticketId } = await desk.receive('5531987650001', { body: 'Quero pão' })
    const { db } = desk.database
    const { tenantId, channelId, ana } = desk.company
    await db`
      insert into messages (tenant_id, ticket_id, channel_id, from_me, status, body, sent_at, is_announced)
      select ${tenantId}, ${ticketId}, ${channelId}, true, 'sended', 'nº ' || n, 0, true from generate_series(1, 4001) n`
    await db`
      insert into media (tenant_id, key, file_name, mime_type, size, sha256)
      values (${tenantId}, 'the-key', 'foto 1.png', 'image/png', 3, 'abc'::bytea)`
    await desk.make('stranger', 'POST', '/tags', { name: 'De outra empresa' })
    await desk.make('admin', 'POST', '/tags', { name: 'VIP' })
    const files = unzipped(await collect(exportCompany({ sql: db, publicUrl: 'https://desk.example' }, tenantId)))
    const rows = (file: string) =>
      files
        .get(`${file}.ndjson`)!
        .split('\n')
        .filter(line => line !== '')
        .map(line => JSON.parse(line))
    assert.equal(rows('messages').length, 4_002)
    assert.deepEqual(rows('messages')[0].body, 'Quero pão')
    assert.equal(new Set(rows('messages').map(({ id }) => id)).size, 4_002)
    assert.deepEqual(
      rows('tags').map(({ name }) => name),
      ['VIP'],
    )
    assert.ok(rows('user-queues').some(({ userId }) => userId === ana))
    assert.equal(rows('files')[0].url, 'https://desk.example/media/the-key/foto%201.png')
    assert.equal(JSON.parse(files.get('company.json')!).id, tenantId)
    assert.doesNotMatch([...files.values()].join(), /De outra empresa/)
    assert.ok(files.has('README.txt'))
  })

  it('is only for administrators', async () => {
    for (const who of ['supervisor', 'ana'] as const) assert.equal((await desk.call(who, 'GET', '/export')).status, 403)
  })

  it('has every table of a company, or says why not, and no column that may contain a secret', () => {
    const schema = readFileSync(new URL('../../schema.sql', import.meta.url), 'utf8')
    const tables = [...schema.matchAll(/^create table (\w+) \(\n([^;]*?)\n\)/gm)]
    const ofCompany = tables.filter(([, , body]) => /^ {2}tenant_id /m.test(body ?? '')).map(([, name]) => name)
    const listed = [...EXPORTED.map(({ table }) => table), ...Object.keys(LEFT_OUT)]
    assert.deepEqual(
      ofCompany.filter(name => !listed.includes(name ?? '')),
      [],
      'export-tables.ts must name these',
    )
    assert.deepEqual(
      listed.filter(name => !ofCompany.includes(name)),
      [],
      'these are not tables of a company',
    )
    const secret = /secret|token|password|hash|^key$/
    const found = EXPORTED.flatMap(({ table, columns }) => columns.map(column => `${table}.${column}`))
    assert.deepEqual(
      found.filter(name => secret.test(name.split('.')[1] ?? '') && name !== 'media.key'),
      [],
    )
  })
})
