/** How the panel is served to a browser: compressed, cached forever by its hash, with a policy; and its size. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { createLog } from '../src/base/log.ts'
import { createHttp, type Http } from '../src/web/http.ts'
import { panelFiles } from '../src/web/panel-files.ts'
import { builtPanel } from './harness/built-panel.ts'

const MAX_INITIAL_GZIP_BYTES = 250_000
const PAGE = { accept: 'text/html,application/xhtml+xml' }
const stack = new AsyncDisposableStack()
let folder: string
let http: Http

async function serve(options: Parameters<typeof panelFiles>[0]): Promise<Http> {
  const server = createHttp({ log: createLog('silent') })
  stack.defer(() => server.close())
  await server.register(panelFiles(options))
  return server
}

before(async () => {
  folder = await builtPanel()
  http = await serve({ demo: () => undefined, folder })
})
after(() => stack.disposeAsync())

const get = (url: string, headers: Record<string, string> = {}) => http.inject({ url, headers })

/** The script of the page, by its hashed name. */
async function mainScript(): Promise<string> {
  const { body } = await get('/', PAGE)
  return /src="(\/panel\/assets\/[^"]+\.js)"/.exec(body)?.[1] as string
}

test('every page of the panel is its index.html, loaded again each time, with a policy that allows nothing foreign', async () => {
  for (const url of ['/', '/inbox', '/inbox/12?list=mine', '/settings', '/not/there']) {
    const answer = await get(url, PAGE)
    assert.equal(answer.statusCode, 200, url)
    assert.match(String(answer.headers['content-type']), /^text\/html/)
    assert.equal(answer.headers['cache-control'], 'no-cache')
    const policy = String(answer.headers['content-security-policy'])
    assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self'/)
    assert.doesNotMatch(policy, /unsafe|\*|https?:/)
    assert.match(answer.body, /<div id="root">/)
    assert.doesNotMatch(answer.body, /<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|https?:/)
  }
})

test('addresses that are not pages of the panel give a problem document: for programs, below /api, and for missing files', async () => {
  for (const [url, headers] of [
    ['/inbox', { accept: 'application/json' }],
    ['/inbox', {}],
    ['/api/v1/nothing', PAGE],
    ['/panel/assets/index-gone.js', PAGE],
    ['/panel/..%2f..%2fpackage.json', PAGE],
    ['/panel/', PAGE],
  ] as const) {
    const answer = await get(url, headers)
    assert.ok(answer.statusCode === 404 || answer.statusCode === 403, `${url}: ${answer.statusCode}`)
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/, url)
  }
})

test('files with a hash in their names are cached forever, and are compressed as the browser accepts', async () => {
  const url = await mainScript()
  const plain = await get(url)
  assert.equal(plain.headers['cache-control'], 'public, max-age=31536000, immutable')
  assert.equal(plain.headers['x-content-type-options'], 'nosniff')
  assert.match(String(plain.headers['content-type']), /javascript/)
  for (const [encoding, open] of [
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const) {
    const answer = await get(url, { 'accept-encoding': encoding })
    assert.equal(answer.headers['content-encoding'], encoding)
    assert.match(String(answer.headers.vary), /accept-encoding/i)
    assert.ok(open(answer.rawPayload).equals(plain.rawPayload), `${encoding} holds the same bytes`)
    assert.ok(answer.rawPayload.length < plain.rawPayload.length / 2)
  }
  const etag = String((await get('/', PAGE)).headers.etag)
  assert.equal((await get('/', { ...PAGE, 'if-none-match': etag })).statusCode, 304)
})

test(`what the inbox needs to start is less than ${MAX_INITIAL_GZIP_BYTES / 1_000} kB of gzipped JavaScript`, () => {
  const manifest = JSON.parse(readFileSync(`${folder}.vite/manifest.json`, 'utf8')) as Record<
    string,
    { file: string; imports?: string[]; isEntry?: boolean }
  >
  const wanted = new Set<string>()
  const add = (key: string) => {
    if (wanted.has(key)) return
    wanted.add(key)
    for (const each of manifest[key]?.imports ?? []) add(each)
  }
  const entry = Object.keys(manifest).find(key => manifest[key]?.isEntry) as string
  // Behind the first view: what goes on by itself, and the marks at the navigation.
  const background = ['apply.ts', 'attention.tsx', 'calls.ts', 'drafts.ts', 'outbox.ts'].map(
    name => `src/inbox/${name}`,
  )
  const first = ['src/app/frame.tsx', 'src/inbox/inbox-page.tsx', 'src/webhooks/alert-badge.tsx', 'src/i18n/pt-BR.ts']
  for (const key of [entry, ...first, ...background]) {
    assert.ok(manifest[key] !== undefined, `the build has ${key}`)
    add(key)
  }
  const bytes = [...wanted].map(key => readFileSync(`${folder}${manifest[key]?.file}.gz`).length)
  const total = bytes.reduce((sum, size) => sum + size, 0)
  assert.ok(total < MAX_INITIAL_GZIP_BYTES, `it is ${total} bytes in ${bytes.length} files`)
  assert.ok(total > 50_000, 'it measures what is there')
})

test('nothing of the built panel names a foreign address to load from', () => {
  const manifest = JSON.parse(readFileSync(`${folder}.vite/manifest.json`, 'utf8')) as Record<string, { file: string }>
  for (const { file } of Object.values(manifest)) {
    if (!/\.css$/.test(file)) continue
    assert.doesNotMatch(readFileSync(folder + file, 'utf8'), /url\(["']?(?:https?:)?\/\//, file)
  }
})

test('a server without a built panel says so, and serves its API all the same', async () => {
  const bare = createHttp({ log: createLog('silent') })
  stack.defer(() => bare.close())
  await bare.register(panelFiles({ demo: () => undefined, folder: null }))
  const answer = await bare.inject({ url: '/', headers: PAGE })
  assert.equal(answer.statusCode, 503)
  assert.match(answer.body, /The panel is not built.*npm start/)
  assert.equal((await bare.inject({ url: '/panel/demo.json' })).body, 'null')
})
