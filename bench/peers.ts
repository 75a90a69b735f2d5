/** The peers' npm packages are in bench/.peers, outside the workspaces, and are installed only when the bench runs. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const folder = join(import.meta.dirname, '.peers')
const loader = join(folder, 'load.mjs')

export const pinned: Record<string, string> = JSON.parse(readFileSync(join(import.meta.dirname, 'peers.json'), 'utf8'))

const installedVersion = (name: string): string | undefined => {
  const path = join(folder, 'node_modules', name, 'package.json')
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).version : undefined
}

/** Installs packages that are missing or have another version; reports those that cannot be installed. */
export function installPeers(names: readonly string[]): void {
  mkdirSync(folder, { recursive: true })
  const missing = names.filter(name => installedVersion(name) !== pinned[name])
  if (missing.length > 0) {
    console.log(`fetching ${missing.join(', ')} into bench/.peers`)
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ private: true, type: 'module', dependencies: pinned }, null, 2),
    )
    execFileSync('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts'], {
      stdio: 'ignore',
    })
  }
  // A module inside the folder, so that names resolve against the folder's node_modules and not the workspace's.
  writeFileSync(loader, 'export const load = name => import(name)\n')
}

/** The candidate states the few members it uses as `T`: the types of packages that are not installed cannot be imported. */
export async function loadPeer<T>(name: string): Promise<T> {
  const { load } = (await import(pathToFileURL(loader).href)) as { load(name: string): Promise<T> }
  return load(name)
}
