/**
 * Keeps WhatsApp's pace, so that it does not have to refuse us: 80 messages a second from a number, 20 of one that
 * lives in the phone app as well (coexistence), and to one person a burst of 45, then one every six seconds. It is counted in
 * this process; when several processes send, Meta's own refusal (130429, 131056) makes them wait.
 */
interface Bucket {
  tokens: number
  at: number
}

interface Rule {
  burst: number
  perSecond: number
}

const NUMBER: Rule = { burst: 80, perSecond: 80 }
const NUMBER_ON_PHONE_APP: Rule = { burst: 20, perSecond: 20 }
const PERSON: Rule = { burst: 45, perSecond: 1 / 6 }
/** Buckets that are full again have no information; they are deleted when there are this many. */
const MAX_BUCKETS = 10_000

export interface Pace {
  /** Takes a token for one message and returns 0, or returns how long the message has to wait. */
  take(channel: { channelId: number; isOnPhoneApp: boolean }, contactId: number): number
}

export function createPace(now: () => number = () => performance.now()): Pace {
  const buckets = new Map<string, Bucket>()

  function look(key: string, { burst, perSecond }: Rule): Bucket {
    const at = now()
    const before = buckets.get(key) ?? { tokens: burst, at }
    const bucket = { tokens: Math.min(burst, before.tokens + ((at - before.at) / 1_000) * perSecond), at }
    if (buckets.size > MAX_BUCKETS) buckets.clear()
    buckets.set(key, bucket)
    return bucket
  }

  const missing = ({ tokens }: Bucket, { perSecond }: Rule) =>
    tokens >= 1 ? 0 : Math.ceil(((1 - tokens) / perSecond) * 1_000)

  return {
    take({ channelId, isOnPhoneApp }, contactId) {
      const rule = isOnPhoneApp ? NUMBER_ON_PHONE_APP : NUMBER
      const number = look(`n:${channelId}`, rule)
      const person = look(`p:${channelId}:${contactId}`, PERSON)
      const wait = Math.max(missing(number, rule), missing(person, PERSON))
      if (wait > 0) return wait
      number.tokens--
      person.tokens--
      return 0
    },
  }
}
