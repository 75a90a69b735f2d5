import { type DeliveryMode, type DeliveryModeKind, type SettledMode, settleMode } from './delivery-mode.ts'
import type { Ids } from '../world/ids.ts'
import { type Change, signatureOf, webhookBody } from './webhook-body.ts'

export type Attempt = { at: string; status: number | null; error: string | null; durationMs: number }

export type DeliveryState = 'queued' | 'retrying' | 'delivered' | 'given-up' | 'no-callback'

export type Delivery = {
  id: string
  url: string | null
  body: string
  signature: string
  state: DeliveryState
  attempts: Attempt[]
  /** The id of the delivery whose bytes this one repeats: a duplicate, or asked for by hand. */
  repeats: string | null
}

export type WebhookSender = ReturnType<typeof createWebhookSender>

type Deps = {
  ids: Ids
  now: () => Date
  appSecret: string
  /** Where a change goes: the number's override, the account's, the app's; null when nobody listens. */
  callbackOf: (change?: Change) => string | null
  onDelivery: (delivery: Delivery) => void
}

type Limits = { retryDelaysMs: number[]; timeoutMs: number; concurrency: number; logLimit: number }

/**
 * Posts changes to the callback. First attempts leave one at a time in the order of the facts (raise `concurrency` for
 * Meta's disorder); a failed one is retried from a timer and holds nobody up, so it is overtaken, as with Meta.
 */
