/**
 * Builds the server into plain JavaScript: a few files with the server, the receiver's contract and the emulator. Node runs no
 * TypeScript below node_modules, and reading four hundred files takes half of a start. The packages of package.json are not
 * included.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'

/** `root` is the repository; `base` what stands for it beside the files: where migrations, the panel and the rest lie. */
export async function buildServer(root, { lib, base }) {
  const { build } = await import('rolldown')
  rmSync(lib, { recursive: true, force: true })
  const own = /^@recado\//
  await build({
    cwd: root,
    input: { main: join(root, 'server', 'src', 'main.ts') },
    platform: 'node',
    external: id => !own.test(id) && !id.startsWith('.') && !id.startsWith('/') && !/^[A-Za-z]:/.test(id),
    plugins: [whereItStood(root, relative(lib, base))],
    output: { dir: lib, format: 'esm', minify: false, chunkFileNames: '[name]-[hash].js' },
    logLevel: 'warn',
  })
}

/** A module finds the files beside itself (migrations, the panel, the phone's page) as before. */
function whereItStood(root, base) {
  return {
    name: 'where-it-stood',
    transform(code, id) {
      if (!code.includes('import.meta.url')) return null
      const address = `new URL(${JSON.stringify(`./${join(base, relative(root, id))}`)}, import.meta.url).href`
      return { code: code.replaceAll('import.meta.url', address), map: null }
    },
  }
}

/** All its sources, to know whether the build is up to date. */
export function serverSources(root) {
  const below = folder =>
    readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? below(path) : /\.test\.ts$/.test(path) ? [] : [path]
    })
  return ['server/src', 'emulator/src', 'receiver/src']
    .map(folder => join(root, folder))
    .filter(existsSync)
    .flatMap(below)
    .sort()
    .map(path => [path, readFileSync(path)])
}
