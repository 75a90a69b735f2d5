import type { Feed } from './control/feed.ts'
import type { RateLimits } from './send/rate-limits.ts'
import type { WebhookSender } from './webhook/webhook-sender.ts'
import type { World } from './world/state.ts'

/** What the acting modules work on: the state, the way to the desk, and the way to whoever watches. */
export type Emulation = { world: World; webhooks: WebhookSender; feed: Feed; rates: RateLimits }
