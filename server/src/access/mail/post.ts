/** E-mail about signing in, when a mail server is configured. */
import type { Log } from '../../base/log.ts'
import type { Mailer } from '../../base/mail.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { createThrottle, type Throttle } from '../throttle.ts'
import { newCode } from './link.ts'
import type { MailText } from './mail-texts.ts'

export interface Post {
  isConfigured: boolean
  requireConfigured: () => void
  /**
   * Refuses when a company has sent too many in this hour, or too many to this person. It is called before anything is changed,
   * because a link that was made and not shown would be lost.
   */
  requireRoom: (tenantId: number, to: string) => void
  /** Sends to a person whom a company named. */
  toNamed: (tenantId: number, to: string, text: MailText) => Promise<'off' | 'sent' | 'failed'>
  /**
   * Whether a person who asked for it may get another one. The result is not shown, because it would show who has an account
   * here.
   */
  mayAsk: (to: string) => boolean
  toAsking: (to: string, text: MailText) => Promise<void>
}

const HOUR_MS = 3_600_000

export function createPost({ mailer, log }: { mailer?: Mailer | undefined; log: Log }): Post {
  const perTenant = createThrottle({ limit: 100, windowMs: HOUR_MS })
  const perAddressee = createThrottle({ limit: 5, windowMs: HOUR_MS })
  const perAsking = createThrottle({ limit: 3, windowMs: HOUR_MS })
  const send = (by: Mailer, to: string, text: MailText) =>
    by.send({ to: [to], ...text, messageId: `<${newCode()}@recado>` })
  return {
    isConfigured: mailer !== undefined,
    requireConfigured() {
      if (mailer === undefined) throw new Refusal('mail_not_configured')
    },
    requireRoom(tenantId, to) {
      if (mailer === undefined) return
      refuseTooMany(perTenant, String(tenantId))
      refuseTooMany(perAddressee, `${tenantId} ${to}`)
    },
    async toNamed(tenantId, to, text) {
      if (mailer === undefined) return 'off'
      try {
        await send(mailer, to, text)
        return 'sent'
      } catch (error) {
        log.warn({ err: error, tenant: tenantId }, 'an e-mail could not be sent')
        return 'failed'
      }
    },
    mayAsk: to => !perAsking.take(to).isExceeded,
    async toAsking(to, text) {
      if (mailer !== undefined) await send(mailer, to, text)
    },
  }
}

function refuseTooMany(throttle: Throttle, key: string): void {
  const { isExceeded, resetSeconds } = throttle.take(key)
  if (isExceeded) throw new Refusal('rate_limited', {}, { retryAfterSeconds: resetSeconds })
}
