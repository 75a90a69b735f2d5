/** CPU time and memory of process trees, read from /proc; on other systems than Linux both stay unknown. */
import { readdirSync, readFileSync } from 'node:fs'

const TICKS_PER_SECOND = 100

interface Stat {
  parent: number
  /** Own time and that of children that ended and were waited for. */
  cpuSeconds: number
}

function readStat(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const ticks = [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field]), 0)
    return { parent: Number(fields[1]), cpuSeconds: ticks / TICKS_PER_SECOND }
  } catch {
    return undefined // it ended in between
  }
}

/** Of one process, since it began. It does not grow while the machine is busy with something else; 0 where there is no /proc. */
export const cpuMsOf = (pid: number): number => (readStat(pid)?.cpuSeconds ?? 0) * 1_000

function readProcesses(): Map<number, Stat> {
  const processes = new Map<number, Stat>()
  try {
    for (const name of readdirSync('/proc')) {
      const stat = /^\d+$/.test(name) ? readStat(Number(name)) : undefined
      if (stat) processes.set(Number(name), stat)
    }
  } catch {
    // no /proc here
  }
  return processes
}

function treeOf(roots: readonly number[], processes: Map<number, Stat>): number[] {
  const tree = new Set(roots)
  for (let grew = true; grew; ) {
    grew = false
    for (const [pid, { parent }] of processes)
      if (tree.has(parent) && !tree.has(pid)) {
        tree.add(pid)
        grew = true
      }
  }
  return [...tree].filter(pid => processes.has(pid))
}

/** Of all processes below the roots, since they began. */
export function cpuSeconds(roots: readonly number[]): number {
  const processes = readProcesses()
  return treeOf(roots, processes).reduce((sum, pid) => sum + processes.get(pid)!.cpuSeconds, 0)
}

/** Proportional set size in MB: PostgreSQL's shared buffers count once, not once a backend. */
export function memoryMb(roots: readonly number[]): number {
  const kilobytes = treeOf(roots, readProcesses()).map(pid => {
    try {
      return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
    } catch {
      return 0
    }
  })
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1024
}

export interface Peak {
  stop(): Record<string, number>
}

/** Samples named process trees twice a second and keeps each one's highest. */
export function watchMemory(trees: () => Record<string, number[]>): Peak {
  const peaks: Record<string, number> = {}
  const sample = () => {
    for (const [name, roots] of Object.entries(trees())) peaks[name] = Math.max(peaks[name] ?? 0, memoryMb(roots))
  }
  sample()
  const timer = setInterval(sample, 500)
  return {
    stop() {
      clearInterval(timer)
      sample()
      return peaks
    },
  }
}
