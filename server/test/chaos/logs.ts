/** Reads what the processes have logged. */
import { readFileSync } from 'node:fs'
import type { Member } from './fleet.ts'

/** Node's last lines after an uncaught exception, and what main.ts prints for an error of ours. */
const CRASH = /^Node\.js v\d+|^\s{4}at .+|Unhandled|uncaught/im
/** A start ends with such an error while the database is away. */
const NO_DATABASE = /ECONN|EPIPE|CONNECT_TIMEOUT|CONNECTION_|57P0[123]/
/** Begins a line of `note`. */
const END = '=== '

/** Stack traces outside of log lines: an exception that nobody caught. */
export function readCrashes(members: readonly Member[]): string[] {
  return members.flatMap(member => {
    const found: string[] = []
    let isServing = false
    let plain: string[] = []
    for (const line of [...linesOf(member), END]) {
      if (!line.startsWith('{') && !line.startsWith(END)) {
        plain.push(line)
        continue
      }
      const text = plain.join('\n')
      if (CRASH.test(text) && (isServing || !NO_DATABASE.test(text))) found.push(`${member.name} said: ${text}`)
      plain = []
      if (line.startsWith(END)) isServing = line.endsWith(' serves') || (isServing && !line.includes(' has ended '))
    }
    return found
  })
}

/** Log lines of level error: their text, their number, and the codes of their errors. */
export function countErrors(members: readonly Member[]): Map<string, { times: number; codes: Set<string> }> {
  const counts = new Map<string, { times: number; codes: Set<string> }>()
  for (const line of members.flatMap(linesOf)) {
    if (!/^\{"level":[56]0/.test(line)) continue
    const { msg = '', err } = JSON.parse(line) as { msg?: string; err?: { code?: string; message?: string } }
    const seen = counts.get(msg) ?? { times: 0, codes: new Set() }
    seen.times++
    seen.codes.add(err?.code ?? err?.message?.slice(0, 80) ?? '')
    counts.set(msg, seen)
  }
  return counts
}

/** The lines between two instants, without attempts of other lanes. */
export function around(member: Member, fromMs: number, toMs: number, laneId: number | undefined): string[] {
  return linesOf(member).filter(line => {
    const at = Number(line.match(/"time":(\d+)/)?.[1]) || Date.parse(line.match(/^=== (\S+)/)?.[1] ?? '')
    if (!(at >= fromMs && at <= toMs)) return false
    return !line.includes('"msg":"attempt"') || (laneId !== undefined && line.includes(`"lane_id":${laneId},`))
  })
}

const linesOf = (member: Member): string[] =>
  readFileSync(member.logPath, 'utf8')
    .split('\n')
    .filter(line => line !== '')
