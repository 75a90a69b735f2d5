/** Checks docs/: its links lead to files, and the recipes that people copy from it verify signatures. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

test('every link in docs/ leads to a file', () => {
  const broken = globSync('docs/**/*.md', { cwd: ROOT }).flatMap(page =>
    [...read(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map(([, link]) => link as string)
      .filter(link => !link.startsWith('http') && !existsSync(join(ROOT, dirname(page), link)))
      .map(link => `${page}: ${link}`),
  )
  assert.deepEqual(broken, [])
})

const key = Buffer.alloc(32, 3)
const secret = `whsec_${key.toString('base64')}`
const body = '{"messageBody":"olá"}'
const timestamp = String(Math.floor(Date.now() / 1_000))
const mac = createHmac('sha256', key).update(`msg_1_2_3.${timestamp}.${body}`).digest('base64')
const headers = {
  'webhook-id': 'msg_1_2_3',
  'webhook-timestamp': timestamp,
  'webhook-signature': `v1,AAAA v1,${mac}`,
}

function recipe(page: string, language: string): string {
  const code = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(read(page))?.[1]
  assert.ok(code, `${page} has a recipe in ${language}`)
  return code
}

const hasPython = (() => {
  try {
    execFileSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

for (const page of ['docs/receiving.md', 'docs/receiving.pt-BR.md']) {
  describe(`the recipes of ${page}`, () => {
    test('in Node', () => {
      const asked = [headers, { ...headers, 'webhook-id': 'msg_1_2_4' }, { ...headers, 'webhook-timestamp': '1' }, {}]
      const calls = asked.map(one => `isGenuine('${secret}', ${JSON.stringify(one)}, ${JSON.stringify(body)})`)
      const code = `${recipe(page, 'js')}\nconsole.log([${calls}].join())`
      const said = execFileSync(process.execPath, ['--input-type=module', '--eval', code], { encoding: 'utf8' })
      assert.equal(said.trim(), 'true,false,false,false')
    })

    test('in Python', { skip: hasPython ? false : 'no python3 here' }, () => {
      const asked = [headers, { ...headers, 'webhook-id': 'msg_1_2_4' }, { ...headers, 'webhook-timestamp': '1' }, {}]
      const calls = asked.map(one => `is_genuine('${secret}', ${JSON.stringify(one)}, '${body}'.encode())`)
      const code = `import base64, hashlib, hmac, time\n${recipe(page, 'python')}\nprint([${calls}])`
      const said = execFileSync('python3', ['-c', code], { encoding: 'utf8', env: { ...process.env, PYTHONUTF8: '1' } })
      assert.equal(said.trim(), '[True, False, False, False]')
    })
  })
}