export function createWebhookSender(deps: Deps, limits: Limits, firstMode: DeliveryMode | DeliveryModeKind = 'normal') {
  let log: Delivery[] = []
  let mode: SettledMode = settleMode(firstMode)
  let held: Change[] = []
  let holdTimer: NodeJS.Timeout | undefined
  let queue: Delivery[] = []
  let posting = 0
  let announced = 0
  const timers = new Map<NodeJS.Timeout, () => void>()
  const closing = new AbortController()
  let idleWaiters: (() => void)[] = []

  function send(change: Change): void {
    if (closing.signal.aborted) return
    if (mode.kind !== 'reorder' && mode.kind !== 'batch') return dispatch([change])
    held.push(change)
    if (held.length >= mode.size) releaseHeld()
    else if (held.length === 1) holdTimer = after(mode.holdMs, releaseHeld)
  }

  function releaseHeld(): void {
    if (holdTimer) cancel(holdTimer)
    const changes = held
    held = []
    if (mode.kind === 'batch') dispatch(changes)
    else for (const change of changes.reverse()) dispatch([change])
  }

  function dispatch(changes: Change[]): void {
    for (const group of byCallback(changes)) {
      const first = record(group.url, webhookBody(group.changes), null)
      const copies = mode.kind === 'duplicate' ? mode.copies : 1
      const all = [first, ...Array.from({ length: copies - 1 }, () => record(group.url, first.body, first.id))]
      for (const delivery of all) {
        if (mode.kind === 'delay') after(mode.delayMs, () => enqueue(delivery))
        else enqueue(delivery)
      }
    }
  }

  function byCallback(changes: Change[]): { url: string | null; changes: Change[] }[] {
    const groups = new Map<string | null, Change[]>()
    for (const change of changes) {
      const url = deps.callbackOf(change)
      groups.set(url, [...(groups.get(url) ?? []), change])
    }
    return [...groups].map(([url, grouped]) => ({ url, changes: grouped }))
  }

  function record(
    url: string | null,
    body: string,
    repeats: string | null,
    signature = signatureOf(deps.appSecret, Buffer.from(body)),
  ): Delivery {
    const delivery: Delivery = {
      id: deps.ids.deliveryId(),
      url,
      body,
      signature,
      state: 'queued',
      attempts: [],
      repeats,
    }
    log.push(delivery)
    if (log.length > limits.logLimit) log.splice(0, log.length - limits.logLimit)
    return delivery
  }

  function enqueue(delivery: Delivery): void {
    if (delivery.url === null) return move(delivery, 'no-callback')
    queue.push(delivery)
    pump()
  }

  function pump(): void {
    while (posting < limits.concurrency) {
      const delivery = queue.shift()
      if (!delivery) break
      posting++
      void attempt(delivery).finally(() => {
        posting--
        pump()
      })
    }
    tellIdle()
  }

  async function attempt(delivery: Delivery): Promise<void> {
    const outcome = await post(delivery)
    if (closing.signal.aborted) return
    delivery.attempts.push(outcome)
    if (outcome.status === 200) return move(delivery, 'delivered')
    const delayMs = limits.retryDelaysMs[delivery.attempts.length - 1]
    if (delayMs === undefined) return move(delivery, 'given-up')
    after(delayMs, () => enqueue(delivery))
    move(delivery, 'retrying')
  }

  async function post(delivery: Delivery): Promise<Attempt> {
    const at = deps.now().toISOString()
    const started = performance.now()
    const took = () => Math.round(performance.now() - started)
    try {
      const response = await fetch(delivery.url!, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'facebookexternalua',
          'x-hub-signature-256': delivery.signature,
        },
        body: Buffer.from(delivery.body),
        redirect: 'manual',
        signal: AbortSignal.any([closing.signal, AbortSignal.timeout(limits.timeoutMs)]),
      })
      await response.arrayBuffer()
      return { at, status: response.status, error: null, durationMs: took() }
    } catch (error) {
      return { at, status: null, error: reasonOf(error), durationMs: took() }
    }
  }

  function move(delivery: Delivery, state: DeliveryState): void {
    delivery.state = state
    deps.onDelivery(delivery)
    tellIdle()
  }

  function after(delayMs: number, act: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      timers.delete(timer)
      act()
      tellIdle()
    }, delayMs)
    timers.set(timer, act)
    return timer
  }

  function cancel(timer: NodeJS.Timeout): void {
    clearTimeout(timer)
    timers.delete(timer)
  }

  const isIdle = () => announced === 0 && posting === 0 && queue.length === 0 && timers.size === 0

  function tellIdle(): void {
    if (!isIdle()) return
    const waiters = idleWaiters
    idleWaiters = []
    for (const tell of waiters) tell()
  }

  function stopTimers(): (() => void)[] {
    const acts = [...timers.values()]
    for (const timer of timers.keys()) clearTimeout(timer)
    timers.clear()
    return acts
  }

  return {
    send,
    /** Exactly this text, signed; or with a signature of the caller's, to try a receiver's refusal. */
    sendBody(body: string, signature?: string): Delivery {
      const delivery = record(deps.callbackOf(), body, null, signature)
      enqueue(delivery)
      return delivery
    },
    log: (): Delivery[] => log,
    mode: (): SettledMode => mode,
    setMode(next: DeliveryMode | DeliveryModeKind): void {
      const settled = settleMode(next)
      if (held.length > 0) releaseHeld()
      mode = settled
    },
    /** Lets everything that waits for a timer (held, delayed, retrying) leave now. */
    flush(): void {
      for (const act of stopTimers()) act()
      pump()
    },
    redeliver(id: string): Delivery | undefined {
      const original = log.find(delivery => delivery.id === id)
      if (!original) return undefined
      const url = original.url ?? deps.callbackOf()
      const copy = record(url, original.body, original.id, original.signature)
      enqueue(copy)
      return copy
    },
    /** Says that something will be sent soon, so that `settled` waits for it; call what it returns once it was sent. */
    announce(): () => void {
      announced++
      return () => {
        announced--
        tellIdle()
      }
    },
    /** Resolves when nothing is announced, queued, on its way, or waiting for a timer. */
    settled: (): Promise<void> => (isIdle() ? Promise.resolve() : new Promise(resolve => idleWaiters.push(resolve))),
    clear(): void {
      stopTimers()
      held = []
      queue = []
      log = []
      tellIdle()
    },
    close(): void {
      stopTimers()
      queue = []
      closing.abort()
    },
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause instanceof Error ? error.cause : error
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message
}
