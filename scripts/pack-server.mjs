/**
 * `npm run pack`: makes server/dist, the program in the form that people install, and packs it into a tarball at the root. It
 * contains the contract and the emulator, which are workspaces here; npm has to fetch only the packages of server/package.json.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildPanel, isPanelBuilt } from './panel-build.mjs'
import { buildServer } from './server-build.mjs'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const packed = join(ROOT, 'server', 'dist')
const destination = resolve(process.argv[2] ?? ROOT)

rmSync(packed, { recursive: true, force: true })
mkdirSync(packed, { recursive: true })
if (!isPanelBuilt(ROOT)) await buildPanel(ROOT)
await buildServer(ROOT, { lib: join(packed, 'lib'), base: packed })
for (const [from, to = from] of [
  ['server/migrations'],
  ['panel/dist'],
  ['emulator/page'],
  ['receiver/vectors'],
  ['LICENSE', 'LICENSE'],
  ['README.md', 'README.md'],
]) {
  cpSync(join(ROOT, from), join(packed, to), { recursive: true })
}
writeFileSync(join(packed, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`)
execFileSync('npm', ['pack', '--silent', '--pack-destination', destination], { cwd: packed, stdio: 'inherit' })

function manifest() {
  const read = path => JSON.parse(readFileSync(join(ROOT, path), 'utf8'))
  const { version, license, type, dependencies } = read('server/package.json')
  const isOurs = name => name.startsWith('@recado/')
  const all = { ...read('emulator/package.json').dependencies, ...dependencies }
  return {
    name: 'recado',
    version,
    description: read('package.json').description,
    ...{ license, type },
    bin: { recado: 'lib/main.js' },
    engines: { node: '>=24' },
    dependencies: Object.fromEntries(Object.entries(all).filter(([name]) => !isOurs(name))),
  }
}
