/** Finds out whether a pid that was written down earlier is still the same process: pids are reused, start times are not. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** A text that stays the same as long as the pid is the same process; undefined when no process has this pid. */
export function identifyProcess(pid: number): string | undefined {
  if (process.platform === 'linux') {
    const stat = readOrNothing(`/proc/${pid}/stat`)
    // The second field is the program's name in brackets and may hold blanks; the start time is the 20th after it.
    const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields === undefined || fields[0] === 'Z' ? undefined : fields[19]
  }
  return psOrNothing(pid, 'lstart=')
}

/** The command line of a process; undefined when no process has this pid. */
export function commandLineOf(pid: number): string | undefined {
  if (process.platform === 'linux') return readOrNothing(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ') || undefined
  return psOrNothing(pid, 'command=')
}

function readOrNothing(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function psOrNothing(pid: number, column: string): string | undefined {
  try {
    return (
      execFileSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim() || undefined
    )
  } catch {
    return undefined
  }
}
