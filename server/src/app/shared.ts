/** What the parts of one process share, and how it is made from the settings. */
import { getCACertificates } from 'node:tls'
import { type Config, publicUrlOf } from '../base/config.ts'
import type { Db } from '../base/db/db.ts'
import type { Log } from '../base/log.ts'
import { createMailer, type Mailer } from '../base/mail.ts'
import { guardedConnector, type OutboundPolicy } from '../base/outbound/address-guard.ts'
import { parseCidrs } from '../base/outbound/blocked-ranges.ts'
import type { Keyring } from '../base/seal.ts'
import { type ChannelContext, openChannel } from '../channel/index.ts'
import { openMediaStore } from '../media/index.ts'
import type { Tracing } from '../observe/index.ts'
import { pushAgent, type SendDeps } from '../push/index.ts'
import { VERSION } from '../version.ts'
import type { TargetDeps } from '../webhook/index.ts'

export interface Shared {
  config: Config
  publicUrl: string
  db: Db
  log: Log
  keyring: Keyring
  channel: ChannelContext
  target: TargetDeps
  policy: OutboundPolicy
  /** How push services are reached: through the same guard. */
  push: SendDeps
  /** Present when SMTP is configured. */
  mailer: Mailer | undefined
}

export function share(
  { config, db, log, keyring }: Pick<Shared, 'config' | 'db' | 'log' | 'keyring'>,
  tracing?: Tracing,
): Shared {
  const publicUrl = publicUrlOf(config, config.port)
  const userAgent = `Recado/${VERSION}`
  const { allowHttp, webhookPorts: ports } = config
  const policy: OutboundPolicy = { allow: parseCidrs(config.allowedNetworks.join(',')), allowHttp, ports }
  const channel = openChannel({
    db,
    keys: keyring,
    graph: {
      baseUrl: config.graphBaseUrl,
      version: config.graphVersion,
      mediaHosts: config.mediaHosts,
      userAgent,
    },
    publicUrl,
    store: openMediaStore(config),
    log,
  })
  const connect = connectorOf(config, policy)
  return {
    config,
    publicUrl,
    db,
    log,
    keyring,
    channel,
    policy,
    mailer: config.smtpUrl === undefined ? undefined : createMailer({ smtpUrl: config.smtpUrl, from: config.mailFrom }),
    push: { agent: pushAgent(connect), userAgent, publicUrl },
    target: { keyring, connect, userAgent, ...(tracing && { trace: tracing.trace }) },
  }
}

function connectorOf({ webhookProxy, webhookCa }: Config, policy: OutboundPolicy) {
  return guardedConnector(policy, {
    ...(webhookProxy && { proxy: { url: webhookProxy } }),
    ...(webhookCa !== undefined && { tls: { ca: [...getCACertificates('default'), webhookCa] } }),
  })
}
