import type { Feed } from './control/feed.ts'
import type { RateLimits } from './send/rate-limits.ts'
import type { WebhookSender } from './webhook/webhook-sender.ts'
import type { World } from './world/state.ts'

/** What the acting modules use: the state, the sender to the desk, and the feed to viewers. */
export type Emulation = { world: World; webhooks: WebhookSender; feed: Feed; rates: RateLimits }
