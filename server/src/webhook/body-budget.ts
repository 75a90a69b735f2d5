/**
 * Large bodies are in memory while they are posted and not longer. A claim leaves them out; a lane asks for its
 * head's when it is about to post it. The process and each tenant have a budget of bytes, so that one company's videos neither
 * fill the memory nor make another company's wait. Endpoints that are posted the same event share one buffer.
 *
 * A lane has one body at most and waits for one only while it has none, so no lane waits for a lane that waits.
 */
import { backOff } from '../base/back-off.ts'
import type { Db } from '../base/db/db.ts'
import { type BodyKey, readBody } from '../outbox/index.ts'

export interface BodyLimits {
  /** Of this process. */
  totalBytes: number
  /** Of one tenant. A larger body is read when its tenant has no other in memory. */
  tenantBytes: number
}

/** The largest body there is, of a file of 8 MB in base64, fits twice into a tenant's part, and five times in all. */
export const BODY_LIMITS: BodyLimits = { totalBytes: 64 * 1_024 * 1_024, tenantBytes: 24 * 1_024 * 1_024 }

export interface WantedBody extends BodyKey {
  tenantId: number
  bodyBytes: number
}

/** Must be called once, whatever became of the post. */
export interface HeldBody {
  readonly bytes: Buffer
  release(): void
}

interface Entry {
  key: string
  wanted: WantedBody
  /** Undefined while it waits for its turn or is being read. */
  bytes: Buffer | undefined
  isCounted: boolean
  waiting: Set<(body: HeldBody) => void>
  holders: number
}

export interface BodyBudgetDeps {
  /** A connection of its own: a body that takes seconds to arrive must hold up no turn. */
  db: Db
  limits?: BodyLimits
  onError?: (error: unknown) => void
}

export class BodyBudget {
  readonly #deps: BodyBudgetDeps
  readonly #limits: BodyLimits
  readonly #entries = new Map<string, Entry>()
  /** Entries that wait for their turn, by tenant; the tenant whose turn is next comes first. */
  readonly #queues = new Map<number, Set<Entry>>()
  readonly #ofTenant = new Map<number, number>()
  #reading = false
  #isOver = false
  /** The bytes in memory now, including what is being read; the most so far; and how many bodies were read. */
  readonly counts = { bytes: 0, peakBytes: 0, reads: 0 }

  constructor(deps: BodyBudgetDeps) {
    this.#deps = deps
    this.#limits = deps.limits ?? BODY_LIMITS
  }

  /** Calls `ready` once, later. Calling the returned function before that withdraws the request. */
  want(wanted: WantedBody, ready: (body: HeldBody) => void): () => void {
    const key = `${wanted.eventDay} ${wanted.eventId} ${wanted.variant}`
    const entry = this.#entries.get(key) ?? this.#enqueue(key, wanted)
    entry.waiting.add(ready)
    if (entry.bytes !== undefined) queueMicrotask(() => this.#hand(entry))
    else void this.#read()
    return () => {
      if (entry.waiting.delete(ready)) this.#dropIfUnused(entry)
    }
  }

  /** From now on nothing is read. */
  stop(): void {
    this.#isOver = true
  }

  #enqueue(key: string, wanted: WantedBody): Entry {
    const entry: Entry = { key, wanted, bytes: undefined, isCounted: false, waiting: new Set(), holders: 0 }
    this.#entries.set(key, entry)
    const queue = this.#queues.get(wanted.tenantId) ?? new Set()
    this.#queues.set(wanted.tenantId, queue.add(entry))
    return entry
  }

  /** One at a time: while it arrives, a body takes several times its size. */
  async #read(): Promise<void> {
    if (this.#reading) return
    this.#reading = true
    for (let failures = 0; !this.#isOver; ) {
      const entry = this.#next()
      if (entry === undefined) break
      try {
        entry.bytes = await readBody(this.#deps.db, entry.wanted)
        this.counts.reads++
        failures = 0
        this.#hand(entry)
      } catch (error) {
        if (this.#isOver) break
        this.#deps.onError?.(error)
        this.#uncount(entry)
        if (entry.waiting.size > 0) this.#requeue(entry)
        await backOff(failures++)
      }
      this.#dropIfUnused(entry)
    }
    this.#reading = false
  }

  /** The next entry that fits, tenants taking turns; its bytes are counted from here on. */
  #next(): Entry | undefined {
    for (const [tenantId, queue] of this.#queues) {
      const entry = queue.values().next().value
      if (entry === undefined || !this.#fits(entry.wanted)) continue
      queue.delete(entry)
      this.#queues.delete(tenantId)
      if (queue.size > 0) this.#queues.set(tenantId, queue)
      this.#count(entry)
      return entry
    }
    return undefined
  }

  #fits({ tenantId, bodyBytes }: WantedBody): boolean {
    const ofTenant = this.#ofTenant.get(tenantId) ?? 0
    const fitsTenant = ofTenant === 0 || ofTenant + bodyBytes <= this.#limits.tenantBytes
    return fitsTenant && (this.counts.bytes === 0 || this.counts.bytes + bodyBytes <= this.#limits.totalBytes)
  }

  #hand(entry: Entry): void {
    const { bytes, waiting } = entry
    if (bytes === undefined) return
    for (const ready of [...waiting]) {
      waiting.delete(ready)
      entry.holders++
      let isHeld = true
      ready({
        bytes,
        release: () => {
          if (!isHeld) return
          isHeld = false
          entry.holders--
          this.#dropIfUnused(entry)
        },
      })
    }
  }

  #dropIfUnused(entry: Entry): void {
    if (entry.holders > 0 || entry.waiting.size > 0 || this.#entries.get(entry.key) !== entry) return
    // One that is being read is dropped afterwards: until then its bytes count.
    if (entry.isCounted && entry.bytes === undefined) return
    this.#entries.delete(entry.key)
    const queue = this.#queues.get(entry.wanted.tenantId)
    if (queue?.delete(entry) && queue.size === 0) this.#queues.delete(entry.wanted.tenantId)
    this.#uncount(entry)
    void this.#read()
  }

  #requeue(entry: Entry): void {
    const { tenantId } = entry.wanted
    this.#queues.set(tenantId, new Set([entry, ...(this.#queues.get(tenantId) ?? [])]))
  }

  #count(entry: Entry): void {
    const { tenantId, bodyBytes } = entry.wanted
    entry.isCounted = true
    this.#ofTenant.set(tenantId, (this.#ofTenant.get(tenantId) ?? 0) + bodyBytes)
    this.counts.bytes += bodyBytes
    this.counts.peakBytes = Math.max(this.counts.peakBytes, this.counts.bytes)
  }

  #uncount(entry: Entry): void {
    if (!entry.isCounted) return
    entry.isCounted = false
    const { tenantId, bodyBytes } = entry.wanted
    const left = (this.#ofTenant.get(tenantId) ?? 0) - bodyBytes
    if (left > 0) this.#ofTenant.set(tenantId, left)
    else this.#ofTenant.delete(tenantId)
    this.counts.bytes -= bodyBytes
  }
}
