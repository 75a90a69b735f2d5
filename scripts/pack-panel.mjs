/**
 * For `npm pack` and `npm publish` of the server: puts the built panel beside its code, where panel-files.ts finds it, and takes it
 * away again with --clean. Run by prepack and postpack of server/package.json.
 */
import { cpSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildPanel, isPanelBuilt } from './panel-build.mjs'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const packed = join(ROOT, 'server', 'panel')

rmSync(packed, { recursive: true, force: true })
if (!process.argv.includes('--clean')) {
  if (!isPanelBuilt(ROOT)) await buildPanel(ROOT, join(ROOT, 'node_modules', 'node', 'bin', 'node'))
  cpSync(join(ROOT, 'panel', 'dist'), packed, { recursive: true })
}
