import { readFileSync } from 'node:fs'
import { arch, cpus, release, totalmem, type } from 'node:os'

/** What a reader needs to judge whether the numbers apply to their machine. */
export interface Machine {
  processor: string
  cores: number
  memoryGb: number
  system: string
  node: string
  at: string
}

function distribution(): string {
  try {
    return /PRETTY_NAME="(.+)"/.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? type()
  } catch {
    return type()
  }
}

export function readMachine(): Machine {
  const [first] = cpus()
  return {
    processor: first?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${distribution()}, ${type()} ${release()}, ${arch()}`,
    node: process.version,
    at: new Date().toISOString().slice(0, 10),
  }
}
