/** What the demo's receiver got last, kept in DATA_DIR so that a restart does not empty the page. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import type { ReceiverResponse } from '@recado/receiver'

export interface Received {
  receivedAt: string
  /** `webhook-id`; empty when it had none. */
  id: string
  isVerified: boolean
  /** The reason for the refusal, as the sender gets it. */
  refusedBecause: string | undefined
  /** The same id came before. */
  isRepeat: boolean
  isTest: boolean
  headers: IncomingHttpHeaders
  /** Parsed JSON, or the text when it is not JSON. */
  body: unknown
}

const MAX_KEPT = 200
/** A file inside a body is neither shown nor kept. */
const MAX_BODY_CHARACTERS = 20_000
const KEEP_AFTER_MS = 1_000

export interface ReceivedList {
  add(headers: IncomingHttpHeaders, body: Buffer, result: ReceiverResponse): Received
  /** Newest first. */
  entries(): readonly Received[]
  keep(): void
}

export function openList(dataDir: string): ReceivedList {
  const path = join(dataDir, 'demo-received.json')
  const entries = readKept(path)
  let timer: NodeJS.Timeout | undefined

  function keep(): void {
    clearTimeout(timer)
    timer = undefined
    writeFileSync(`${path}.new`, JSON.stringify(entries), { mode: 0o600 })
    renameSync(`${path}.new`, path)
  }

  return {
    entries: () => entries,
    keep,
    add(headers, body, result) {
      const id = String(headers['webhook-id'] ?? '')
      const entry: Received = {
        receivedAt: new Date().toISOString(),
        id,
        isVerified: result.status !== 401 && result.status !== 500,
        refusedBecause: 'error' in result ? result.error : undefined,
        isRepeat: id !== '' && entries.some(known => known.id === id && known.isVerified),
        isTest: headers['recado-test'] !== undefined || headers['recado-event'] === 'test',
        headers,
        body: readBody(body),
      }
      entries.unshift(entry)
      entries.splice(MAX_KEPT)
      timer ??= setTimeout(keep, KEEP_AFTER_MS)
      return entry
    },
  }
}

/** This is only the demo's list, so a file that a power cut has shortened is begun again. */
function readKept(path: string): Received[] {
  try {
    const kept: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return Array.isArray(kept) ? (kept as Received[]) : []
  } catch {
    return []
  }
}

function readBody(body: Buffer): unknown {
  const text = body.toString('utf8')
  if (text.length > MAX_BODY_CHARACTERS) return `${text.slice(0, MAX_BODY_CHARACTERS)}...`
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
