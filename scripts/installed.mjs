/** Whether node_modules is what package-lock.json asks for. Plain JavaScript: see run.mjs. */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const stampPath = root => join(root, 'node_modules', '.recado-installed')

/** A stamp with the lock's hash decides at once. Without one, somebody may have run npm by hand, so we compare. */
export function isInstalled(root) {
  const wanted = lockHash(root)
  if (readOrNothing(stampPath(root)) === wanted) return true
  if (!isWhatNpmInstalled(root)) return false
  writeFileSync(stampPath(root), wanted)
  return true
}

export function rememberInstall(root) {
  writeFileSync(stampPath(root), lockHash(root))
}

function lockHash(root) {
  const lock = readFileSync(join(root, 'package-lock.json'))
  return createHash('sha256').update(`${process.platform}-${process.arch}\n`).update(lock).digest('hex')
}

/** npm writes what it has installed into node_modules/.package-lock.json; packages for other platforms are left out. */
function isWhatNpmInstalled(root) {
  const text = readOrNothing(join(root, 'node_modules', '.package-lock.json'))
  if (text === undefined) return false
  try {
    const installed = JSON.parse(text).packages
    const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
    return Object.entries(wanted).every(([path, entry]) => {
      if (!path.includes('node_modules/') || entry.link) return true
      const found = installed[path]
      return found === undefined ? entry.optional === true || entry.peer === true : found.version === entry.version
    })
  } catch {
    return false
  }
}

function readOrNothing(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
