/** Builds the panel into panel/dist when its sources have changed. Plain JavaScript: see run.mjs. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const distOf = root => join(root, 'panel', 'dist')
const stampOf = root => join(distOf(root), '.built')

/** Compares the hash of all its sources, which takes about 10 ms. */
export function isPanelBuilt(root) {
  return existsSync(stampOf(root)) && readFileSync(stampOf(root), 'utf8') === sourcesHash(root)
}

/**
 * `node` is the Node 24 that runs Vite. Several builds at once do not disturb each other, and the result of the last one stays.
 */
export async function buildPanel(root, node = process.execPath) {
  const since = Date.now()
  console.error('Building the panel. This takes about ten seconds, and only when it has changed.')
  const cache = join(root, 'node_modules', '.cache')
  const fresh = join(cache, `panel-${process.pid}`)
  const old = `${fresh}-old`
  mkdirSync(cache, { recursive: true })
  try {
    const hash = sourcesHash(root)
    const { code, output } = await vite(root, node, fresh)
    if (code !== 0) throw new Error(`The panel could not be built (vite ended with ${code}):\n${output}`)
    writeFileSync(join(fresh, '.built'), hash)
    if (existsSync(distOf(root))) renameSync(distOf(root), old)
    renameSync(fresh, distOf(root))
  } finally {
    rmSync(fresh, { recursive: true, force: true })
    rmSync(old, { recursive: true, force: true })
  }
  console.error(`The panel is built (${((Date.now() - since) / 1_000).toFixed(1)} s).`)
}

function vite(root, node, outDir) {
  const program = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const child = spawn(node, [program, 'build', '--logLevel', 'warn'], {
    cwd: join(root, 'panel'),
    env: { ...process.env, PANEL_OUT_DIR: outDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => {
      output += chunk
    })
  }
  const beat = setInterval(() => console.error('... building the panel'), 10_000)
  return new Promise((done, fail) => {
    child.once('error', fail)
    child.once('close', code => done({ code, output }))
  }).finally(() => clearInterval(beat))
}

function sourcesHash(root) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  for (const file of sourcesBelow(join(root, 'panel'))) hash.update(`\n${file}\n`).update(readFileSync(file))
  return hash.digest('hex')
}

function sourcesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !['node_modules', 'dist'].includes(name) && !/\.test\.tsx?$/.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? sourcesBelow(path) : [path]
    })
}
