import type { Ids } from '../world/ids.ts'
import { createDeliveryLog, type Delivery, type DeliveryState } from './delivery.ts'
import type { DeliveryMode, DeliveryModeKind, SettledMode } from './delivery-mode.ts'
import { createLanes } from './lanes.ts'
import { createPacker } from './packer.ts'
import { postWebhook } from './post-webhook.ts'
import { createTimers } from './timers.ts'
import { createWaiting } from './waiting.ts'
import { type Change, webhookBody } from './webhook-body.ts'

export type WebhookSender = ReturnType<typeof createWebhookSender>

type Deps = {
  ids: Ids
  now: () => Date
  appSecret: string
  /** The target of a change: the number's override, the account's, the app's; null when there is none. */
  callbackOf: (change?: Change) => string | null
  onDelivery: (delivery: Delivery) => void
}

type Limits = { retryDelaysMs: number[]; timeoutMs: number; concurrency: number; logLimit: number }

/**
 * Posts changes to their callbacks. In each callback's lane first attempts leave one at a time in the order of the facts
 * (raise `concurrency` for Meta's disorder); a failed one is retried from a timer and delays no other, so it is overtaken, as
 * with Meta.
 */
export function createWebhookSender(deps: Deps, limits: Limits, mode: DeliveryMode | DeliveryModeKind = 'normal') {
  const closing = new AbortController()
  const log = createDeliveryLog(deps.ids, deps.appSecret, limits.logLimit)
  const waiting = createWaiting(() => timers.isIdle() && lanes.isIdle())
  const timers = createTimers(waiting.check)
  const lanes = createLanes<Delivery>({ concurrency: limits.concurrency, work: attempt, onEnd: waiting.check })
  const packer = createPacker(timers, leave, mode)

  function leave(changes: Change[], { kind, copies, delayMs }: SettledMode): void {
    for (const [url, grouped] of Map.groupBy(changes, deps.callbackOf)) {
      const first = log.add({ url, body: webhookBody(grouped) })
      const repeat = () => log.add({ url, body: first.body, repeats: first.id })
      const all = [first, ...Array.from({ length: kind === 'duplicate' ? copies - 1 : 0 }, repeat)]
      for (const delivery of all) {
        if (kind === 'delay') timers.after(delayMs, () => enqueue(delivery))
        else enqueue(delivery)
      }
    }
  }

  function enqueue(delivery: Delivery): void {
    if (delivery.url === null) move(delivery, 'no-callback')
    else lanes.push(delivery.url, delivery)
  }

  async function attempt(delivery: Delivery): Promise<void> {
    const { now } = deps
    const post = { now, timeoutMs: limits.timeoutMs, signal: closing.signal }
    const outcome = await postWebhook(post, delivery.url as string, delivery)
    if (closing.signal.aborted) return
    delivery.attempts.push(outcome)
    if (outcome.status === 200) return move(delivery, 'delivered')
    const delayMs = limits.retryDelaysMs[delivery.attempts.length - 1]
    if (delayMs === undefined) return move(delivery, 'given-up')
    timers.after(delayMs, () => enqueue(delivery))
    move(delivery, 'retrying')
  }

  function move(delivery: Delivery, state: DeliveryState): void {
    delivery.state = state
    deps.onDelivery(delivery)
  }

  return {
    send(change: Change): void {
      if (!closing.signal.aborted) packer.push(change)
    },
    /** Sends exactly this text, signed, or with the caller's own signature, to try a receiver's refusal. */
    sendBody(body: string, signature?: string, url = deps.callbackOf()): Delivery {
      const delivery = log.add({ url, body, signature })
      enqueue(delivery)
      return delivery
    },
    log: log.list,
    mode: packer.mode,
    setMode: packer.setMode,
    /** Sends now everything that waits for a timer (held, delayed, retrying). */
    flush: timers.flush,
    redeliver(id: string): Delivery | undefined {
      const original = log.find(id)
      if (!original) return undefined
      const { body, signature } = original
      const copy = log.add({ url: original.url ?? deps.callbackOf(), body, signature, repeats: id })
      enqueue(copy)
      return copy
    },
    /**
     * Announces that something will be sent soon, so that `settled` waits for it; call the returned function when it was sent.
     */
    announce: waiting.announce,
    /** Resolves when nothing is announced, queued, on its way, or waiting for a timer. */
    settled: waiting.settled,
    clear(): void {
      packer.clear()
      timers.clear()
      lanes.clear()
      log.clear()
      waiting.check()
    },
    close(): void {
      packer.clear()
      timers.clear()
      lanes.clear()
      closing.abort()
    },
  }
}
