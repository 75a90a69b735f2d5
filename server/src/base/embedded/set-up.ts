/** Makes the database, once. It gets its name when it is complete, so that a start that was cut short leaves no half-made one. */
import { type ChildProcess, spawn } from 'node:child_process'
import { chownSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeFolder } from '../data-dir.ts'
import { OperatorError } from '../operator-error.ts'
import { DATABASE } from './access-file.ts'
import { makeOwnFolder, type PostgresHome } from './postgres-home.ts'
import { OWN_SERVER, whyNotUp } from './why-not-up.ts'

export async function initCluster(
  home: PostgresHome,
  password: string,
  settings: Record<string, string> = {},
): Promise<void> {
  const draft = `${home.cluster}.init`
  const passwordFile = `${home.cluster}.password`
  makeFolder(dirname(home.cluster))
  rmSync(draft, { recursive: true, force: true })
  makeOwnFolder(draft, home.account)
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (home.account !== undefined) chownSync(passwordFile, home.account.uid, home.account.gid)
  const set = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  try {
    // The builtin locale provider sorts and folds the same on every machine, whatever its C library.
    await runToEnd(home, 'initdb', [
      ...[`--pgdata=${draft}`, '--username=recado', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
      ...set,
      ...['--encoding=UTF8', '--no-locale', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ])
    // In single-user mode: no port, no password.
    await runToEnd(home, 'postgres', ['--single', '-D', draft, ...set, 'postgres'], `create database ${DATABASE};\n`)
    giveItsName(draft, home.cluster)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    throw error
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

function giveItsName(draft: string, cluster: string): void {
  try {
    renameSync(draft, cluster)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EBUSY') throw error
    const message = `A volume is mounted at ${cluster} itself. Mount it at ${dirname(cluster)}, where all of Recado's data then lies.`
    throw new OperatorError(message, { cause: error })
  }
}

async function runToEnd(home: PostgresHome, program: string, args: string[], input = ''): Promise<void> {
  const child = spawn(join(home.programs, 'bin', program), args, { ...spawnOptions(home), stdio: 'pipe' })
  let output = ''
  child.stdout.on('data', chunk => (output += chunk))
  child.stderr.on('data', chunk => (output += chunk))
  child.stdin.on('error', () => {}) // It ended before it read its input; its exit code says why.
  child.stdin.end(input)
  const code = await exitOf(child)
  if (code !== 0 || /\bFATAL:|\bERROR:/.test(output)) throw new OperatorError(whyNotUp(output.trim().slice(-2_000)))
}

export function spawnOptions(home: PostgresHome) {
  // Started in a folder that the account can reach, with nothing of our environment, because that has secrets in it.
  const env = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C' }
  return { cwd: '/', env, ...home.account }
}

/** Resolves with the exit code; -1 when a signal ended it. Rejects when it could not be run at all. */
export async function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((done, fail) => {
    child.once('exit', code => done(code ?? -1))
    child.once('error', error => {
      const message = `This machine cannot run the PostgreSQL that comes with Recado (${error.message}). ${OWN_SERVER}`
      fail(new OperatorError(message, { cause: error }))
    })
  })
}
