/** The parts of WHAZING's API that live as long as the process. */
import type { buildConnector } from 'undici'
import type { Db } from '../base/db/db.ts'
import type { Log } from '../base/log.ts'
import type { ParsedTarget } from '../base/outbound/address-guard.ts'
import type { DeskDeps } from '../desk/index.ts'
import type { MediaStore } from '../media/index.ts'
import { type CallLog, openCallLog } from './call-log.ts'
import { type CallerCheck, createCallerCheck } from './caller-check.ts'

export interface ExternalApiOptions {
  db: Db
  log: Log
  desk: DeskDeps
  store: MediaStore
  /** The key with which idempotent requests are fingerprinted. */
  secret: string
  publicUrl: string
  connect: buildConnector.connector
  parseUrl: (url: string) => ParsedTarget
  userAgent: string
}

export interface ExternalApiContext extends ExternalApiOptions, AsyncDisposable {
  callers: CallerCheck
  calls: CallLog
}

export function openExternalApi(options: ExternalApiOptions): ExternalApiContext {
  const calls = openCallLog(options)
  const callers = createCallerCheck(options)
  return { ...options, calls, callers, [Symbol.asyncDispose]: () => calls[Symbol.asyncDispose]() }
}
