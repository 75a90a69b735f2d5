/** Reads what the processes have logged. */
import { readFileSync } from 'node:fs'
import type { Member } from './fleet.ts'

/** What Node prints last when nobody caught an exception, and what main.ts prints of an error of ours. */
const CRASH = /^Node\.js v\d+|^\s{4}at .+|Unhandled|uncaught/i

/** Stack traces outside of log lines: an exception that nobody caught. Starts that the database refused are none. */
export function readCrashes(members: readonly Member[]): string[] {
  return members.flatMap(member => {
    const found: string[] = []
    let plain: string[] = []
    for (const line of [...linesOf(member), '{']) {
      if (!line.startsWith('{') && !line.startsWith('===')) {
        plain.push(line)
        continue
      }
      if (plain.some(text => CRASH.test(text)) && !isAboutStart(plain))
        found.push(`${member.name} said: ${plain.join('\n')}`)
      plain = []
    }
    return found
  })
}

/** A start while the database is away ends with its error. */
function isAboutStart(plain: readonly string[]): boolean {
  const text = plain.join('\n')
  return /startApp/.test(text) && /ECONN|CONNECT|57P0[123]|shutting down|starting up/.test(text)
}

/** Log lines of level error, counted by what they say. */
export function countErrors(members: readonly Member[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const line of members.flatMap(linesOf)) {
    if (!/^\{"level":[56]0/.test(line)) continue
    const { msg, err } = JSON.parse(line) as { msg?: string; err?: { code?: string; message?: string } }
    const name = `${msg ?? ''} (${err?.code ?? ''} ${err?.message?.slice(0, 80) ?? ''})`
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return counts
}

/** What was said between two instants; attempts of other lanes are left out. */
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
