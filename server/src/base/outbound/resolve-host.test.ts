import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { test } from 'node:test'
import { tempFolder } from '../../../test/harness/temp-folder.ts'
import { type ResolveDeps, rememberHosts, systemResolver } from './resolve-host.ts'

const failure = (code: string) => Object.assign(new Error(code), { code })

/** A name server of our own: what it returns per family, or the code with which it fails; and what the system was asked. */
function world(changes: { four?: string[] | string; six?: string[] | string | 'never'; hostsFile?: string }) {
  const askedSystem: string[] = []
  const askedDns: string[] = []
  const deps: ResolveDeps = {
    hostsFile: changes.hostsFile ?? '/nonexistent/hosts',
    query: (hostname, family) => {
      askedDns.push(`${hostname} ${family}`)
      const answer = (family === 4 ? changes.four : changes.six) ?? 'ENODATA'
      if (answer === 'never') return new Promise(() => {})
      return typeof answer === 'string' ? Promise.reject(failure(answer)) : Promise.resolve(answer)
    },
    askSystem: async hostname => {
      askedSystem.push(hostname)
      return ['192.0.2.99']
    },
  }
  return { resolve: systemResolver(deps), askedSystem, askedDns }
}

test('names of this machine are never asked for', async () => {
  const { resolve, askedDns, askedSystem } = world({ four: ['8.8.8.8'] })
  for (const name of ['localhost', 'LOCALHOST.', 'app.localhost']) {
    assert.deepEqual(await resolve(name), ['127.0.0.1', '::1'])
  }
  assert.deepEqual([askedDns, askedSystem], [[], []])
})

test('the hosts file goes first', async () => {
  using folder = tempFolder()
  const hostsFile = `${folder.path}/hosts`
  await writeFile(
    hostsFile,
    '# comment\n127.0.0.1 localhost\n10.1.1.1\tn8n.example N8N # ours\r\n::5 n8n.example\nbad n8n.example\n',
  )
  const { resolve, askedDns } = world({ hostsFile, four: ['8.8.8.8'] })
  assert.deepEqual(await resolve('n8n.Example.'), ['10.1.1.1', '::5'])
  assert.deepEqual(await resolve('n8n'), ['10.1.1.1'])
  assert.deepEqual(askedDns, [])
  assert.deepEqual(await resolve('example'), ['192.0.2.99'])
})

test('both families are asked, IPv4 leads', async () => {
  const { resolve, askedDns } = world({ four: ['8.8.8.8'], six: ['2001:4860::1'] })
  assert.deepEqual(await resolve('both.example'), ['8.8.8.8', '2001:4860::1'])
  assert.deepEqual(askedDns.sort(), ['both.example 4', 'both.example 6'])
})

test('one family is enough', async () => {
  assert.deepEqual(await world({ six: ['2001:4860::1'] }).resolve('six.example'), ['2001:4860::1'])
  assert.deepEqual(await world({ four: ['8.8.8.8'], six: 'ESERVFAIL' }).resolve('four.example'), ['8.8.8.8'])
})

test('IPv6 that is never answered does not hold up IPv4', async () => {
  assert.deepEqual(await world({ four: ['8.8.8.8'], six: 'never' }).resolve('slow.example'), ['8.8.8.8'])
})

test('what DNS does not know is asked of the system; what DNS fails at is not', async () => {
  const unknown = world({ four: 'ENOTFOUND', six: 'ENOTFOUND' })
  assert.deepEqual(await unknown.resolve('n8n.default'), ['192.0.2.99'])
  assert.deepEqual(unknown.askedSystem, ['n8n.default'])
  for (const four of ['ETIMEOUT', 'ESERVFAIL']) {
    const failing = world({ four, six: 'ENODATA' })
    await assert.rejects(failing.resolve('dead.example'), { code: four })
    assert.deepEqual(failing.askedSystem, [])
  }
})

test('the system is asked one unknown name at a time, and a failure does not stop the next', async () => {
  let asking = 0
  let most = 0
  const resolve = systemResolver({
    hostsFile: '/nonexistent/hosts',
    query: () => Promise.reject(failure('ENOTFOUND')),
    askSystem: async hostname => {
      most = Math.max(most, ++asking)
      await new Promise(setImmediate)
      asking--
      if (hostname === 'b.example') throw failure('ENOTFOUND')
      return ['192.0.2.1']
    },
  })
  const all = await Promise.allSettled(['a.example', 'b.example', 'c.example'].map(resolve))
  assert.deepEqual(
    all.map(one => one.status),
    ['fulfilled', 'rejected', 'fulfilled'],
  )
  assert.equal(most, 1)
})

test('questions asked together are joined, answers kept for their time, failures not at all', async () => {
  let clock = 0
  let asked = 0
  let answer = (_time: number) => Promise.resolve(['192.0.2.1'])
  const resolve = rememberHosts(() => answer(++asked), { keepMs: 5_000, now: () => clock })
  await Promise.all([resolve('a'), resolve('a')])
  clock = 4_999
  await resolve('a')
  assert.equal(asked, 1)
  clock = 5_000
  answer = () => Promise.reject(failure('ETIMEOUT'))
  await assert.rejects(Promise.all([resolve('a'), resolve('a')]))
  assert.equal(asked, 2)
  await assert.rejects(resolve('a'))
  assert.equal(asked, 3)
})

test('what is remembered is bounded', async () => {
  let asked = 0
  const resolve = rememberHosts(async () => [`192.0.2.${++asked % 256}`], { keepMs: 5_000, now: () => 0 })
  for (let host = 0; host <= 1_000; host++) await resolve(String(host))
  await resolve('1000')
  assert.equal(asked, 1_001)
  await resolve('0')
  assert.equal(asked, 1_002)
})
